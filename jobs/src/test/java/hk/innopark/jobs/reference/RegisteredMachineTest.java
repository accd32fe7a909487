package hk.innopark.jobs.reference;

import static hk.innopark.jobs.reference.HongKong.millis;
import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.MachineId;
import hk.innopark.events.Signal;
import hk.innopark.jobs.element.Entity;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.model.EnergySource;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What the sample registry does not show: exchanged meters, sold generation, fuel adjustment. */
class RegisteredMachineTest {
  private static final String REGISTRY =
      """
      tenants:
        - id: acme
          name: Acme
          estate: tai-po
          lines:
            - id: line-1
              calendar: always
              machines:
                - id: oven-1
                  sample_period: PT10S
                  stale_after: PT60S
                  micro_stop: PT90S
                  ideal_cycle: {default: PT0.5S, noodle-xl: PT0.8S}
                  meters:
                    - {signal: active_energy_kwh, source: grid, utility: clp, modulus: 10000}
                    - {signal: active_energy_kwh, source: grid, utility: hk-electric, modulus: 1000,
                       multiplier: 40, valid_from: 2026-03-03}
                    - {signal: pv_energy_kwh, source: pv, feed_in_tariff: sold}
                    - {signal: good_count, source: other, modulus: 65536}
                    - signal: water_m3
                      source: other
                      multiplier: 2
                      swaps:
                        - {at: "2026-03-05T12:00:00+08:00", serial: c, final: 99, first: 1, multiplier: 10}
                        - {at: "2026-03-01T12:00:00+08:00", serial: b, final: 12.5, first: 0}
                - id: bare-1
                  sample_period: PT10S
                  stale_after: PT60S
      calendars:
        - id: always
          zone: Asia/Hong_Kong
          shifts: [{id: all, days: [MON, TUE, WED, THU, FRI, SAT, SUN], start: "00:00", end: "24:00"}]
      tariffs:
        - id: old
          utility: clp
          valid_from: 2024-01-01
          currency: HKD
          energy: [{name: all, per_kwh: 1.0}]
          source: made up
        - id: new
          utility: clp
          valid_from: 2026-03-02
          currency: HKD
          energy:
            - {name: evening, start: "18:00", end: "24:00", per_kwh: 1.5}
            - {name: all, per_kwh: 1.1}
          fuel_adjustment_per_kwh: 0.25
          source: made up
      factors:
        - {carrier: electricity, utility: hk-electric, valid_from: 2024-01-01, kg_per_unit: 0.5, unit: kwh, scope: 3, source: sample}
      """;

  private final ReferenceData reference =
      new ReferenceData(RegistryYaml.parse(REGISTRY, "the test's registry"));
  private final MachineReference oven = machine("oven-1");
  private final MachineReference bare = machine("bare-1");

  @Test
  void anExchangedMeterAppliesFromItsLocalDayAndBackwardsTheOldOne() {
    long before = millis("2026-03-02T23:59");
    long after = millis("2026-03-03T00:00");
    assertThat(oven.meter(Signal.ACTIVE_ENERGY_KWH, after).modulus()).isEqualTo(1000_000_000_000L);
    assertThat(oven.meter(Signal.ACTIVE_ENERGY_KWH, after).multiplierNano())
        .isEqualTo(40_000_000_000L);
    assertThat(oven.meter(Signal.ACTIVE_ENERGY_KWH, before).modulus())
        .as("late data of the day before")
        .isEqualTo(10_000_000_000_000L);
    assertThat(oven.meter(Signal.ACTIVE_ENERGY_KWH, before).multiplierNano())
        .isEqualTo(1_000_000_000L);
  }

  @Test
  void theUtilityOfTheMeterDecidesTheTariff() {
    assertThat(cost("2026-03-02T12:00")).as("1.1 + 0.25").isEqualTo(1_350_000_000L);
    assertThat(cost("2026-03-03T12:00")).as("another utility, without a tariff").isZero();
  }

  @Test
  void aTariffAppliesFromItsLocalDayWithItsFuelAdjustment() {
    assertThat(cost("2026-03-01T23:59")).isEqualTo(1_000_000_000L);
    assertThat(cost("2026-03-02T00:00")).isEqualTo(1_350_000_000L);
  }

  @Test
  void aBandMayEndAtMidnight() {
    assertThat(cost("2026-03-02T17:59")).isEqualTo(1_350_000_000L);
    assertThat(cost("2026-03-02T18:00")).as("1.5 + 0.25").isEqualTo(1_750_000_000L);
    assertThat(cost("2026-03-02T23:59")).isEqualTo(1_750_000_000L);
  }

  @Test
  void generationThatIsSoldIsNotClaimed() {
    assertThat(oven.meter(Signal.PV_ENERGY_KWH, 0).claimed()).isFalse();
    assertThat(bare.meter(Signal.PV_ENERGY_KWH, 0).claimed()).isTrue();
  }

  @Test
  void aModulusIsInTheSignalsOwnUnit() {
    assertThat(oven.meter(Signal.GOOD_COUNT, 0).modulus()).as("items").isEqualTo(65_536);
  }

  @Test
  void aSwapKeepsTheMultiplierUnlessItNamesAnother() {
    MeterReference meter = oven.meter(Signal.WATER_M3, 0);
    long first = Instant.parse("2026-03-01T04:00:00Z").toEpochMilli();
    long second = Instant.parse("2026-03-05T04:00:00Z").toEpochMilli();
    assertThat(meter.swaps())
        .containsExactly(
            new RegisterSwap(first, 12_500_000_000L, 0, 2_000_000_000L),
            new RegisterSwap(second, 99_000_000_000L, 1_000_000_000L, 10_000_000_000L));
    assertThat(meter.multiplierNanoAt(first - 1)).isEqualTo(2_000_000_000L);
    assertThat(meter.multiplierNanoAt(second)).isEqualTo(10_000_000_000L);
    assertThat(meter.swapsWithin(first, second)).containsExactly(meter.swaps().get(1));
    assertThat(meter.swapsWithin(first - 1, second - 1)).containsExactly(meter.swaps().get(0));
  }

  @Test
  void aMicroStopIsTheMachinesOwnOrThirtySeconds() {
    assertThat(oven.microStopMillis()).isEqualTo(90_000);
    assertThat(bare.microStopMillis()).isEqualTo(30_000);
  }

  @Test
  void eachProductHasItsOwnIdealTime() {
    assertThat(oven.idealNanos("noodle-xl")).isEqualTo(800_000_000L);
    assertThat(oven.idealNanos("noodle-s")).isEqualTo(500_000_000L);
  }

  @Test
  void whatIsNotRegisteredIsUnknown() {
    assertThat(bare.ratedNanoKw()).isZero();
    assertThat(bare.idealNanos("noodle-xl")).isZero();
    assertThat(bare.meter(Signal.ACTIVE_ENERGY_KWH, 0))
        .isEqualTo(new MeterReference(EnergySource.GRID, null, 0, 1_000_000_000L, true));
    assertThat(bare.rates(Signal.ACTIVE_ENERGY_KWH, millis("2026-03-02T12:00")))
        .isEqualTo(MinuteRates.NONE);
  }

  private long cost(String local) {
    return oven.rates(Signal.ACTIVE_ENERGY_KWH, millis(local)).costNanoHkd();
  }

  private MachineReference machine(String id) {
    return reference.machine(Entity.of(new MachineId("tai-po", "acme", "line-1", id), "real"));
  }
}
