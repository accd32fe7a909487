package hk.innopark.cli.command;

import hk.innopark.events.RefusedException;
import hk.innopark.registry.DatabaseRole;
import hk.innopark.registry.evidence.Anchors;
import hk.innopark.registry.evidence.NoteSigner;
import hk.innopark.registry.ledger.LedgerStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "anchor",
    description =
        "Appends a signed checkpoint of every chain (C2SP signed note) to a file. Keep the file"
            + " where the database's owner cannot write; audit verify --anchors holds the ledger"
            + " against it.",
    mixinStandardHelpOptions = true)
final class AuditAnchorCommand implements Callable<Integer> {
  @Mixin private StackOption stack;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "Appended to.")
  private Path out;

  @Option(
      names = "--sign",
      required = true,
      paramLabel = "FILE",
      description = "The private key; made there, with the public one in FILE.pub, if missing.")
  private Path key;

  @Option(
      names = "--key-name",
      paramLabel = "NAME",
      defaultValue = "innopark-ledger",
      description = "Of a new key. Default: ${DEFAULT-VALUE}.")
  private String keyName;

  @Option(
      names = "--every",
      paramLabel = "DUR",
      description = "Again and again, such as PT1H, until the process is told to end.")
  private Duration every;

  @Override
  public Integer call() throws Exception {
    if (every != null && every.compareTo(Duration.ofMinutes(1)) < 0) {
      throw new RefusedException("--every: at least PT1M");
    }
    NoteSigner signer = NoteSigner.keptIn(key, keyName);
    LedgerStore ledger = new LedgerStore(stack.database(DatabaseRole.AUDITOR));
    Terminal terminal = Terminal.standard();
    while (true) {
      List<String> notes =
          Anchors.heads(
              ledger, signer, Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS));
      Anchors.append(out, notes);
      terminal.say("%d chains anchored in %s".formatted(notes.size(), out));
      if (every == null) {
        return 0;
      }
      Thread.sleep(every.toMillis());
    }
  }
}
