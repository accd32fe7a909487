package hk.innopark.cli.command;

import hk.innopark.operations.restate.Restatement;
import hk.innopark.operations.restate.RestatementRequest;
import hk.innopark.registry.ledger.LedgerEntry;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "restate",
    description =
        "Computes settled days once more, with what arrived too late for them or by a corrected"
            + " registry, and appends what changes to the ledger as new revisions. Where nothing"
            + " changes, nothing is appended.",
    mixinStandardHelpOptions = true)
final class RestateCommand implements Callable<Integer> {
  @Mixin private RestatementOption days;
  @Mixin private OutputOption output;

  @Option(names = "--from", required = true, paramLabel = "DATE", description = "The first day.")
  private LocalDate from;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "DATE",
      description = "The last day, included.")
  private LocalDate to;

  @Option(
      names = "--registry-version",
      paramLabel = "VERSION",
      description =
          "Compute by this imported version, or by the latest, instead of the versions that were in"
              + " force: for a correction of the past.")
  private String registryVersion;

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why; it stands in every row that is appended.")
  private String reason;

  @Override
  public Integer call() throws Exception {
    RestatementRequest request =
        days.request(from, to, Optional.ofNullable(registryVersion), reason);
    Restatement.Result result = days.compute(request, days.restatement()::run);
    output.say(Answer.of(request, result), terminal -> say(request, result, terminal));
    return ExitCode.DONE;
  }

  private record Answer(
      String days,
      long messages,
      long late,
      int ledgerRows,
      long figureRows,
      List<String> changes,
      List<String> notes) {
    static Answer of(RestatementRequest request, Restatement.Result result) {
      return new Answer(
          request.days().toString(),
          result.archive().messages(),
          result.archive().late(),
          result.changes().size(),
          result.figureRows(),
          result.changes().stream().map(RestateCommand::line).toList(),
          result.notes());
    }
  }

  private static void say(
      RestatementRequest request, Restatement.Result result, Terminal terminal) {
    result.changes().forEach(change -> terminal.say(line(change)));
    result.notes().forEach(terminal::say);
    terminal.say(
        "%s: %,d messages, %,d of them late; %s"
            .formatted(
                request.days(),
                result.archive().messages(),
                result.archive().late(),
                result.changes().isEmpty()
                    ? "nothing changes"
                    : "%,d ledger rows appended, %,d figure rows rewritten"
                        .formatted(result.changes().size(), result.figureRows())));
  }

  private static String line(Restatement.Change change) {
    LedgerEntry after = change.after();
    return "%s %s%s  %-5s %s  %-15s revision %d  messages %s%,d"
        .formatted(
            after.tenant(),
            after.origin(),
            after.line() == null ? "" : " " + after.line(),
            after.grain(),
            Instant.ofEpochMilli(after.periodStartMillis()),
            after.measurement(),
            after.revision(),
            change.before() == null ? "" : "%,d → ".formatted(change.before().rawMessages()),
            after.rawMessages());
  }
}
