package hk.innopark.cli.command;

import hk.innopark.events.Grain;
import hk.innopark.jobs.compute.FeedComputation;
import hk.innopark.registry.RegistryFile;
import hk.innopark.registry.RegistryYaml;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "compute",
    description =
        "Computes a feed by the live pipeline, without any server: figures.ndjson, ledger.ndjson"
            + " and deadletters.ndjson. The same feed always gives the same bytes.",
    mixinStandardHelpOptions = true)
final class ComputeCommand implements Callable<Integer> {
  private static final int MOST_PARALLELISM = 64;

  @Spec private CommandSpec spec;
  @Mixin private OutputOption output;

  @Mixin private RegistryFileOption reference;

  @Option(
      names = "--feed",
      required = true,
      paramLabel = "FILE",
      description = "Messages (NDJSON, also .gz).")
  private Path feed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "Where the files go; default: here.")
  private Path directory;

  @Option(
      names = "--grains",
      paramLabel = "LIST",
      split = ",",
      defaultValue = "hour,shift,day,month",
      description =
          "Periods to report, of minute, half_hour, hour, shift, day, month. Default: ${DEFAULT-VALUE}.")
  private List<String> grainNames;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      defaultValue = "2",
      description =
          "How many instances of each operator; changes no byte. Default: ${DEFAULT-VALUE}.")
  private int parallelism;

  @Override
  public Integer call() throws Exception {
    if (parallelism < 1 || parallelism > MOST_PARALLELISM) {
      throw new ParameterException(
          spec.commandLine(), "--parallelism must be from 1 to 64, not " + parallelism);
    }
    OutPlace.requireFolder(spec, directory);
    RegistryFile registry = RegistryYaml.open(reference.file());
    Warnings.tell(spec, registry.warnings());
    FeedComputation computation =
        new FeedComputation(registry.registry(), feed, grains(), parallelism);
    FeedComputation.Summary summary;
    try (Waiting computing = Waiting.until("computing " + feed)) {
      summary = computation.run(directory);
    }
    output.say(
        summary,
        terminal ->
            terminal.say(
                "%,d messages: %,d figure rows, %,d ledger rows, %,d dead letters in %s"
                    .formatted(
                        summary.messages(),
                        summary.figures(),
                        summary.ledgerRows(),
                        summary.deadLetters(),
                        directory)));
    return ExitCode.DONE;
  }

  private Set<Grain> grains() {
    Set<Grain> grains = EnumSet.noneOf(Grain.class);
    for (String name : grainNames) {
      grains.add(
          Grain.byWireName(name.strip())
              .orElseThrow(
                  () ->
                      new ParameterException(
                          spec.commandLine(),
                          "--grains: \""
                              + name
                              + "\" is none of "
                              + Stream.of(Grain.values())
                                  .map(Grain::wireName)
                                  .collect(Collectors.joining(", ")))));
    }
    return grains;
  }
}
