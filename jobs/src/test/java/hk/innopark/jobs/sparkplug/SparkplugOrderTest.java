package hk.innopark.jobs.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.RawMessage;
import hk.innopark.events.Reading;
import hk.innopark.events.RejectReason;
import hk.innopark.events.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Messages that come in another order than they were sent, or not at all. */
class SparkplugOrderTest {
  private final SparkplugBench bench;
  private final TestNode node;

  SparkplugOrderTest() throws Exception {
    bench = new SparkplugBench().born(1);
    node = bench.node;
    bench.readings();
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void aMessageThatComesWithinTheTimeOutIsNoGap() throws Exception {
    node.now += 1000;
    RawMessage late = node.data(1, node.good(1, 11));
    RawMessage early = node.data(1, node.good(1, 12));
    bench.send(early);
    assertThat(bench.readings()).isEmpty();
    bench.sendAt(node.now + SparkplugBench.TIMEOUT - 1, late);
    List<Reading> readings = bench.readings();
    assertThat(readings).extracting(SparkplugOrderTest::items).containsExactly(11L, 12L);
    assertThat(readings).extracting(Reading::sequence).containsExactly(1L, 2L);
    assertThat(readings)
        .extracting(Reading::receivedAtMillis)
        .as("known when the late one came")
        .containsOnly(node.now + SparkplugBench.TIMEOUT - 1);
    assertThat(readings).allMatch(reading -> reading.state() != null);
    bench.watermark(Long.MAX_VALUE);
    assertThat(bench.readings()).isEmpty();
    assertThat(bench.rebirthsAsked()).isZero();
    assertThat(bench.refused()).isEmpty();
  }

  @Test
  void whatWaitsSurvivesARestart() throws Exception {
    RawMessage late = node.data(1, node.good(1, 11));
    bench.send(node.data(1, node.good(1, 12)));
    bench.restart();
    bench.send(late);
    assertThat(bench.readings()).extracting(SparkplugOrderTest::items).containsExactly(11L, 12L);
    assertThat(bench.rebirthsAsked()).isZero();
  }

  @Test
  void whetherTheTimerOrTheNextMessageEndsTheWaitMakesNoDifference() throws Exception {
    List<List<Reading>> outcomes = new ArrayList<>();
    for (boolean byTimer : new boolean[] {true, false}) {
      try (SparkplugBench one = new SparkplugBench().born(2)) {
        one.node.payload();
        one.send(one.node.data(1, one.node.good(1, 12)));
        one.node.now += 100;
        one.send(one.node.data(2, one.node.good(2, 13)));
        if (byTimer) {
          one.watermark(TestNode.START + 3 * SparkplugBench.TIMEOUT);
        }
        one.node.now += 5 * SparkplugBench.TIMEOUT;
        one.send(one.node.data(1, one.node.good(1, 14)));
        outcomes.add(one.readings());
        assertThat(one.rebirthsAsked()).isEqualTo(1);
      }
    }
    assertThat(outcomes.get(0)).hasSize(5).isEqualTo(outcomes.get(1));
    assertThat(outcomes.get(0).get(2).receivedAtMillis())
        .isEqualTo(TestNode.START + SparkplugBench.TIMEOUT);
  }

  @Test
  void aMessageThatComesAfterTheTimeOutIsPlacedInTimeAndMovesNoLiveValue() throws Exception {
    node.now += 1000;
    RawMessage late = node.data(1, node.good(1, 11));
    node.now += 1000;
    bench.send(node.data(1, node.good(1, 12), node.state(1, "IDLE")));
    bench.watermark(node.now + SparkplugBench.TIMEOUT);
    assertThat(bench.last().sequence()).as("one may be missing").isEqualTo(2);
    assertThat(bench.rebirthsAsked()).isEqualTo(1);

    bench.sendAt(node.now + 2 * SparkplugBench.TIMEOUT, late);
    Reading placed = bench.last();
    assertThat(placed.timestampMillis()).isEqualTo(TestNode.START + 1000);
    assertThat(items(placed)).isEqualTo(11);
    assertThat(placed.state()).isNull();

    node.now += 3 * SparkplugBench.TIMEOUT;
    bench.send(node.data(1, node.energy(1, 101)));
    Reading next = bench.last();
    assertThat(items(next)).as("not the late one").isEqualTo(12);
    assertThat(next.sequence()).isEqualTo(4);
    assertThat(bench.refused()).isEmpty();
  }

  @Test
  void aMessageThatCannotBeReadIsNotMissing() throws Exception {
    node.payload();
    bench.send(new RawMessage(node.now, TestNode.GROUP + "DDATA/line-1/oven-1", new byte[] {-1}));
    bench.send(node.data(1, node.good(1, 12)));
    Reading reading = bench.last();
    assertThat(reading.sequence()).as("the refused one had its number").isEqualTo(2);
    assertThat(bench.refused()).containsExactly(RejectReason.SPB_PAYLOAD);
    assertThat(reading.state()).as("it may have said another").isNull();
    assertThat(bench.statuses()).noneMatch(status -> status.missing() > 0);
  }

  @Test
  void aBirthOfTheNodeEndsTheWait() throws Exception {
    node.payload();
    bench.send(node.data(1, node.good(1, 12)));
    node.now += 100;
    bench.send(node.nodeBirth());
    assertThat(bench.readings()).hasSize(1);
    assertThat(bench.rebirthsAsked()).as("it is here already").isZero();
  }

  @Test
  void aDeathOfTheNodeComesAfterWhatWaited() throws Exception {
    node.payload();
    bench.send(node.data(1, node.good(1, 12)));
    bench.send(node.nodeDeath(3));
    List<Reading> readings = bench.readings();
    assertThat(readings).hasSize(2);
    assertThat(items(readings.get(0))).isEqualTo(12);
    assertThat(readings.get(1).values().has(Signal.STATE)).as("the end").isTrue();
    assertThat(bench.rebirthsAsked()).isZero();
  }

  @Test
  void notMoreThanSoManyWait() throws Exception {
    node.payload();
    for (int message = 0; message <= EdgeNode.MOST_HELD; message++) {
      bench.send(node.data(1, node.good(1, 11 + message)));
    }
    assertThat(bench.readings()).hasSize(EdgeNode.MOST_HELD + 1);
    assertThat(bench.rebirthsAsked()).isEqualTo(1);
  }

  @Property(tries = 25)
  void anyOrderWithinTheTimeOutGivesTheReadingsOfTheRightOne(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 40) int shuffled) throws Exception {
    Random random = new Random(seed);
    try (SparkplugBench straight = new SparkplugBench().born(2);
        SparkplugBench mixed = new SparkplugBench().born(2)) {
      for (int round = 0; round < 12; round++) {
        List<RawMessage> messages = new ArrayList<>();
        for (int message = 0; message < shuffled; message++) {
          int device = 1 + random.nextInt(2);
          messages.add(
              straight.node.data(device, straight.node.good(device, random.nextInt(1000))));
        }
        for (RawMessage message : messages) {
          straight.send(message);
        }
        java.util.Collections.shuffle(messages, random);
        for (RawMessage message : messages) {
          mixed.send(message);
        }
        straight.node.now += random.nextInt(5_000);
      }
      assertThat(mixed.readings()).isEqualTo(straight.readings());
      assertThat(mixed.rebirthsAsked()).isZero();
      assertThat(mixed.refused()).isEmpty();
    }
  }

  private static long items(Reading reading) {
    return reading.values().get(Signal.GOOD_COUNT);
  }
}
