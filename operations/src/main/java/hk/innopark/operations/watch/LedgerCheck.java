package hk.innopark.operations.watch;

import hk.innopark.registry.evidence.Anchors;
import hk.innopark.registry.evidence.LedgerAudit;
import hk.innopark.registry.ledger.VerificationCourse;
import hk.innopark.registry.ledger.VerificationStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalTime;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import javax.sql.DataSource;

/**
 * Verifies all chains of the ledger each night, and says whether they held and which hour of each
 * tenant was closed last.
 *
 * <p>A verification takes as long as the ledger is; it runs beside the other checks.
 */
public final class LedgerCheck implements Check {
  private static final String NEWEST_SQL =
      "SELECT tenant, origin, extract(epoch FROM max(period_end))::bigint FROM ledger"
          + " WHERE grain = 'hour' AND recorded_at > now() - interval '40 days'"
          + " GROUP BY tenant, origin";

  private final DataSource auditor;
  private final LedgerAudit audit;
  private final LocalTime nightly;
  private final Callable<Anchors> anchors;
  private final Executor executor;
  private final InstantSource clock;
  private CompletableFuture<Void> running = CompletableFuture.completedFuture(null);

  /**
   * @param auditor the database, as somebody who reads every row
   * @param nightly when, by the clock in Hong Kong
   * @param anchors against which chains are held too, read at each verification
   * @param executor runs the verification
   */
  public LedgerCheck(
      DataSource auditor,
      LocalTime nightly,
      Callable<Anchors> anchors,
      Executor executor,
      InstantSource clock) {
    this.auditor = auditor;
    this.audit = new LedgerAudit(auditor);
    this.nightly = nightly;
    this.anchors = anchors;
    this.executor = executor;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "ledger";
  }

  @Override
  public void measure(Measurements into) throws Exception {
    newestHours(into);
    if (running.isDone()) {
      CompletableFuture<Void> ended = running;
      running = CompletableFuture.completedFuture(null);
      failOn(ended);
      if (audit.isDue(nightly, clock.instant())) {
        running = CompletableFuture.runAsync(this::verify, executor);
      }
    }
    List<VerificationStore.Kept> verified = audit.newest();
    for (VerificationStore.Kept kept : verified) {
      String[] labels = {"tenant", kept.chain().tenant(), "origin", kept.chain().origin()};
      into.put("innopark_ledger_chain_holds", kept.holds() ? 1 : 0, labels);
      into.put("innopark_ledger_chain_rows", (double) kept.rows(), labels);
    }
    long faults = verified.stream().filter(kept -> !kept.holds()).count();
    into.put("innopark_ledger_faults", (double) faults);
    into.put(
        "innopark_ledger_verified_timestamp_seconds",
        (double) verified.stream().mapToLong(kept -> kept.at().getEpochSecond()).min().orElse(0));
  }

  /** A verification that failed shows at the next look, and is tried again at the one after. */
  private static void failOn(CompletableFuture<Void> ended) throws Exception {
    try {
      ended.join();
    } catch (CompletionException failure) {
      throw failure.getCause() instanceof Exception cause ? cause : failure;
    }
  }

  private void verify() {
    try {
      audit.run(anchors.call(), VerificationCourse.FROM_THE_BEGINNING);
    } catch (Exception failure) { // of whatever kind, the check says so
      throw new CompletionException(failure);
    }
  }

  private void newestHours(Measurements into) throws SQLException {
    try (Connection connection = auditor.getConnection();
        PreparedStatement newest = connection.prepareStatement(NEWEST_SQL);
        ResultSet row = newest.executeQuery()) {
      while (row.next()) {
        into.put(
            "innopark_ledger_newest_timestamp_seconds",
            (double) row.getLong(3),
            "tenant",
            row.getString(1),
            "origin",
            row.getString(2));
      }
    }
  }
}
