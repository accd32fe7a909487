package hk.innopark.jobs.account;

import static hk.innopark.jobs.account.Device.at;
import static hk.innopark.jobs.account.OvenOperator.LIVE;
import static hk.innopark.jobs.account.OvenOperator.closed;
import static hk.innopark.jobs.account.OvenOperator.message;
import static hk.innopark.jobs.account.OvenOperator.received;
import static hk.innopark.jobs.account.OvenOperator.sums;
import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.Grain;
import hk.innopark.events.Level;
import hk.innopark.events.MachineId;
import hk.innopark.events.RawMessage;
import hk.innopark.jobs.KeyedOperator;
import hk.innopark.jobs.account.OvenOperator.Place;
import hk.innopark.jobs.element.ElementDelta;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.rollup.PeriodTotal;
import hk.innopark.jobs.rollup.PlaceOperator;
import hk.innopark.jobs.rollup.RollupConfig;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What machines, and the line above them, come to over a history with losses, a backlog and
 * repeats: the same however often watermarks come, and whether or not all is restarted meanwhile.
 */
class MachineOperatorRunTest {
  private static final int NEVER = Integer.MAX_VALUE;
  private static final MachineId PACKER =
      new MachineId("tai-po", "golden-noodle", "line-1", "packer-1");

  /** What a run came to. */
  private record Result(
      Map<Place, Elements> deltas, Map<String, Elements> machines, Map<String, Elements> lines) {}

  @Test
  void restartsChangeNothingOnTheHeap() throws Exception {
    Result whole = run(arrivals(7), 1, NEVER, new HashMapStateBackend());
    assertThat(run(arrivals(7), 1, 13, new HashMapStateBackend())).isEqualTo(whole);
    assertThat(whole.deltas()).isNotEmpty();
    assertThat(whole.machines()).isNotEmpty();
    assertThat(whole.lines()).isNotEmpty();
  }

  @Test
  void restartsChangeNothingInRocksDb() throws Exception {
    assertThat(run(arrivals(7), 1, 41, new EmbeddedRocksDBStateBackend()))
        .isEqualTo(run(arrivals(7), 1, NEVER, new HashMapStateBackend()));
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 4, 5, 6})
  void howOftenWatermarksComeDoesNotMatter(long seed) throws Exception {
    Result often = run(arrivals(seed), 1, NEVER, new HashMapStateBackend());
    assertThat(run(arrivals(seed), 7, NEVER, new HashMapStateBackend())).isEqualTo(often);
    assertThat(run(arrivals(seed), NEVER, NEVER, new HashMapStateBackend())).isEqualTo(often);
    assertThat(run(arrivals(seed), 5, 17, new HashMapStateBackend())).isEqualTo(often);
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 4})
  void howOftenWatermarksComeDoesNotMatterBesideABusyMachine(long seed) throws Exception {
    List<RawMessage> arrivals = withBusyMachine(arrivals(seed));
    Result often = run(arrivals, 1, NEVER, new HashMapStateBackend());
    assertThat(run(arrivals, 50, NEVER, new HashMapStateBackend())).isEqualTo(often);
    assertThat(run(arrivals, NEVER, NEVER, new HashMapStateBackend())).isEqualTo(often);
    assertThat(run(arrivals, 23, 170, new HashMapStateBackend())).isEqualTo(often);
  }

  @Test
  void whatAMachineDoesIsTheSameWithABusyMachineBesideIt() throws Exception {
    Result alone = run(arrivals(8), 3, NEVER, new HashMapStateBackend());
    Result beside = run(withBusyMachine(arrivals(8)), 3, NEVER, new HashMapStateBackend());
    Map<String, Elements> oven = new HashMap<>(beside.machines());
    oven.keySet().removeIf(key -> !key.contains("oven-1"));
    assertThat(oven).isEqualTo(alone.machines());
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 9, 10, 11, 12})
  void nothingIsKnownBeforeTheMessageArrivedThatSaysIt(long seed) throws Exception {
    try (OvenOperator operator = OvenOperator.open()) {
      for (RawMessage message : shuffled(seed)) {
        long minute = Math.floorDiv(message.receivedAtMillis(), 60_000) * 60_000;
        operator.watermark(message.receivedAtMillis() - 1);
        operator.takeLines();
        operator.send(message);
        operator.watermark(message.receivedAtMillis() + 1000);
        assertThat(operator.takeLines())
            .as("what message %s says", message)
            .allMatch(delta -> delta.slotMillis() >= minute);
      }
    }
  }

  /** What a reading of an hour ago says is of now, also of an account that was just begun. */
  @ParameterizedTest
  @ValueSource(ints = {0, 60, 600, 3_000})
  void whatAnOldReadingLeavesBehindIsNotOfThePast(int secondsOld) throws Exception {
    try (OvenOperator operator = OvenOperator.open()) {
      operator.send(received(message(0, 3_600 - secondsOld, "\"state\":\"RUNNING\""), at(3_600)));
      operator.watermark(at(3_700));
      assertThat(operator.takeLines())
          .isNotEmpty()
          .allMatch(delta -> delta.slotMillis() >= at(3_600));
    }
  }

  private static Result run(
      List<RawMessage> arrivals, int messagesAWatermark, int messagesARestart, StateBackend backend)
      throws Exception {
    List<ElementDelta> deltas = new ArrayList<>();
    List<PeriodTotal> machines = new ArrayList<>();
    List<PeriodTotal> lines = new ArrayList<>();
    RollupConfig config = RollupConfig.DEFAULT.withGrains(Set.of(Grain.MINUTE, Grain.HOUR));
    try (OvenOperator operator = OvenOperator.open(LIVE, backend);
        KeyedOperator<ElementDelta, PeriodTotal> line =
            KeyedOperator.ofOperator(
                () -> new PlaceOperator(OvenOperator.SAMPLE, config, Level.TENANT, LIVE),
                delta -> delta.entity(),
                new HashMapStateBackend())) {
      int sent = 0;
      for (RawMessage message : arrivals) {
        if (sent % messagesAWatermark == messagesAWatermark - 1) {
          operator.watermark(message.receivedAtMillis() - 1);
          deltas.addAll(handOn(operator, line, message.receivedAtMillis() - 1));
        }
        operator.send(message);
        if (++sent % messagesARestart == 0) {
          operator.restart();
          line.restart();
        }
      }
      long end = arrivals.get(arrivals.size() - 1).receivedAtMillis() + 7_200_000;
      operator.watermark(end);
      deltas.addAll(handOn(operator, line, end));
      machines.addAll(operator.takePeriods());
      lines.addAll(line.takeOutput());
    }
    return new Result(sums(deltas), closed(machines), closed(lines));
  }

  private static List<ElementDelta> handOn(
      OvenOperator operator, KeyedOperator<ElementDelta, PeriodTotal> line, long watermark)
      throws Exception {
    List<ElementDelta> deltas = operator.takeLines();
    for (ElementDelta delta : deltas) {
      line.send(delta, delta.slotMillis());
    }
    line.watermark(watermark);
    return deltas;
  }

  private static List<RawMessage> withBusyMachine(List<RawMessage> arrivals) {
    List<RawMessage> all = new ArrayList<>(arrivals);
    for (int second = 0; second < 2_000; second += 2) {
      all.add(message(PACKER, second / 2, second + 0.5, "\"good_count\":" + second));
    }
    all.sort(Comparator.comparingLong(RawMessage::receivedAtMillis));
    return all;
  }

  /** A history of half an hour that comes in any order over the next two hours. */
  private static List<RawMessage> shuffled(long seed) {
    Random random = new Random(seed);
    List<RawMessage> all = new ArrayList<>();
    for (RawMessage message : arrivals(seed)) {
      long stamp = OvenOperator.reading(message).timestampMillis();
      all.add(received(message, stamp + 2_000L * random.nextInt(3_600)));
    }
    all.sort(Comparator.comparingLong(RawMessage::receivedAtMillis));
    return all;
  }

  private static List<RawMessage> arrivals(long seed) {
    Random random = new Random(seed);
    List<RawMessage> arrivals = new ArrayList<>();
    List<RawMessage> backlog = new ArrayList<>();
    int good = 0;
    long watts = 0;
    for (int number = 0; number < 200; number++) {
      good += random.nextInt(5);
      watts += random.nextInt(100);
      String state = random.nextInt(4) == 0 ? "DOWN" : "RUNNING";
      RawMessage message =
          message(
              number,
              number * 10.0,
              "\"state\":\"%s\",\"good_count\":%d,\"active_energy_kwh\":%d.%03d"
                  .formatted(state, good, watts / 1000, watts % 1000));
      if (number >= 80 && number < 110) {
        backlog.add(message);
      } else if (random.nextInt(20) > 0) {
        arrivals.add(message);
        if (random.nextInt(10) == 0) {
          arrivals.add(received(message, message.receivedAtMillis() + 500));
        }
      }
      if (number == 150) {
        backlog.forEach(late -> arrivals.add(received(late, at(1501))));
      }
    }
    return arrivals;
  }
}
