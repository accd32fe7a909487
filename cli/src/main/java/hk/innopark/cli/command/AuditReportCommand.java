package hk.innopark.cli.command;

import hk.innopark.events.Reading;
import hk.innopark.operations.audit.Statement;
import hk.innopark.operations.restate.Days;
import hk.innopark.registry.DatabaseRole;
import hk.innopark.registry.RegistryStore;
import hk.innopark.registry.ledger.LedgerChain;
import hk.innopark.registry.ledger.LedgerStore;
import hk.innopark.registry.ledger.LedgerVerifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "report",
    description =
        "A tenant's month as the ledger has it, in Markdown: figures, revisions, coverage, factors"
            + " with their sources, and which commitments are met.",
    mixinStandardHelpOptions = true)
final class AuditReportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private StackOption stack;

  @Option(names = "--tenant", required = true, paramLabel = "TENANT", description = "Whose.")
  private String tenant;

  @Option(names = "--month", required = true, paramLabel = "YYYY-MM", description = "Local month.")
  private YearMonth month;

  @Option(
      names = "--origin",
      paramLabel = "ORIGIN",
      defaultValue = Reading.REAL,
      description = "real, or sim:RUN for simulated data. Default: ${DEFAULT-VALUE}.")
  private String origin;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to write it; default: standard output.")
  private Path out;

  @Override
  public Integer call() throws Exception {
    if (out != null) {
      OutPlace.requireFile(spec, out);
    }
    LedgerStore ledger = new LedgerStore(stack.database(DatabaseRole.AUDITOR));
    LedgerChain chain = new LedgerChain(tenant, origin);
    Days days = new Days(month.atDay(1), month.atEndOfMonth());
    String statement =
        Statement.of(
            month,
            LedgerVerifier.verify(ledger, chain),
            ledger.touching(chain, days.startMillis(), days.endMillis()),
            new RegistryStore(stack.database(DatabaseRole.AUDITOR)).load());
    if (out == null) {
      System.out.print(statement);
    } else {
      Files.writeString(out, statement);
    }
    return 0;
  }
}
