package hk.innopark.cli.command;

import hk.innopark.operations.restate.Days;
import hk.innopark.operations.restate.FigureWriter;
import hk.innopark.operations.restate.Restatement;
import hk.innopark.operations.restate.RestatementRequest;
import hk.innopark.operations.restate.WorkFolder;
import hk.innopark.registry.DatabaseRole;
import hk.innopark.registry.ledger.LedgerStore;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** By which servers and from which messages days are computed once more, whose, and who asks. */
final class RestatementOption {
  private static final int PARALLELISM = 2;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Mixin private StackOption stack;
  @Mixin private ArchiveOption archive;

  @Option(names = "--tenant", paramLabel = "TENANT", description = "Only this tenant's rows.")
  private String tenant;

  @Option(
      names = "--actor",
      paramLabel = "NAME",
      description = "Who asks for it. Default: the user of this computer.")
  private String actor = System.getProperty("user.name");

  /** One way to compute once more. */
  interface Computation<T> {
    T compute(RestatementRequest request, List<Path> feeds, Path work) throws Exception;
  }

  RestatementRequest request(
      LocalDate first, LocalDate last, Optional<String> registryVersion, String reason) {
    try {
      return new RestatementRequest(
          new Days(first, last), Optional.ofNullable(tenant), registryVersion, reason, actor);
    } catch (IllegalArgumentException invalid) {
      throw new ParameterException(spec.commandLine(), invalid.getMessage());
    }
  }

  Restatement restatement() throws Exception {
    return new Restatement(
        stack.ledger(),
        new LedgerStore(stack.ledgerWriter()),
        stack.registry(DatabaseRole.AUDITOR),
        FigureWriter.into(stack.timeSeries()),
        PARALLELISM);
  }

  /** Computes while a line says so; what it needs meanwhile is gone afterwards. */
  <T> T compute(RestatementRequest request, Computation<T> computation) throws Exception {
    try (WorkFolder work = WorkFolder.create();
        Waiting computing = Waiting.until("computing " + request.days() + " once more")) {
      long since = Restatement.archiveFromMillis(request.days());
      return computation.compute(request, archive.feeds(stack, since, work.path()), work.path());
    }
  }
}
