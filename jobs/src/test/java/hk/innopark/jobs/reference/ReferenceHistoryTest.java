package hk.innopark.jobs.reference;

import static hk.innopark.jobs.reference.HongKong.millis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hk.innopark.events.MachineId;
import hk.innopark.events.Reading;
import hk.innopark.events.Signal;
import hk.innopark.jobs.element.Entity;
import hk.innopark.registry.RegistryVersion;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.lookup.WorkPlan.ShiftPeriod;
import hk.innopark.registry.model.Registry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Versions of the registry in their order, by minute. */
class ReferenceHistoryTest {
  private static final String FIRST =
      """
      tenants:
        - id: noodle
          name: Noodle
          estate: tai-po
          lines:
            - id: line-1
              name: Line 1
              calendar: day
              machines:
                - {id: oven-1, name: Oven, sample_period: PT10S, stale_after: PT60S, ideal_cycle: {default: PT1S}}
      calendars:
        - id: day
          zone: Asia/Hong_Kong
          shifts: [{id: early, days: [MON, TUE, WED, THU, FRI], start: "08:00", end: "16:00"}]
      factors:
        - {carrier: electricity, valid_from: 2024-01-01, kg_per_unit: 0.4, unit: kwh, scope: 2, basis: location, source: s}
      """;
  private static final String LONGER_SHIFT = FIRST.replace("16:00", "17:00");
  private static final String SLOWER = LONGER_SHIFT.replace("PT1S", "PT2S");
  private static final String OTHER_OVEN = SLOWER.replace("oven-1", "oven-2");

  private static final long NOON = millis("2026-03-02T12:00");
  private static final long EVENING = millis("2026-03-02T20:00");
  private static final long NEXT_NOON = millis("2026-03-03T12:00");
  private static final long MINUTE = 60_000;

  private final List<FixedRegistry.Version> versions = new ArrayList<>();

  ReferenceHistoryTest() {
    add(FIRST, RegistryVersion.ALWAYS);
    add(LONGER_SHIFT, Instant.ofEpochMilli(NOON));
    add(SLOWER, Instant.ofEpochMilli(EVENING));
    add(OTHER_OVEN, Instant.ofEpochMilli(NEXT_NOON));
  }

  @Test
  void aMinuteIsReadByTheNewestVersionThatTakesEffectNoLater() {
    try (ReferenceHistory history = open()) {
      MachineHistory oven = history.machine(entity("oven-1"));
      assertThat(oven.at(EVENING - MINUTE).idealNanos("any")).isEqualTo(1_000_000_000L);
      assertThat(oven.at(EVENING).idealNanos("any")).isEqualTo(2_000_000_000L);
      assertThat(oven.at(0).idealNanos("any")).isEqualTo(1_000_000_000L);
      assertThat(history.at(EVENING - 1).version()).isEqualTo(name(1));
    }
  }

  @Test
  void aMachineThatIsGoneIsReadAsItWasLastAndOneThatIsNewAsItIsFirst() {
    try (ReferenceHistory history = open()) {
      MachineHistory gone = history.machine(entity("oven-1"));
      MachineHistory fresh = history.machine(entity("oven-2"));
      assertThat(gone.isRegistered(NEXT_NOON - MINUTE)).isTrue();
      assertThat(gone.isRegistered(NEXT_NOON)).isFalse();
      assertThat(gone.at(NEXT_NOON).idealNanos("any")).isEqualTo(2_000_000_000L);
      assertThat(fresh.isRegistered(NOON)).isFalse();
      assertThat(fresh.at(NOON).idealNanos("any")).isEqualTo(2_000_000_000L);
      assertThatThrownBy(() -> history.machine(entity("oven-3")).at(NOON))
          .hasMessageContaining("oven-3");
    }
  }

  @Test
  void aShiftThatAVersionChangesBeginsAnewAndOneThatItLeavesGoesOn() {
    long early = millis("2026-03-02T08:00");
    try (ReferenceHistory history = open()) {
      Entity oven = entity("oven-1");
      assertThat(history.shift(oven, NOON - MINUTE))
          .contains(new ShiftPeriod("early", early, millis("2026-03-02T16:00")));
      assertThat(history.shift(oven, NOON))
          .contains(new ShiftPeriod("early", NOON, millis("2026-03-02T17:00")));
      // the version of noon on the next day changes machines alone
      assertThat(history.shift(oven, NEXT_NOON))
          .contains(
              new ShiftPeriod("early", millis("2026-03-03T08:00"), millis("2026-03-03T17:00")));
    }
  }

  @Test
  void aPeriodNamesEveryVersionInForceInIt() {
    try (ReferenceHistory history = open()) {
      assertThat(history.versions(NOON - MINUTE, NOON)).isEqualTo(name(0));
      assertThat(history.versions(NOON - MINUTE, EVENING + MINUTE))
          .isEqualTo(name(0) + "," + name(1) + "," + name(2));
      assertThat(history.factorIds(NOON - MINUTE, NEXT_NOON + MINUTE))
          .isEqualTo(history.factorIds(NOON, NOON + MINUTE))
          .isNotEmpty();
    }
  }

  @Test
  void aVersionThatIsReplacedInItsFirstMinuteIsNeverInForce() {
    add(FIRST, Instant.ofEpochMilli(NEXT_NOON));
    try (ReferenceHistory history = open()) {
      assertThat(history.machine(entity("oven-1")).isRegistered(NEXT_NOON)).isTrue();
      assertThat(history.versions(NEXT_NOON - MINUTE, NEXT_NOON + MINUTE))
          .isEqualTo(name(2) + "," + name(0));
    }
  }

  @Test
  void ratesAreOfTheVersionToo() {
    add(
        OTHER_OVEN.replace("kg_per_unit: 0.4", "kg_per_unit: 0.5"),
        Instant.ofEpochMilli(NEXT_NOON));
    try (ReferenceHistory history = open()) {
      MachineHistory oven = history.machine(entity("oven-2"));
      assertThat(kg(oven, NEXT_NOON - MINUTE)).isEqualTo(400_000_000L);
      assertThat(kg(oven, NEXT_NOON)).isEqualTo(500_000_000L);
    }
  }

  /** An account holds its machine for as long as it runs. */
  @Test
  void aMachineThatIsHeldReadsAVersionThatBecomesKnownLater() {
    AtomicInteger count = new AtomicInteger(2);
    try (ReferenceHistory history = new ReferenceHistory(growing(count))) {
      MachineHistory oven = history.machine(entity("oven-1"));
      assertThat(oven.at(EVENING).idealNanos("any")).isEqualTo(1_000_000_000L);
      count.set(3);
      history.refresh();
      assertThat(oven.at(EVENING).idealNanos("any")).isEqualTo(2_000_000_000L);
      assertThat(oven.at(EVENING - MINUTE).idealNanos("any")).isEqualTo(1_000_000_000L);
    }
  }

  /** The first so many versions. */
  private RegistryVersions growing(AtomicInteger count) {
    return new RegistryVersions() {
      @Override
      public List<RegistryVersion> known() {
        return versions.subList(0, count.get()).stream()
            .map(FixedRegistry.Version::version)
            .toList();
      }

      @Override
      public Registry load(RegistryVersion version) {
        return versions.stream()
            .filter(known -> known.version().equals(version))
            .map(known -> RegistryYaml.parse(known.yaml(), "test"))
            .findFirst()
            .orElseThrow();
      }

      @Override
      public void close() {
        // nothing is open
      }
    };
  }

  private static long kg(MachineHistory machine, long minute) {
    return machine.at(minute).rates(Signal.ACTIVE_ENERGY_KWH, minute).scope2LocationNanoKg();
  }

  private ReferenceHistory open() {
    return new FixedRegistry(versions).open();
  }

  private void add(String yaml, Instant from) {
    String version = RegistryYaml.version(RegistryYaml.parse(yaml, "test"));
    versions.add(new FixedRegistry.Version(new RegistryVersion(version, from, from), yaml));
  }

  private String name(int index) {
    return versions.get(index).version().version();
  }

  private static Entity entity(String machine) {
    return Entity.of(new MachineId("tai-po", "noodle", "line-1", machine), Reading.REAL);
  }
}
