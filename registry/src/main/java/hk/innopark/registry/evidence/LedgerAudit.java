package hk.innopark.registry.evidence;

import hk.innopark.registry.ledger.ChainVerdict;
import hk.innopark.registry.ledger.LedgerChain;
import hk.innopark.registry.ledger.LedgerStore;
import hk.innopark.registry.ledger.LedgerVerifier;
import hk.innopark.registry.ledger.VerificationCourse;
import hk.innopark.registry.ledger.VerificationStore;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;

/**
 * Verifies every chain that is there, that was anchored, or that was there before, and keeps what
 * it found. A chain is also held against what the last verification found it to be.
 */
public final class LedgerAudit {
  private static final ZoneId ZONE = ZoneId.of("Asia/Hong_Kong");

  private final LedgerStore ledger;
  private final VerificationStore verifications;

  /**
   * @param auditor the database, as somebody who reads every row
   */
  public LedgerAudit(DataSource auditor) {
    this.ledger = new LedgerStore(auditor);
    this.verifications = new VerificationStore(auditor);
  }

  /** Verifies all chains, one after the other, and keeps each verdict as soon as it is known. */
  public List<ChainVerdict> run(Anchors anchors, VerificationCourse course) {
    Map<LedgerChain, VerificationStore.Kept> before = new HashMap<>();
    verifications.newest().forEach(kept -> before.put(kept.chain(), kept));
    Set<LedgerChain> chains = new TreeSet<>(ledger.chains());
    chains.addAll(anchors.chains());
    chains.addAll(before.keySet());
    List<ChainVerdict> verdicts = new ArrayList<>();
    for (LedgerChain chain : chains) {
      NavigableMap<Long, String> known = anchors.of(chain);
      int anchored = known.size();
      VerificationStore.Kept last = before.get(chain);
      if (last != null && last.holds() && last.rows() > 0) {
        known.putIfAbsent(last.rows(), last.lastHash());
      }
      ChainVerdict verdict = LedgerVerifier.verify(ledger, chain, known, course);
      verifications.append(verdict, anchored);
      verdicts.add(verdict);
    }
    return List.copyOf(verdicts);
  }

  /** The last verification of each chain. */
  public List<VerificationStore.Kept> newest() {
    return verifications.newest();
  }

  /**
   * Whether the last night's verification has not been done: some chain was not verified since the
   * last time that the clock in Hong Kong said so.
   */
  public boolean isDue(LocalTime nightly, Instant now) {
    ZonedDateTime local = now.atZone(ZONE);
    ZonedDateTime today = local.with(nightly);
    Instant last = (today.isAfter(local) ? today.minusDays(1) : today).toInstant();
    Map<LedgerChain, Instant> verified = new HashMap<>();
    verifications.newest().forEach(kept -> verified.put(kept.chain(), kept.at()));
    return verified.isEmpty()
        ? !ledger.chains().isEmpty()
        : verified.values().stream().anyMatch(at -> at.isBefore(last));
  }
}
