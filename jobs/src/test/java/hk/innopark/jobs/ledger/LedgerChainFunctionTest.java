package hk.innopark.jobs.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.jobs.KeyedOperator;
import hk.innopark.registry.ledger.LedgerEntry;
import hk.innopark.registry.ledger.LedgerRow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerChainFunctionTest {
  private static final long HOUR = 3_600_000L;

  /** Beyond what clocks may differ by. */
  private static final long LATER = 1_000_000L;

  private KeyedOperator<LedgerEntry, LedgerRow> chains;

  @BeforeEach
  void open() throws Exception {
    chains = start();
  }

  @AfterEach
  void close() {
    chains.close();
  }

  @Test
  void eachRowFollowsTheOneBefore() throws Exception {
    for (LedgerEntry entry : entries()) {
      chains.send(entry, 100);
    }
    chains.watermark(100);
    List<LedgerRow> rows = chains.takeOutput();
    assertThat(rows).hasSameSizeAs(entries());
    assertChained(rows, 1, LedgerRow.GENESIS);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theOrderOfArrivalDoesNotMatter(long seed) throws Exception {
    List<LedgerEntry> shuffled = new ArrayList<>(entries());
    Collections.shuffle(shuffled, new Random(seed));
    for (LedgerEntry entry : entries()) {
      chains.send(entry, 100);
    }
    chains.watermark(100);
    List<LedgerRow> inOrder = chains.takeOutput();
    try (KeyedOperator<LedgerEntry, LedgerRow> other = start()) {
      for (LedgerEntry entry : shuffled) {
        other.send(entry, 100);
      }
      other.watermark(100);
      assertThat(other.takeOutput()).isEqualTo(inOrder);
    }
  }

  @Test
  void whatIsKnownEarlierStandsEarlierWhicheverComesFirst() throws Exception {
    LedgerEntry late = entry("acme", "real", "line-1", "energy", 0, 2);
    LedgerEntry next = entry("acme", "real", "line-1", "energy", HOUR, 1);
    chains.send(late, 200);
    chains.send(next, 100);
    chains.watermark(300);
    assertThat(chains.takeOutput()).extracting(LedgerRow::entry).containsExactly(next, late);
  }

  @Test
  void nothingIsChainedBeforeAllThatIsKnownByThenHasCome() throws Exception {
    chains.send(entry("acme", "real", "line-2", "energy", 0, 1), 100);
    chains.watermark(99);
    assertThat(chains.takeOutput()).isEmpty();
    chains.send(entry("acme", "real", "line-1", "energy", 0, 1), 100);
    chains.watermark(100);
    assertThat(chains.takeOutput())
        .extracting(row -> row.entry().line())
        .containsExactly("line-1", "line-2");
  }

  @Test
  void eachTenantAndOriginHasAChainOfItsOwn() throws Exception {
    chains.send(entry("acme", "real", null, "energy", 0, 1), 100);
    chains.send(entry("acme", "sim:a", null, "energy", 0, 1), 100);
    chains.send(entry("other", "real", null, "energy", 0, 1), 100);
    chains.watermark(100);
    assertThat(chains.takeOutput())
        .hasSize(3)
        .allSatisfy(
            row -> {
              assertThat(row.seq()).isEqualTo(1);
              assertThat(row.previousHash()).isEqualTo(LedgerRow.GENESIS);
            });
  }

  @Test
  void aRestartContinuesTheChain() throws Exception {
    chains.send(entry("acme", "real", null, "energy", 0, 1), 100);
    chains.watermark(100);
    chains.restart();
    chains.send(entry("acme", "real", null, "energy", HOUR, 1), 200);
    chains.restart();
    chains.watermark(200);
    List<LedgerRow> rows = chains.takeOutput();
    assertThat(rows).hasSize(2);
    assertChained(rows, 1, LedgerRow.GENESIS);
  }

  @Test
  void whatIsChainedIsForgottenButForItsEnd() throws Exception {
    for (LedgerEntry entry : entries()) {
      chains.send(entry, 100);
    }
    chains.watermark(100);
    assertThat(chains.stateEntries()).as("number and hash").isEqualTo(2);
    assertThat(chains.timers()).isZero();
  }

  @Test
  void aChainOfAnotherReleaseIsContinuedWithWhatItDoesNotHave() throws Exception {
    LedgerEntry cut = entry("acme", "real", null, "energy", 0, 1);
    LedgerEntry said = entry("acme", "real", null, "energy", HOUR, 1);
    LedgerEntry revised = entry("acme", "real", null, "energy", HOUR, 2);
    LedgerEntry next = entry("acme", "real", null, "energy", 2 * HOUR, 1);
    String hash = "a".repeat(64);
    LedgerTakeover.End end =
        new LedgerTakeover.End(
            41, hash, List.of(LedgerTakeover.keyOf(said), LedgerTakeover.keyOf(revised)));
    LedgerTakeover takeover = new LedgerTakeover(0, 150, HOUR, Map.of("acme|real", end));
    try (KeyedOperator<LedgerEntry, LedgerRow> successor = start(takeover)) {
      successor.send(cut, 100);
      successor.send(said, 100);
      successor.watermark(100);
      // what was taken over is in the state from here on
      successor.restart();
      successor.send(cut, LATER);
      // the release before had a second revision, of which this one knows nothing
      successor.send(revised, LATER);
      successor.send(next, LATER);
      successor.watermark(LATER);

      List<LedgerRow> rows = successor.takeOutput();
      assertThat(rows)
          .extracting(LedgerRow::entry)
          .containsExactly(entry("acme", "real", null, "energy", HOUR, 3), next);
      assertChained(rows, 42, hash);
    }
  }

  @Test
  void aChainThatBeginsAfterATakeoverBeginsAtOne() throws Exception {
    LedgerTakeover takeover = new LedgerTakeover(0, 150, 0, Map.of());
    try (KeyedOperator<LedgerEntry, LedgerRow> successor = start(takeover)) {
      successor.send(entry("acme", "real", null, "energy", HOUR, 1), 200);
      successor.watermark(200);
      assertChained(successor.takeOutput(), 1, LedgerRow.GENESIS);
    }
  }

  private static void assertChained(List<LedgerRow> rows, long firstSeq, String previousHash) {
    long seq = firstSeq;
    String hash = previousHash;
    for (LedgerRow row : rows) {
      assertThat(row.isIntact()).isTrue();
      assertThat(row.seq()).isEqualTo(seq++);
      assertThat(row.previousHash()).isEqualTo(hash);
      hash = row.hash();
    }
  }

  /** Lines and the tenant, measurements, hours and revisions, in the order of the chain. */
  private static List<LedgerEntry> entries() {
    List<LedgerEntry> entries = new ArrayList<>();
    for (long start : new long[] {0, HOUR}) {
      for (String line : new String[] {null, "line-1", "line-2"}) {
        for (String measurement : new String[] {"energy", "throughput"}) {
          for (int revision = 1; revision <= 2; revision++) {
            entries.add(entry("acme", "real", line, measurement, start, revision));
          }
        }
      }
    }
    return entries;
  }

  private static LedgerEntry entry(
      String tenant, String origin, String line, String measurement, long start, int revision) {
    return new LedgerEntry(
        tenant,
        origin,
        line,
        measurement,
        "hour",
        start,
        start + HOUR,
        revision,
        "{}",
        "{}",
        1.0,
        "code",
        "registry",
        "",
        360,
        "00",
        "period closed");
  }

  private static KeyedOperator<LedgerEntry, LedgerRow> start() throws Exception {
    return start(LedgerTakeover.NONE);
  }

  private static KeyedOperator<LedgerEntry, LedgerRow> start(LedgerTakeover takeover)
      throws Exception {
    return KeyedOperator.open(
        () -> new LedgerChainFunction(takeover), LedgerChainFunction::chainOf);
  }
}
