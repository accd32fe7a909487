package hk.innopark.embedded.stack;

import hk.innopark.registry.evidence.Anchors;
import hk.innopark.registry.evidence.LedgerAudit;
import hk.innopark.registry.ledger.LedgerException;
import hk.innopark.registry.ledger.VerificationCourse;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Verifies the ledger's chains as soon as there are any, and each night. */
final class StackAudit implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StackAudit.class);
  private static final LocalTime NIGHTLY = LocalTime.of(2, 30);
  private static final Duration LOOKS = Duration.ofSeconds(20);

  private final LedgerAudit audit;
  private final Clock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread verifier = new Thread(task, "verification");
            verifier.setDaemon(true);
            return verifier;
          });

  private StackAudit(DataSource auditor, Clock clock) {
    this.audit = new LedgerAudit(auditor);
    this.clock = clock;
  }

  static StackAudit start(DataSource auditor, Clock clock) {
    StackAudit started = new StackAudit(auditor, clock);
    var unused =
        started.thread.scheduleWithFixedDelay(
            started::look, LOOKS.toMillis(), LOOKS.toMillis(), TimeUnit.MILLISECONDS);
    return started;
  }

  private void look() {
    try {
      if (audit.isDue(NIGHTLY, clock.instant())) {
        audit.run(Anchors.none(), VerificationCourse.FROM_THE_BEGINNING).stream()
            .flatMap(verdict -> verdict.firstFault().stream())
            .forEach(fault -> LOG.error("the ledger was changed: {}", fault));
      }
    } catch (LedgerException failure) {
      LOG.warn("the ledger was not verified, and will be: {}", failure.getMessage());
    }
  }

  /** A verification that runs is cut off; the next start does it again. */
  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
        LOG.warn("a verification of the ledger was cut off");
      }
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }
}
