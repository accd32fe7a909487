package hk.innopark.jobs.account;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.MachineId;
import hk.innopark.events.RawMessage;
import hk.innopark.jobs.decode.AccountInput;
import hk.innopark.jobs.decode.DecodeConfig;
import hk.innopark.jobs.reference.MachineHistory;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.jobs.rollup.PeriodTotal;
import hk.innopark.jobs.rollup.RollupConfig;
import hk.innopark.registry.RegistryYaml;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.regex.Pattern;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.runtime.state.storage.FileSystemCheckpointStorage;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
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

  /** With two hours more of minutes in the machine's periods. */
  private static final long MOST_GAP_BYTES = 16_000;

  private static final int MACHINES_A_LINE = 10;
  private static final int SAMPLES_A_DAY = 8_640;
  private static final int RARE_DAYS = 3;
  private static final int MOST_ACCOUNT_BYTES = 2_048;

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
      assertThat(sizes.gap / sizes.machines).as(sizes.row()).isBetween(100L, MOST_GAP_BYTES);
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
    ReferenceData.Source registry = registry(machines);
    try (KeyedTwoInputStreamOperatorTestHarness<String, RawMessage, AccountInput, PeriodTotal>
        harness =
            new KeyedTwoInputStreamOperatorTestHarness<>(
                new MachineOperator(
                    registry,
                    DecodeConfig.DEFAULT,
                    AccountConfig.DEFAULT,
                    RollupConfig.DEFAULT,
                    Long.MAX_VALUE),
                RawMessage::topic,
                input -> input.machine().topic(),
                Types.STRING)) {
      harness.setStateBackend(backend);
      harness.setCheckpointStorage(
          new FileSystemCheckpointStorage(directory.resolve(name + machines).toUri()));
      harness.open();
      send(harness, machines, 0, IN_ORDER);
      OperatorSubtaskState inOrder = snapshot(harness, 1);
      send(harness, machines, IN_ORDER + GAP, A_MINUTE);
      OperatorSubtaskState gap = snapshot(harness, 2);
      send(harness, machines, IN_ORDER + GAP + A_MINUTE, A_MINUTE);
      OperatorSubtaskState increment = snapshot(harness, 3);
      return new Sizes(
          name,
          machines,
          inOrder.getStateSize(),
          gap.getStateSize(),
          increment.getCheckpointedSize());
    }
  }

  private static OperatorSubtaskState snapshot(
      AbstractStreamOperatorTestHarness<PeriodTotal> harness, long checkpoint) throws Exception {
    harness.prepareSnapshotPreBarrier(checkpoint);
    OperatorSubtaskState snapshot = harness.snapshot(checkpoint, checkpoint);
    harness.notifyOfCompletedCheckpoint(checkpoint);
    return snapshot;
  }

  /** Every machine sends so many samples in turn, with all that an oven sends. */
  private static void send(
      KeyedTwoInputStreamOperatorTestHarness<String, RawMessage, AccountInput, PeriodTotal> harness,
      int machines,
      int first,
      int samples)
      throws Exception {
    for (int sample = first; sample < first + samples; sample++) {
      long millis = History.START + sample * PERIOD_MILLIS;
      byte[] payload = oven(millis, sample).getBytes(StandardCharsets.UTF_8);
      for (int machine = 0; machine < machines; machine++) {
        harness.processElement1(new RawMessage(millis, id(machine).topic(), payload), millis);
      }
      harness.processBothWatermarks(new Watermark(millis + PERIOD_MILLIS / 2));
      harness.getOutput().clear();
      for (OutputTag<?> tag : List.of(MachineOperator.LINES, MachineOperator.PULSES)) {
        Queue<?> queue = harness.getSideOutput(tag);
        if (queue != null) {
          queue.clear();
        }
      }
    }
  }

  private static String oven(long millis, int sample) {
    return ("{\"ts\":%d,\"boot\":\"b7\",\"seq\":%d,\"product\":\"noodle-xl\",\"signals\":{"
            + "\"state\":\"RUNNING\",\"good_count\":%d,\"reject_count\":%d,"
            + "\"active_energy_kwh\":%d.%d,"
            + "\"reactive_energy_kvarh\":%d.5,\"towngas_mj\":%d.25,\"water_m3\":%d.125,"
            + "\"active_power_kw\":96.5,\"temperature_c\":188.2}}")
        .formatted(
            millis,
            sample,
            sample * 20,
            sample,
            1000 + sample / 10,
            sample % 10,
            sample,
            sample,
            sample / 100);
  }

  private static MachineId id(int machine) {
    return new MachineId(
        "tai-po", "golden-noodle", "line-" + machine / MACHINES_A_LINE, "oven-" + machine);
  }

  /** So many equal ovens, ten to a line. */
  private static ReferenceData.Source registry(int machines) {
    StringBuilder yaml =
        new StringBuilder(
            """
            calendars:
              - id: always
                zone: Asia/Hong_Kong
                shifts: [{id: all, days: [MON, TUE, WED, THU, FRI, SAT, SUN], start: "00:00", end: "24:00"}]
            tenants:
              - id: golden-noodle
                estate: tai-po
                lines:
            """);
    for (int machine = 0; machine < machines; machine++) {
      if (machine % MACHINES_A_LINE == 0) {
        yaml.append("      - {id: line-").append(machine / MACHINES_A_LINE);
        yaml.append(", calendar: always, machines: [");
      }
      yaml.append("{id: oven-").append(machine);
      yaml.append(", sample_period: PT10S, stale_after: PT60S, rated_kw: 120}");
      boolean endsLine =
          machine % MACHINES_A_LINE == MACHINES_A_LINE - 1 || machine == machines - 1;
      yaml.append(endsLine ? "]}\n" : ",\n         ");
    }
    return ReferenceData.Source.of(RegistryYaml.parse(yaml.toString(), "test"));
  }

  /** Active energy every ten seconds, water at noon and at midnight. */
  @Test
  void aMachineInOrderWithOneRareSignalHasASmallAccount() throws Exception {
    AccountState state = new AccountState();
    MachineAccount account =
        new MachineAccount(
            MachineHistory.of(TestMachine.standard()),
            state,
            AccountConfig.DEFAULT,
            (minute, slot, elements) -> {});
    int greatest = 0;
    for (int sample = 0; sample < RARE_DAYS * SAMPLES_A_DAY; sample++) {
      long millis = History.START + sample * PERIOD_MILLIS;
      String water =
          sample % (SAMPLES_A_DAY / 2) == 0 ? ",\"water_m3\":" + sample / SAMPLES_A_DAY : "";
      String signals =
          "\"state\":\"%s\",\"active_energy_kwh\":%d.%03d%s"
              .formatted(
                  sample / 90 % 2 == 0 ? "RUNNING" : "IDLE", sample / 1000, sample % 1000, water);
      account.accept(Readings.at(millis, "b7", sample, signals));
      if (sample % 360 == 0) {
        account.drain();
        greatest = Math.max(greatest, bytes(state));
      }
    }
    account.drain();
    assertThat(bytes(state)).as("after three days").isLessThanOrEqualTo(MOST_ACCOUNT_BYTES);
    assertThat(greatest).as("at any hour").isLessThanOrEqualTo(MOST_ACCOUNT_BYTES);
    System.out.printf(
        Locale.ROOT, "an account with one rare signal: %,d bytes at most%n", greatest);
  }

  private static int bytes(AccountState state) throws Exception {
    DataOutputSerializer out = new DataOutputSerializer(1024);
    AccountStateSerializer.INSTANCE.serialize(state, out);
    return out.length();
  }
}
