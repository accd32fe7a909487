package hk.innopark.cli.command;

import hk.innopark.console.pack.Evidence;
import hk.innopark.console.pack.EvidencePack;
import hk.innopark.events.Reading;
import hk.innopark.operations.audit.Statement;
import hk.innopark.operations.restate.Days;
import hk.innopark.registry.DatabaseRole;
import hk.innopark.registry.RegistryStore;
import hk.innopark.registry.evidence.NoteSigner;
import hk.innopark.registry.ledger.LedgerChain;
import hk.innopark.registry.ledger.LedgerRow;
import hk.innopark.registry.ledger.LedgerStore;
import hk.innopark.registry.ledger.LedgerVerifier;
import hk.innopark.registry.model.Registry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "report",
    description =
        "A tenant's month as the ledger has it: figures, revisions, coverage, factors with their"
            + " sources, and which commitments are met. In Markdown, or with --pack as one signed"
            + " archive of PDF, CSV, JSON and ledger rows.",
    mixinStandardHelpOptions = true)
final class AuditReportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private StackOption stack;

  @Option(names = "--tenant", required = true, paramLabel = "TENANT", description = "Whose.")
  private String tenant;

  @Option(
      names = {"--period", "--month"},
      required = true,
      paramLabel = "YYYY-MM",
      description = "Local month.")
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

  @Option(
      names = "--known-at",
      paramLabel = "TIME",
      description =
          "The month as it was known then, such as 2026-03-05T09:00:00+08:00: rows that were"
              + " recorded later are passed over, and names, factors and commitments are those of"
              + " then. Default: now.")
  private OffsetDateTime knownAt;

  @ArgGroup(exclusive = false)
  private Packed packed;

  /** What must be told together. */
  static final class Packed {
    @Option(
        names = "--pack",
        required = true,
        paramLabel = "FILE",
        description = "Write an evidence pack there, which audit check and others check.")
    private Path file;

    @Option(names = "--sign", required = true, paramLabel = "FILE", description = Keys.PRIVATE)
    private Path key;
  }

  @Override
  public Integer call() throws Exception {
    if (out != null) {
      OutPlace.requireFile(spec, out);
    }
    LedgerStore ledger = stack.ledger();
    LedgerChain chain = new LedgerChain(tenant, origin);
    Days days = new Days(month.atDay(1), month.atEndOfMonth());
    if (packed != null) {
      OutPlace.requireFile(spec, packed.file);
      Evidence evidence =
          Evidence.of(
              ledger,
              chain,
              month,
              registry(),
              knownAt == null ? null : knownAt.toInstant(),
              Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS));
      NoteSigner signer = NoteSigner.keptIn(packed.key, Keys.LEDGER);
      boolean isChinese = EvidencePack.write(packed.file, evidence, ledger, signer);
      Terminal.standard().say(packed.file + " is signed by " + signer.verifier());
      if (!isChinese) {
        Terminal.standard()
            .say("without report.zh-HK.pdf: no Chinese font is installed (fonts-wqy-microhei)");
      }
      return ExitCode.DONE;
    }
    OutPlace.write(
        out,
        Statement.of(
            month, LedgerVerifier.verify(ledger, chain), rows(ledger, chain, days), registry()));
    return ExitCode.DONE;
  }

  private List<LedgerRow> rows(LedgerStore ledger, LedgerChain chain, Days days) {
    return knownAt == null
        ? ledger.touching(chain, days.startMillis(), days.endMillis())
        : ledger.touching(chain, days.startMillis(), days.endMillis(), knownAt.toInstant());
  }

  private Registry registry() throws Exception {
    RegistryStore registry = stack.registry(DatabaseRole.AUDITOR);
    return knownAt == null ? registry.load() : registry.loadAsKnownAt(knownAt.toInstant());
  }
}
