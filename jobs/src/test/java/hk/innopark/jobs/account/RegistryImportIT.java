package hk.innopark.jobs.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hk.innopark.events.DeadLetter;
import hk.innopark.events.RawMessage;
import hk.innopark.events.RejectReason;
import hk.innopark.events.process.LoopbackPorts;
import hk.innopark.events.settings.SecretValue;
import hk.innopark.jobs.KeyedOperator;
import hk.innopark.jobs.decode.AccountInput;
import hk.innopark.jobs.decode.DecodeConfig;
import hk.innopark.jobs.decode.Refusals;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.ElementDelta;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.reference.RegistryDatabase;
import hk.innopark.jobs.rollup.PeriodTotal;
import hk.innopark.jobs.rollup.RollupConfig;
import hk.innopark.registry.DatabaseRole;
import hk.innopark.registry.RegistryImport;
import hk.innopark.registry.RegistrySchema;
import hk.innopark.registry.RegistryStore;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.model.Registry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.Test;

/**
 * An import into the database that running operators follow: figures change from the minute on that
 * the import names and not before, also across a restart, and also where readings come late.
 */
class RegistryImportIT {
  private static final Duration TIMEOUT = Duration.ofMinutes(1);
  private static final String YAML =
      """
      tenants:
        - id: noodle
          name: Noodle
          estate: tai-po
          lines:
            - id: line-1
              name: Line 1
              calendar: always
              machines:
                - {id: oven-1, name: Oven, sample_period: PT60S, stale_after: PT120S, ideal_cycle: {default: PT1S}, meters: [{signal: active_energy_kwh, source: grid, utility: clp}]}
      calendars:
        - id: always
          zone: Asia/Hong_Kong
          shifts: [{id: all, days: [MON, TUE, WED, THU, FRI, SAT, SUN], start: "00:00", end: "24:00"}]
      tariffs:
        - {id: t, utility: clp, valid_from: 2024-01-01, currency: HKD, energy: [{name: flat, per_kwh: 1}], source: sample}
      """;
  private static final Registry FIRST = RegistryYaml.parse(YAML, "first");

  /** Dearer, slower, and with one machine more. */
  private static final Registry SECOND =
      RegistryYaml.parse(
          YAML.replace("per_kwh: 1", "per_kwh: 3")
              .replace("PT1S", "PT5S")
              .replace(
                  "          - {id: oven-1",
                  "          - {id: oven-2, name: Second, sample_period: PT60S, stale_after:"
                      + " PT120S}\n"
                      + "          - {id: oven-1"),
          "second");

  @Test
  void anImportTakesEffectInRunningOperatorsFromItsMinuteOn() throws Exception {
    try (EmbeddedPostgres postgres =
        EmbeddedPostgres.builder().setPort(LoopbackPorts.free()).start()) {
      RegistrySchema.migrate(postgres.getPostgresDatabase());
      RegistrySchema.createLogin(postgres.getPostgresDatabase(), "job", "j", DatabaseRole.WRITER);
      RegistryStore store = new RegistryStore(postgres.getPostgresDatabase());
      store.importRegistry(FIRST);
      RegistryDatabase source =
          new RegistryDatabase(postgres.getJdbcUrl("job", "postgres"), "job", SecretValue.of("j"));

      try (KeyedOperator.TwoInputs<RawMessage, AccountInput, PeriodTotal> machines =
          KeyedOperator.ofOperator(
              () ->
                  new MachineOperator(
                      source,
                      DecodeConfig.DEFAULT,
                      AccountConfig.DEFAULT,
                      RollupConfig.DEFAULT,
                      Long.MAX_VALUE),
              RawMessage::topic,
              input -> input.machine().topic(),
              new HashMapStateBackend())) {
        RegistryImport second = store.importRegistry(SECOND);
        long change = second.effectiveFrom().toEpochMilli();
        send(machines, message("oven-2", 0, change - 120_000, 0, 0));
        assertThat(machines.sideOutput(Refusals.DEAD_LETTERS))
            .extracting(DeadLetter::reason)
            .containsExactly(RejectReason.UNKNOWN_DEVICE);

        // a kWh and an item a minute, from three minutes before the change to three after; the
        // minute before the change and the one after it are missing at first
        for (int minute : new int[] {-3, -2}) {
          send(machines, reading(change, minute));
        }
        awaitAccepted(machines, change);
        for (int minute : new int[] {0, 2, 3}) {
          send(machines, reading(change, minute));
        }
        machines.restart();
        send(machines, reading(change, 1));
        send(machines, reading(change, -1));
        machines.watermark(change + 600_000);

        Map<Long, Elements> minutes = ofLine(machines);
        for (int minute = -3; minute < 3; minute++) {
          Elements elements = minutes.get(change + minute * 60_000L);
          boolean before = minute < 0;
          assertThat(elements.get(Element.GRID_NANO_KWH))
              .as("kWh in minute " + minute)
              .isEqualTo(1_000_000_000L);
          assertThat(elements.get(Element.COST_ENERGY_NANO_HKD))
              .as("HK$ in minute " + minute)
              .isEqualTo(before ? 1_000_000_000L : 3_000_000_000L);
          assertThat(elements.get(Element.IDEAL_NS))
              .as("planned run time in minute " + minute)
              .isEqualTo(before ? 1_000_000_000L : 5_000_000_000L);
        }
      }
    }
  }

  /** The version is known long before its first minute; here, which hurries, it is waited for. */
  private static void awaitAccepted(
      KeyedOperator.TwoInputs<RawMessage, AccountInput, PeriodTotal> machines, long change) {
    await()
        .atMost(TIMEOUT)
        .untilAsserted(
            () -> {
              send(machines, message("oven-2", 1, change, 0, 0));
              assertThat(machines.sideOutput(MachineOperator.PULSES))
                  .anyMatch(input -> input.machine().machine().equals("oven-2"));
            });
  }

  /** The second oven counts nothing, so what the line came to is what the first did. */
  private static Map<Long, Elements> ofLine(
      KeyedOperator.TwoInputs<RawMessage, AccountInput, PeriodTotal> machines) {
    Map<Long, Elements> minutes = new TreeMap<>();
    for (ElementDelta delta : machines.sideOutput(MachineOperator.LINES)) {
      minutes
          .computeIfAbsent(delta.minuteMillis(), ignored -> new Elements())
          .addPacked(delta.elements());
    }
    return minutes;
  }

  private static void send(
      KeyedOperator.TwoInputs<RawMessage, AccountInput, PeriodTotal> machines, RawMessage message)
      throws Exception {
    machines.send(message, message.receivedAtMillis());
  }

  private static RawMessage reading(long change, int minute) {
    return message("oven-1", minute + 3, change + minute * 60_000L, minute + 3, minute + 3);
  }

  private static RawMessage message(String machine, int seq, long ts, int kwh, int good) {
    String payload =
        "{\"ts\":%d,\"boot\":\"b\",\"seq\":%d,\"signals\":{\"active_energy_kwh\":%d,\"good_count\":%d}}"
            .formatted(ts, seq, kwh, good);
    return new RawMessage(
        ts, "innopark/tai-po/noodle/line-1/" + machine, payload.getBytes(StandardCharsets.UTF_8));
  }
}
