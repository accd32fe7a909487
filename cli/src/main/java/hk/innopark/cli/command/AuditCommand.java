package hk.innopark.cli.command;

import hk.innopark.events.RefusedException;
import hk.innopark.operations.restate.Days;
import hk.innopark.operations.restate.Recomputation;
import hk.innopark.operations.restate.RecomputedChain;
import hk.innopark.operations.restate.Restatement;
import hk.innopark.operations.restate.WorkFolder;
import hk.innopark.registry.DatabaseRole;
import hk.innopark.registry.evidence.Anchors;
import hk.innopark.registry.ledger.ChainVerdict;
import hk.innopark.registry.ledger.LedgerChain;
import hk.innopark.registry.ledger.LedgerFault;
import hk.innopark.registry.ledger.LedgerStore;
import hk.innopark.registry.ledger.LedgerVerifier;
import hk.innopark.registry.ledger.VerificationFile;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "audit",
    description = "Checks of the ledger, and statements from it.",
    mixinStandardHelpOptions = true,
    subcommands = {
      AuditCommand.Verify.class,
      AuditReportCommand.class,
      AuditAnchorCommand.class,
      AuditCheckCommand.class
    })
final class AuditCommand {

  @Command(
      name = "verify",
      description =
          "Checks every hash chain of the ledger, row by row; names the first row of a chain that"
              + " is wrong, and then ends with exit code 5.",
      mixinStandardHelpOptions = true)
  static final class Verify implements Callable<Integer> {
    private static final int PARALLELISM = 2;

    @Mixin private StackOption stack;
    @Mixin private OutputOption output;

    @Option(
        names = "--file",
        paramLabel = "FILE",
        description = "A ledger.ndjson instead of the database.")
    private Path file;

    @Option(
        names = "--tenant",
        paramLabel = "TENANT",
        description = "With --recompute: only this tenant's rows.")
    private String tenant;

    @Mixin private AnchorOption anchors;

    @Option(
        names = "--resume",
        paramLabel = "FILE",
        description =
            "Keep in FILE how far it is, and go on there where FILE is. It is removed at the end.")
    private Path resume;

    @ArgGroup(exclusive = false)
    private Recompute recompute;

    /** What must be told together. */
    static final class Recompute {
      @Option(
          names = "--recompute",
          required = true,
          description =
              "Compute the rows of whole periods once more from what was received, by the registry"
                  + " versions that they name, and compare messages, elements and figures.")
      private boolean asked;

      @Option(names = "--from", required = true, paramLabel = "DATE", description = "First day.")
      private LocalDate from;

      @Option(names = "--to", required = true, paramLabel = "DATE", description = "Last day.")
      private LocalDate to;

      @ArgGroup(multiplicity = "1")
      private ArchiveOption.Choice archive;
    }

    @Override
    public Integer call() throws Exception {
      boolean holds = chainsHold();
      if (recompute != null && recompute.asked) {
        holds &= comesOutAgain();
      }
      return holds ? ExitCode.DONE : ExitCode.DOES_NOT_HOLD;
    }

    private boolean comesOutAgain() throws Exception {
      Days days = new Days(recompute.from, recompute.to);
      Recomputation recomputation =
          new Recomputation(stack.ledger(), stack.registry(DatabaseRole.AUDITOR), PARALLELISM);
      Terminal terminal = Terminal.standard();
      boolean same = true;
      try (WorkFolder work = WorkFolder.create()) {
        List<Path> archive =
            recompute.archive.feeds(stack, Restatement.archiveFromMillis(days), work.path());
        for (RecomputedChain chain :
            recomputation.run(days, Optional.ofNullable(tenant), archive, work.path())) {
          String name = name(chain.chain());
          terminal.say("same   %s: %,d rows recomputed".formatted(name, chain.same()));
          chain.differences().forEach(row -> terminal.say("OTHER  " + name + ": " + row));
          same &= chain.differences().isEmpty();
        }
      }
      terminal.say(same ? "every row comes out again" : "rows do not come out again");
      return same;
    }

    private boolean chainsHold() throws Exception {
      if (file != null && resume != null) {
        throw new RefusedException("--resume goes with the database, not with --file");
      }
      AtomicLong rows = new AtomicLong();
      List<ChainVerdict> verdicts;
      try (Waiting checking =
          Waiting.until(() -> "checking the ledger, %,d rows so far".formatted(rows.get()))) {
        verdicts = file == null ? ofDatabase(rows) : LedgerVerifier.verify(file);
      }
      boolean allHold = verdicts.stream().allMatch(ChainVerdict::holds);
      output.say(
          new Verified(allHold, verdicts.stream().map(Checked::of).toList()),
          terminal -> {
            verdicts.forEach(verdict -> terminal.say(line(verdict)));
            terminal.say(
                verdicts.isEmpty()
                    ? "the ledger is empty"
                    : allHold ? "every chain holds" : "the ledger was changed");
          });
      return allHold;
    }

    private record Verified(boolean holds, List<Checked> chains) {}

    private record Checked(
        String tenant,
        String origin,
        boolean holds,
        long rows,
        String lastHash,
        Long firstFaultSeq,
        String firstFault) {
      static Checked of(ChainVerdict verdict) {
        return new Checked(
            verdict.chain().tenant(),
            verdict.chain().origin(),
            verdict.holds(),
            verdict.rows(),
            verdict.lastHash(),
            verdict.firstFault().map(LedgerFault::seq).orElse(null),
            verdict.firstFault().map(LedgerFault::detail).orElse(null));
      }
    }

    /** Every chain that is there, and every one that was anchored. */
    private List<ChainVerdict> ofDatabase(AtomicLong rows) throws Exception {
      Anchors known = anchors.read(stack::kafka);
      LedgerStore ledger = stack.ledger();
      Set<LedgerChain> chains = new TreeSet<>(ledger.chains());
      chains.addAll(known.chains());
      VerificationFile course = VerificationFile.open(resume, rows::set);
      List<ChainVerdict> verdicts =
          chains.stream()
              .map(chain -> LedgerVerifier.verify(ledger, chain, known.of(chain), course))
              .toList();
      course.finish();
      return verdicts;
    }

    private static String name(LedgerChain chain) {
      return chain.tenant() + " (" + chain.origin() + ")";
    }

    private static String line(ChainVerdict verdict) {
      String chain = name(verdict.chain());
      return verdict
          .firstFault()
          .map(fault -> "WRONG  %s: row %d %s".formatted(chain, fault.seq(), fault.detail()))
          .orElseGet(
              () ->
                  "holds  %s: %,d rows, last hash %s"
                      .formatted(chain, verdict.rows(), verdict.lastHash()));
    }
  }
}
