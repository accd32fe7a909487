package hk.innopark.cli.command;

import hk.innopark.operations.migrate.Migration;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "migrate",
    description =
        "Prepares a job that cannot take over the state of the one before: it will read again what"
            + " Kafka still has, say nothing twice, and continue each chain of the ledger. Stop the"
            + " job before first; start the new one with LEDGER_TAKEOVER_FILE naming the file. Changes"
            + " nothing on any server.",
    mixinStandardHelpOptions = true)
final class MigrateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private StackOption stack;
  @Mixin private OutputOption output;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "What the new job is told.")
  private Path file;

  @Option(
      names = "--group",
      paramLabel = "NAME",
      defaultValue = "innopark-telemetry",
      description = "KAFKA_GROUP of the job before. Default: ${DEFAULT-VALUE}.")
  private String group;

  private record Answer(
      Instant readFrom,
      Instant saidUntil,
      Instant completeFrom,
      int chains,
      long rows,
      LocalDate openMonth) {}

  @Override
  public Integer call() throws Exception {
    OutPlace.requireFile(spec, file);
    Migration.Plan plan;
    try (Waiting looking = Waiting.until("Kafka and the ledger are looked at")) {
      plan = new Migration(stack.ledger()).plan(stack.kafka(), group);
    }
    plan.takeover().write(file);
    Answer answer =
        new Answer(
            Instant.ofEpochMilli(plan.takeover().fromMillis()),
            Instant.ofEpochMilli(plan.takeover().untilMillis()),
            Instant.ofEpochMilli(plan.takeover().completeFromMillis()),
            plan.takeover().chains().size(),
            plan.rows(),
            plan.openMonth());
    output.say(answer, terminal -> say(answer, terminal));
    return ExitCode.DONE;
  }

  private void say(Answer answer, Terminal terminal) {
    terminal.say(
        "%s: the new job reads from %s and says what became known after %s"
            .formatted(file, answer.readFrom(), answer.saidUntil()));
    terminal.say(
        "%,d chains go on; %,d rows since %s stay as they are"
            .formatted(answer.chains(), answer.rows(), answer.completeFrom()));
    if (answer.openMonth() != null) {
      terminal.say(
          "Kafka does not hold all of %tY-%<tm: when that month is settled, restate its last day"
              .formatted(answer.openMonth()));
    }
  }
}
