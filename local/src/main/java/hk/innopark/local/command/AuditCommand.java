package hk.innopark.local.command;

import hk.innopark.registry.DatabaseRole;
import hk.innopark.registry.ledger.ChainVerdict;
import hk.innopark.registry.ledger.LedgerStore;
import hk.innopark.registry.ledger.LedgerVerifier;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "audit",
    description = "Checks of the ledger.",
    mixinStandardHelpOptions = true,
    subcommands = AuditCommand.Verify.class)
final class AuditCommand {

  @Command(
      name = "verify",
      description =
          "Checks every hash chain of the ledger, row by row; names the first row of a chain that"
              + " is wrong, and then ends with exit code 1.",
      mixinStandardHelpOptions = true)
  static final class Verify implements Callable<Integer> {
    private static final int HASH_DIGITS = 16;

    @Mixin private StackOption stack;

    @Option(
        names = "--file",
        paramLabel = "FILE",
        description = "A ledger.ndjson instead of the database.")
    private Path file;

    @Override
    public Integer call() throws Exception {
      List<ChainVerdict> verdicts =
          file == null
              ? LedgerVerifier.verify(new LedgerStore(stack.database(DatabaseRole.AUDITOR)))
              : LedgerVerifier.verify(file);
      Terminal terminal = Terminal.standard();
      boolean allHold = true;
      for (ChainVerdict verdict : verdicts) {
        allHold &= verdict.holds();
        terminal.say(line(verdict));
      }
      terminal.say(
          verdicts.isEmpty()
              ? "the ledger is empty"
              : allHold ? "every chain holds" : "the ledger was changed");
      return allHold ? 0 : 1;
    }

    private static String line(ChainVerdict verdict) {
      String chain = verdict.chain().tenant() + " (" + verdict.chain().origin() + ")";
      return verdict
          .firstFault()
          .map(fault -> "WRONG  %s: row %d %s".formatted(chain, fault.seq(), fault.detail()))
          .orElseGet(
              () ->
                  "holds  %s: %,d rows, last hash %s"
                      .formatted(
                          chain, verdict.rows(), verdict.lastHash().substring(0, HASH_DIGITS)));
    }
  }
}
