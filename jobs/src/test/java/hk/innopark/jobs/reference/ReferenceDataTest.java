package hk.innopark.jobs.reference;

import static hk.innopark.jobs.reference.HongKong.millis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hk.innopark.events.Level;
import hk.innopark.events.MachineId;
import hk.innopark.events.Signal;
import hk.innopark.jobs.element.Entity;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.lookup.WorkPlan;
import hk.innopark.registry.model.EnergySource;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sample registry as operators read it. */
class ReferenceDataTest {
  private static final MachineId OVEN =
      new MachineId("tai-po", "golden-noodle", "line-1", "oven-1");
  private static final Entity OVEN_ENTITY = Entity.of(OVEN, "real");

  private final ReferenceData reference = new ReferenceData(RegistryYaml.sample());
  private final MachineReference oven = reference.machine(OVEN_ENTITY);

  @ParameterizedTest
  @CsvSource({
    // a Tuesday
    "2026-03-03T08:59, 0.8",
    "2026-03-03T09:00, 0.9",
    "2026-03-03T20:59, 0.9",
    "2026-03-03T21:00, 0.8",
    // a Saturday, a Sunday, a Monday
    "2026-03-07T12:00, 0.9",
    "2026-03-08T12:00, 0.8",
    "2026-03-09T00:00, 0.8",
    "2026-03-09T09:00, 0.9",
    // the tariff's first day, and the one before
    "2024-01-01T00:00, 0.8",
    "2023-12-31T23:59, 0",
  })
  void aKilowattHourCostsWhatItsLocalMinuteSays(String local, BigDecimal hkd) {
    long cost = oven.rates(Signal.ACTIVE_ENERGY_KWH, millis(local)).costNanoHkd();
    assertThat(BigDecimal.valueOf(cost, 9)).isEqualByComparingTo(hkd);
  }

  @Test
  void aFactorChangesAtLocalMidnight() {
    MinuteRates before = oven.rates(Signal.ACTIVE_ENERGY_KWH, millis("2024-12-31T23:59"));
    MinuteRates after = oven.rates(Signal.ACTIVE_ENERGY_KWH, millis("2025-01-01T00:00"));
    assertThat(before.scope2LocationNanoKg()).isEqualTo(380_000_000);
    assertThat(before.scope2MarketNanoKg()).isEqualTo(380_000_000);
    assertThat(after.scope2LocationNanoKg()).isEqualTo(340_000_000);
    assertThat(after.scope2MarketNanoKg()).isEqualTo(340_000_000);
    assertThat(after.scope1NanoKg()).isZero();
  }

  @Test
  void mediaHaveFactorsAndNoTariff() {
    long at = millis("2026-03-03T12:00");
    assertThat(oven.rates(Signal.TOWNGAS_MJ, at))
        .as("combustion, production and supply")
        .isEqualTo(new MinuteRates(0, 53_125_000, 0, 0, 11_437_500));
    assertThat(oven.rates(Signal.WATER_M3, at))
        .as("one for every utility: supply, and what leaves as sewage")
        .isEqualTo(new MinuteRates(0, 0, 0, 0, 204_000_000 + 98_600_000));
    assertThat(oven.rates(Signal.COMPRESSED_AIR_M3, at)).isEqualTo(MinuteRates.NONE);
    assertThat(oven.rates(Signal.REACTIVE_ENERGY_KVARH, at)).isEqualTo(MinuteRates.NONE);
    assertThat(oven.rates(Signal.PV_ENERGY_KWH, at)).isEqualTo(MinuteRates.NONE);
  }

  @Test
  void aMachineIsAsTheRegistrySays() {
    assertThat(oven.samplePeriodMillis()).isEqualTo(10_000);
    assertThat(oven.staleAfterMillis()).isEqualTo(60_000);
    assertThat(oven.ratedNanoKw()).isEqualTo(140_000_000_000L);
    assertThat(oven.idealNanos(null)).isEqualTo(500_000_000);
    assertThat(oven.idealNanos("unheard-of")).isEqualTo(500_000_000);
    assertThat(oven.meter(Signal.ACTIVE_ENERGY_KWH, millis("2026-03-03T12:00")))
        .as("1,000,000 kWh")
        .isEqualTo(
            new MeterReference(
                EnergySource.GRID, "clp", 1_000_000_000_000_000L, 1_000_000_000L, true));
    assertThat(oven.meter(Signal.GOOD_COUNT, millis("2026-03-03T12:00")))
        .as("no meter is registered")
        .isEqualTo(new MeterReference(EnergySource.OTHER, null, 0, 1_000_000_000L, true));
  }

  @Test
  void onlyRegisteredTenantsAndMachinesAreKnown() {
    assertThat(reference.hasTenant("tai-po", "golden-noodle")).isTrue();
    assertThat(reference.hasTenant("yuen-long", "golden-noodle")).as("elsewhere").isFalse();
    assertThat(reference.hasTenant("tai-po", "nobody")).isFalse();
    assertThat(reference.hasMachine(OVEN)).isTrue();
    assertThat(reference.hasMachine(new MachineId("tai-po", "golden-noodle", "line-2", "oven-1")))
        .as("on another line")
        .isFalse();
    Entity unknown = Entity.of(new MachineId("tai-po", "golden-noodle", "line-1", "x"), "real");
    assertThatThrownBy(() -> reference.machine(unknown))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tai-po/golden-noodle/line-1/x");
  }

  @Test
  void aLinesShiftIsThatOfItsCalendar() {
    Entity line = OVEN_ENTITY.at(Level.LINE);
    assertThat(reference.shift(line, millis("2026-03-03T13:59")))
        .contains(
            new WorkPlan.ShiftPeriod(
                "early", millis("2026-03-03T06:00"), millis("2026-03-03T14:00")));
    assertThat(reference.shift(line, millis("2026-03-03T22:00"))).isEmpty();
    assertThat(oven.isPlanned(millis("2026-03-03T13:59"))).isTrue();
    assertThat(oven.isPlanned(millis("2026-03-03T10:00"))).as("a break").isFalse();
  }

  @Test
  void theFactorsOfAPeriodAreThoseThatApplyInIt() {
    String others =
        "refrigerant_r134a:*:1:*:2024-01-01,refrigerant_r410a:*:1:*:2024-01-01,"
            + "sewage:*:3:*:2024-01-01,"
            + "towngas:towngas:1:*:2024-01-01,towngas:towngas:3:*:2023-01-01,"
            + "water:*:3:*:2024-01-01";
    String clp2024 = "electricity:clp:2:location:2024-01-01,electricity:clp:2:market:2024-01-01,";
    String clp2025 = "electricity:clp:2:location:2025-01-01,electricity:clp:2:market:2025-01-01,";
    String hkElectric =
        "electricity:hk-electric:2:location:2025-01-01,electricity:hk-electric:2:market:2025-01-01,";

    assertThat(reference.factorIds(millis("2024-12-31T23:00"), millis("2025-01-01T00:00")))
        .isEqualTo(clp2024 + others);
    assertThat(reference.factorIds(millis("2025-01-01T00:00"), millis("2025-01-01T01:00")))
        .isEqualTo(clp2025 + hkElectric + others);
    assertThat(reference.factorIds(millis("2023-06-01T00:00"), millis("2023-06-02T00:00")))
        .isEqualTo("towngas:towngas:3:*:2023-01-01");
    assertThat(
            reference.factorIds(millis("2024-12-31T23:00"), millis("2025-01-01T01:00")).split(","))
        .as("both years of a period that spans the change")
        .contains("electricity:clp:2:location:2024-01-01", "electricity:clp:2:location:2025-01-01")
        .isSorted();
  }

  @Test
  void theVersionIsOfTheContentAndSurvivesTheJourneyToTheOperators() {
    assertThat(reference.version()).isEqualTo(RegistryYaml.version(RegistryYaml.sample()));
  }

  @Test
  void aDayIsTheLocalOne() {
    assertThat(ReferenceData.localDay(millis("2026-03-03T00:00"))).hasToString("2026-03-03");
    assertThat(ReferenceData.localDay(millis("2026-03-03T00:00") - 1)).hasToString("2026-03-02");
  }
}
