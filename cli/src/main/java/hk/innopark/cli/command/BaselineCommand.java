package hk.innopark.cli.command;

import hk.innopark.events.Reading;
import hk.innopark.operations.baseline.BaselineFit;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.model.Baseline;
import hk.innopark.registry.model.Registry;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "baseline",
    description = "What lines and tenants are expected to take (ISO 50006).",
    mixinStandardHelpOptions = true,
    subcommands = BaselineCommand.Fit.class)
final class BaselineCommand {

  @Command(
      name = "fit",
      description =
          "Fits a baseline to computed days by least squares, prints it with its R², and writes the"
              + " reference data with it; refused under R² 0.75 or 10 days.",
      mixinStandardHelpOptions = true)
  static final class Fit implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
        names = "--figures",
        required = true,
        paramLabel = "FILE",
        description = "figures.ndjson of compute, with grain day.")
    private Path figures;

    @Mixin private RegistryFileOption reference;

    @Option(
        names = "--out",
        required = true,
        paramLabel = "FILE",
        description = "Where the reference data go with the baseline; may be the same file.")
    private Path out;

    @Option(names = "--id", required = true, paramLabel = "ID", description = "The baseline's id.")
    private String id;

    @Option(names = "--tenant", required = true, paramLabel = "ID", description = "Whose.")
    private String tenant;

    @Option(
        names = "--line",
        paramLabel = "ID",
        description = "Which line's; default: the whole tenant's.")
    private String line;

    @Option(
        names = "--valid-from",
        required = true,
        paramLabel = "DATE",
        description = "From when it applies; the first of a month.")
    private LocalDate validFrom;

    @Option(
        names = "--base-temperature",
        paramLabel = "C",
        description =
            "Takes cooling degree days above it from the registry's temperatures; default: none.")
    private BigDecimal baseTemperature;

    @Option(
        names = "--origin",
        paramLabel = "ORIGIN",
        defaultValue = Reading.REAL,
        description = "Of the data; default: ${DEFAULT-VALUE}.")
    private String origin;

    @Override
    public Integer call() throws Exception {
      OutPlace.requireFile(spec, out);
      Registry registry = RegistryYaml.read(reference.file());
      Baseline baseline =
          new BaselineFit(id, tenant, line, origin, validFrom, baseTemperature)
              .of(figures, registry);
      Terminal.standard()
          .say(
              "%s kWh a day + %s kWh an item + %s kWh a degree day; R² %s over %d days"
                  .formatted(
                      baseline.kwhPerDay().toPlainString(),
                      baseline.kwhPerItem().toPlainString(),
                      baseline.kwhPerDegreeDay().toPlainString(),
                      baseline.rSquared().toPlainString(),
                      baseline.points()));
      String yaml = RegistryYaml.write(BaselineFit.added(registry, baseline));
      // read again by the importer's rules, before anything is written
      RegistryYaml.parse(yaml, "baseline " + id);
      Files.writeString(out, yaml);
      return ExitCode.DONE;
    }
  }
}
