package hk.innopark.cli.command;

import hk.innopark.operations.restate.EmissionChange;
import hk.innopark.operations.restate.Restatement;
import hk.innopark.operations.restate.RestatementRequest;
import java.time.LocalDate;
import java.time.Year;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "factors",
    description = "What to do when a year's emission factors are published.",
    subcommands = FactorsCommand.TrueUp.class,
    mixinStandardHelpOptions = true)
final class FactorsCommand {

  @Command(
      name = "true-up",
      description =
          "Computes a year once more by the newest registry and shows by how much emissions change;"
              + " with --append the changes go into the ledger as new revisions. Import the year's"
              + " factors first.",
      mixinStandardHelpOptions = true)
  static final class TrueUp implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private RestatementOption days;
    @Mixin private OutputOption output;

    @Option(names = "--year", required = true, paramLabel = "YEAR", description = "Which year.")
    private Year year;

    @Option(
        names = "--from",
        paramLabel = "DATE",
        description = "The first day. Default: the year's first.")
    private LocalDate from;

    @Option(
        names = "--to",
        paramLabel = "DATE",
        description =
            "The last day, included. Default: the year's last; give the last settled one"
                + " of a year that runs.")
    private LocalDate to;

    @Option(names = "--append", description = "Append what was shown to the ledger.")
    private boolean append;

    @Override
    public Integer call() throws Exception {
      RestatementRequest request = request();
      Restatement restatement = days.restatement();
      Restatement.Plan plan = days.compute(request, restatement::plan);
      if (append) {
        restatement.append(plan);
      }
      List<EmissionChange> emissions = EmissionChange.of(plan.changes());
      output.say(
          new Answer(emissions, plan.changes().size(), append, plan.notes()),
          terminal -> lines(emissions, plan, append).forEach(terminal::say));
      return ExitCode.DONE;
    }

    private record Answer(
        List<EmissionChange> emissions, int ledgerRows, boolean appended, List<String> notes) {}

    private RestatementRequest request() {
      LocalDate first = from == null ? year.atDay(1) : from;
      LocalDate last = to == null ? year.plusYears(1).atDay(1).minusDays(1) : to;
      if (first.getYear() != year.getValue() || last.getYear() != year.getValue()) {
        throw new ParameterException(spec.commandLine(), "--from and --to are not days of " + year);
      }
      return days.request(first, last, Optional.of("latest"), "true-up to the factors of " + year);
    }

    private static List<String> lines(
        List<EmissionChange> emissions, Restatement.Plan plan, boolean appended) {
      List<String> lines = new ArrayList<>();
      for (EmissionChange change : emissions) {
        lines.add(
            "%s %s  %-18s %3d days  %s → %s"
                .formatted(
                    change.tenant(),
                    change.origin(),
                    change.scope(),
                    change.days(),
                    kg(change.beforeKg()),
                    kg(change.afterKg())
                        + (change.beforeKg() == null || change.afterKg() == null
                            ? ""
                            : "  (%+,.1f kg)".formatted(change.afterKg() - change.beforeKg()))));
      }
      lines.addAll(plan.notes());
      lines.add(
          plan.changes().isEmpty()
              ? "nothing changes"
              : appended
                  ? "%,d ledger rows appended".formatted(plan.changes().size())
                  : "%,d ledger rows would be appended: run it again with --append"
                      .formatted(plan.changes().size()));
      return lines;
    }

    private static String kg(Double value) {
      return value == null ? "no value" : "%,.1f kg".formatted(value);
    }
  }
}
