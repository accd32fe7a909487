package hk.innopark.cli.command;

import hk.innopark.events.RefusedException;
import hk.innopark.events.Topics;
import hk.innopark.operations.audit.AnchorTopic;
import hk.innopark.registry.evidence.Anchors;
import hk.innopark.registry.evidence.NoteSigner;
import hk.innopark.registry.ledger.LedgerChain;
import hk.innopark.registry.ledger.LedgerStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "anchor",
    description =
        "Appends a signed checkpoint of every chain (C2SP signed note) to a file, to Kafka's topic "
            + Topics.ANCHORS
            + ", or both. Keep them where the database's owner cannot write; audit verify --anchors"
            + " and --anchors-from-kafka hold the ledger against them.",
    mixinStandardHelpOptions = true)
final class AuditAnchorCommand implements Callable<Integer> {
  @Mixin private StackOption stack;

  @Option(names = "--out", paramLabel = "FILE", description = "Appended to.")
  private Path out;

  @Option(
      names = "--to-kafka",
      description =
          "Append to topic "
              + Topics.ANCHORS
              + " too (KAFKA_BOOTSTRAP_SERVERS, KAFKA_PROPERTIES_FILE).")
  private boolean toKafka;

  @Option(names = "--sign", required = true, paramLabel = "FILE", description = Keys.PRIVATE)
  private Path key;

  @Option(
      names = "--key-name",
      paramLabel = "NAME",
      defaultValue = Keys.LEDGER,
      description = "Of a new key. Default: ${DEFAULT-VALUE}.")
  private String keyName;

  @Option(
      names = "--every",
      paramLabel = "DUR",
      description = "Again and again, such as PT1H, until the process is told to end.")
  private Duration every;

  @Override
  public Integer call() throws Exception {
    if (every != null) {
      AnchorOption.requireSeldom("--every", every);
    }
    if (out == null && !toKafka) {
      throw new RefusedException("nowhere to write: give --out, --to-kafka or both");
    }
    NoteSigner signer = NoteSigner.keptIn(key, keyName);
    LedgerStore ledger = stack.ledger();
    Terminal terminal = Terminal.standard();
    while (true) {
      SortedMap<LedgerChain, String> notes =
          Anchors.heads(
              ledger, signer, Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS));
      if (out != null) {
        Anchors.append(out, notes.values());
        terminal.say("%d chains anchored in %s".formatted(notes.size(), out));
      }
      if (toKafka) {
        AnchorTopic.append(
            stack.kafka(),
            notes.entrySet().stream()
                .map(note -> new AnchorTopic.Keyed(note.getKey().toString(), note.getValue()))
                .toList());
        terminal.say("%d chains anchored in topic %s".formatted(notes.size(), Topics.ANCHORS));
      }
      if (every == null) {
        return ExitCode.DONE;
      }
      Thread.sleep(every.toMillis());
    }
  }
}
