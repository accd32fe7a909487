package hk.innopark.operations.watch;

import hk.innopark.operations.audit.AnchorTopic;
import hk.innopark.registry.evidence.Anchors;
import hk.innopark.registry.evidence.NoteSigner;
import hk.innopark.registry.ledger.LedgerChain;
import hk.innopark.registry.ledger.LedgerStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import javax.sql.DataSource;

/** Anchors every chain of the ledger each hour, and says when it did so last. */
public final class AnchorCheck implements Check {
  private final LedgerStore ledger;
  private final NoteSigner signer;
  private final Optional<Path> file;
  private final Optional<Properties> kafka;
  private final Duration every;
  private final InstantSource clock;
  private Instant anchoredAt = Instant.EPOCH;
  private int chains;

  /**
   * @param auditor the database, as somebody who reads every row
   * @param file appended to
   * @param kafka of a user that may write the topic of anchors; empty where none go there
   */
  public AnchorCheck(
      DataSource auditor,
      NoteSigner signer,
      Optional<Path> file,
      Optional<Properties> kafka,
      Duration every,
      InstantSource clock) {
    this.ledger = new LedgerStore(auditor);
    this.signer = signer;
    this.file = file;
    this.kafka = kafka;
    this.every = every;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "anchors";
  }

  @Override
  public void measure(Measurements into) throws IOException {
    Instant now = clock.instant();
    if (!now.isBefore(anchoredAt.plus(every))) {
      anchor(now.truncatedTo(ChronoUnit.SECONDS));
      anchoredAt = now;
    }
    into.put("innopark_ledger_anchored_chains", chains);
    into.put("innopark_ledger_anchored_timestamp_seconds", (double) anchoredAt.getEpochSecond());
  }

  private void anchor(Instant at) throws IOException {
    SortedMap<LedgerChain, String> notes = Anchors.heads(ledger, signer, at);
    file.ifPresent(path -> Anchors.append(path, notes.values()));
    if (kafka.isPresent()) {
      AnchorTopic.append(
          kafka.get(),
          notes.entrySet().stream()
              .map(note -> new AnchorTopic.Keyed(note.getKey().toString(), note.getValue()))
              .toList());
    }
    chains = notes.size();
  }
}
