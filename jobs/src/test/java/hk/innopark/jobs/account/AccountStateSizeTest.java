package hk.innopark.jobs.account;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.Reading;
import hk.innopark.jobs.reference.MachineHistory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.runtime.state.storage.FileSystemCheckpointStorage;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How large a checkpoint of machine accounts is. {@code -Dstate.machines=1000,100000} measures that
 * many machines and prints the table of docs/capacity.md; an ordinary build only holds the bound.
 */
class AccountStateSizeTest {
  private static final String FEW = "200";
  private static final long PERIOD_MILLIS = 10_000;
  private static final int IN_ORDER = 18;
  private static final int GAP = 720;
  private static final int A_MINUTE = 6;
  private static final long MOST_BYTES = 4_000;

  /** Sizes of checkpoints, in bytes. */
  private record Sizes(String backend, int machines, long inOrder, long gap, long increment) {
    String row() {
      return String.format(
          Locale.ROOT,
          "| %s | %,d | %,d | %,d | %,d | %,d | %,d |",
          backend,
          machines,
          inOrder,
          inOrder / machines,
          gap,
          gap / machines,
          increment);
    }
  }

  @TempDir Path directory;

  @Test
  void anAccountInOrderAndOneWithAGapOfTwoHoursAreSmall() throws Exception {
    List<Sizes> measured = new ArrayList<>();
    for (int count : machines()) {
      measured.add(measure("hashmap", new HashMapStateBackend(), count));
      measured.add(measure("rocksdb", rocksDb(), count));
    }
    measured.forEach(sizes -> System.out.println(sizes.row()));
    for (Sizes sizes : measured) {
      assertThat(sizes.inOrder / sizes.machines).as(sizes.row()).isBetween(100L, MOST_BYTES);
      assertThat(sizes.gap / sizes.machines).as(sizes.row()).isBetween(100L, 2 * MOST_BYTES);
    }
  }

  /**
   * With the memory of a small slot: the harness gives it none, and each write would go to disk.
   */
  private static StateBackend rocksDb() {
    EmbeddedRocksDBStateBackend backend = new EmbeddedRocksDBStateBackend(true);
    backend.getMemoryConfiguration().setFixedMemoryPerSlot("256mb");
    return backend;
  }

  private static int[] machines() {
    String counts = System.getProperty("state.machines", FEW);
    return Pattern.compile(",").splitAsStream(counts).mapToInt(Integer::parseInt).toArray();
  }

  private Sizes measure(String name, StateBackend backend, int machines) throws Exception {
    try (KeyedOneInputStreamOperatorTestHarness<String, Tuple2<String, Reading>, Void> harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new Accounts()), message -> message.f0, Types.STRING)) {
      harness.setStateBackend(backend);
      harness.setCheckpointStorage(
          new FileSystemCheckpointStorage(directory.resolve(name + machines).toUri()));
      harness.open();
      send(harness, machines, 0, IN_ORDER);
      OperatorSubtaskState inOrder = harness.snapshot(1, 1);
      harness.notifyOfCompletedCheckpoint(1);
      send(harness, machines, IN_ORDER + GAP, A_MINUTE);
      OperatorSubtaskState gap = harness.snapshot(2, 2);
      harness.notifyOfCompletedCheckpoint(2);
      send(harness, machines, IN_ORDER + GAP + A_MINUTE, A_MINUTE);
      OperatorSubtaskState increment = harness.snapshot(3, 3);
      return new Sizes(
          name,
          machines,
          inOrder.getStateSize(),
          gap.getStateSize(),
          increment.getCheckpointedSize());
    }
  }

  /** Every machine sends so many samples in turn, with all that an oven sends. */
  private static void send(
      KeyedOneInputStreamOperatorTestHarness<String, Tuple2<String, Reading>, Void> harness,
      int machines,
      int first,
      int samples)
      throws Exception {
    for (int sample = first; sample < first + samples; sample++) {
      long millis = History.START + sample * PERIOD_MILLIS;
      Reading reading = oven(millis, sample);
      for (int machine = 0; machine < machines; machine++) {
        String key = "real|tai-po/golden-noodle/line-%d/oven-%d".formatted(machine / 10, machine);
        harness.processElement(Tuple2.of(key, reading), millis);
      }
      harness.processWatermark(millis + PERIOD_MILLIS / 2);
      harness.getOutput().clear();
    }
  }

  private static Reading oven(long millis, int sample) {
    String signals =
        ("\"state\":\"RUNNING\",\"good_count\":%d,\"reject_count\":%d,\"active_energy_kwh\":%d.%d,"
                + "\"reactive_energy_kvarh\":%d.5,\"towngas_mj\":%d.25,\"water_m3\":%d.125,"
                + "\"active_power_kw\":96.5,\"temperature_c\":188.2")
            .formatted(
                sample * 20, sample, 1000 + sample / 10, sample % 10, sample, sample, sample / 100);
    return Readings.at(millis, millis, "b7", sample, signals, ",\"product\":\"noodle-xl\"");
  }

  /** The accounts of {@link AccountFunction}, with its state and timers, of equal machines. */
  private static final class Accounts
      extends KeyedProcessFunction<String, Tuple2<String, Reading>, Void> {
    private static final long serialVersionUID = 1L;
    private transient ValueState<AccountState> states;

    @Override
    public void open(OpenContext context) {
      states =
          getRuntimeContext()
              .getState(new ValueStateDescriptor<>("account", AccountStateSerializer.INSTANCE));
    }

    @Override
    public void processElement(
        Tuple2<String, Reading> message, Context context, Collector<Void> out) throws Exception {
      AccountState state = states.value() == null ? new AccountState() : states.value();
      MachineAccount account = account(state);
      account.accept(message.f1);
      states.update(state);
      context.timerService().registerEventTimeTimer(state.arrivalMillis / 1000 * 1000 + 999);
      context.timerService().registerEventTimeTimer(account.nextSilenceMillis());
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Void> out)
        throws Exception {
      AccountState state = states.value();
      MachineAccount account = account(state);
      account.advanceTo(timestamp);
      account.drain();
      states.update(state);
    }

    private static MachineAccount account(AccountState state) {
      return new MachineAccount(
          MachineHistory.of(TestMachine.standard()),
          state,
          AccountConfig.DEFAULT,
          (minute, slot, elements) -> {});
    }
  }
}
