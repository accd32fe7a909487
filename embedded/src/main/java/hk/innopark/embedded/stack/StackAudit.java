package hk.innopark.embedded.stack;

import hk.innopark.registry.evidence.Anchors;
import hk.innopark.registry.evidence.EvidenceException;
import hk.innopark.registry.evidence.LedgerAudit;
import hk.innopark.registry.evidence.NoteSigner;
import hk.innopark.registry.ledger.LedgerChain;
import hk.innopark.registry.ledger.LedgerException;
import hk.innopark.registry.ledger.LedgerStore;
import hk.innopark.registry.ledger.VerificationCourse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies the ledger's chains as soon as there are any, and each night; anchors them each hour, in
 * a file of the data folder, and holds them against these anchors.
 */
final class StackAudit implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StackAudit.class);

  /** Of the data folder. */
  static final String FOLDER = "audit";

  private static final LocalTime NIGHTLY = LocalTime.of(2, 30);
  private static final Duration LOOKS = Duration.ofSeconds(20);

  private static final Duration ANCHORED_EVERY = Duration.ofHours(1);

  private final LedgerAudit audit;
  private final LedgerStore ledger;
  private final Path anchors;
  private final NoteSigner signer;
  private final Clock clock;
  private Instant anchoredAt = Instant.EPOCH;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread verifier = new Thread(task, "verification");
            verifier.setDaemon(true);
            return verifier;
          });

  private StackAudit(DataSource auditor, Path folder, Clock clock) throws IOException {
    this.audit = new LedgerAudit(auditor);
    this.ledger = new LedgerStore(auditor);
    this.anchors = folder.resolve("anchors.txt");
    this.signer = signer(folder);
    this.clock = clock;
  }

  /** The key with which anchors and evidence packs are signed; made where it is missing. */
  static NoteSigner signer(Path folder) throws IOException {
    Files.createDirectories(folder);
    return NoteSigner.keptIn(folder.resolve("ledger-key"), "innopark-ledger");
  }

  /**
   * Starts.
   *
   * @param folder where the key and the anchors are kept
   */
  static StackAudit start(DataSource auditor, Path folder, Clock clock) throws IOException {
    StackAudit started = new StackAudit(auditor, folder, clock);
    var unused =
        started.thread.scheduleWithFixedDelay(
            started::look, LOOKS.toMillis(), LOOKS.toMillis(), TimeUnit.MILLISECONDS);
    return started;
  }

  private void look() {
    try {
      if (audit.isDue(NIGHTLY, clock.instant())) {
        audit.run(known(), VerificationCourse.FROM_THE_BEGINNING).stream()
            .flatMap(verdict -> verdict.firstFault().stream())
            .forEach(fault -> LOG.error("the ledger was changed: {}", fault));
      }
      anchor(clock.instant());
    } catch (LedgerException | EvidenceException failure) {
      LOG.warn("the ledger was not verified, and will be: {}", failure.getMessage());
    }
  }

  private Anchors known() {
    return Files.exists(anchors)
        ? Anchors.read(List.of(anchors), List.of(signer.verifier()))
        : Anchors.none();
  }

  private void anchor(Instant now) {
    if (now.isBefore(anchoredAt.plus(ANCHORED_EVERY))) {
      return;
    }
    SortedMap<LedgerChain, String> notes =
        Anchors.heads(ledger, signer, now.truncatedTo(ChronoUnit.SECONDS));
    if (!notes.isEmpty()) {
      Anchors.append(anchors, notes.values());
      anchoredAt = now;
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
