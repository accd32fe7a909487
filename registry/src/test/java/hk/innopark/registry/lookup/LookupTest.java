package hk.innopark.registry.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.MachineId;
import hk.innopark.events.Signal;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.model.EmissionFactor;
import hk.innopark.registry.model.EmissionFactor.Basis;
import hk.innopark.registry.model.Machine;
import hk.innopark.registry.model.Meter;
import hk.innopark.registry.model.Registry;
import hk.innopark.registry.model.ShiftCalendar;
import hk.innopark.registry.model.ShiftCalendar.Shift;
import hk.innopark.registry.model.Tariff;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LookupTest {
  private static final Registry REGISTRY =
      RegistryYaml.parse(
          """
          tenants:
            - id: t
              estate: tai-po
              lines:
                - id: l
                  calendar: c
                  machines:
                    - id: m
                      sample_period: PT10S
                      stale_after: PT60S
                      meters:
                        - {signal: water_m3, source: other, multiplier: 1}
                        - {signal: water_m3, source: other, multiplier: 2, valid_from: 2025-06-01}
                        - {signal: gas_m3, source: other, multiplier: 3, valid_from: 2025-06-01}
          calendars:
            - id: c
              zone: Asia/Hong_Kong
              holidays: [2026-01-01]
              shifts:
                - {id: day, days: [THU, FRI], start: "08:00", end: "20:00"}
                - {id: night, days: [FRI], start: "20:00", end: "04:00"}
              exceptions:
                - {date: 2026-01-02, shifts: [{id: short, start: "09:00", end: "12:00"}]}
                - {date: 2026-01-08, shifts: []}
          tariffs:
            - {id: a, utility: clp, valid_from: 2024-01-01, currency: HKD, source: s, energy: [{name: x, per_kwh: 1}]}
            - {id: b, utility: clp, valid_from: 2025-01-01, currency: HKD, source: s, energy: [{name: x, per_kwh: 2}]}
            - {id: c, utility: hk-electric, valid_from: 2025-06-01, currency: HKD, source: s, energy: [{name: x, per_kwh: 3}]}
          factors:
            - {carrier: water, valid_from: 2024-01-01, kg_per_unit: 1, unit: m3, scope: 3, source: s}
            - {carrier: water, valid_from: 2026-01-01, kg_per_unit: 2, unit: m3, scope: 3, source: s}
            - {carrier: water, utility: wsd, valid_from: 2025-01-01, kg_per_unit: 3, unit: m3, scope: 3, source: s}
            - {carrier: electricity, utility: clp, valid_from: 2024-01-01, kg_per_unit: 4, unit: kwh, scope: 2, basis: location, source: s}
            - {carrier: electricity, utility: clp, valid_from: 2025-01-01, kg_per_unit: 5, unit: kwh, scope: 2, basis: location, source: s}
            - {carrier: electricity, utility: clp, valid_from: 2024-01-01, kg_per_unit: 6, unit: kwh, scope: 2, basis: market, source: s}
          """,
          "lookup.yaml");

  private static Optional<String> tariff(String utility, String day) {
    return Tariffs.applicable(REGISTRY, utility, LocalDate.parse(day)).map(Tariff::id);
  }

  @Test
  void theNewestTariffThatHasBegunApplies() {
    assertThat(tariff("clp", "2023-12-31")).isEmpty();
    assertThat(tariff("clp", "2024-01-01")).contains("a");
    assertThat(tariff("clp", "2024-12-31")).contains("a");
    assertThat(tariff("clp", "2025-01-01")).contains("b");
    assertThat(tariff("hk-electric", "2025-05-31")).isEmpty();
    assertThat(tariff("hk-electric", "2030-01-01")).contains("c");
    assertThat(tariff(null, "2030-01-01")).isEmpty();
  }

  private static Optional<BigDecimal> factor(
      String carrier, String utility, int scope, Basis basis, String day) {
    return EmissionFactors.applicable(
            REGISTRY, carrier, utility, scope, basis, LocalDate.parse(day))
        .map(EmissionFactor::kgPerUnit);
  }

  private static BigDecimal kg(int value) {
    return BigDecimal.valueOf(value);
  }

  @Test
  void theNewestFactorThatHasBegunApplies() {
    assertThat(factor("electricity", "clp", 2, Basis.LOCATION, "2024-12-31")).contains(kg(4));
    assertThat(factor("electricity", "clp", 2, Basis.LOCATION, "2025-01-01")).contains(kg(5));
    assertThat(factor("electricity", "clp", 2, Basis.LOCATION, "2023-12-31")).isEmpty();
  }

  @Test
  void scopeBasisAndCarrierAreNotMixed() {
    assertThat(factor("electricity", "clp", 2, Basis.MARKET, "2025-01-01")).contains(kg(6));
    assertThat(factor("electricity", "clp", 3, null, "2025-01-01")).isEmpty();
    assertThat(factor("electricity", "hk-electric", 2, Basis.LOCATION, "2025-01-01")).isEmpty();
    assertThat(factor("gas", null, 1, null, "2025-01-01")).isEmpty();
  }

  @Test
  void aFactorForEveryUtilityAppliesWhereTheUtilityHasNoneOfItsOwn() {
    assertThat(factor("water", "wsd", 3, null, "2024-06-01")).contains(kg(1));
    assertThat(factor("water", "wsd", 3, null, "2025-06-01")).contains(kg(3));
    // its own, older one still goes before the general, newer one
    assertThat(factor("water", "wsd", 3, null, "2026-06-01")).contains(kg(3));
    assertThat(factor("water", "elsewhere", 3, null, "2025-06-01")).contains(kg(1));
    assertThat(factor("water", null, 3, null, "2026-06-01")).contains(kg(2));
  }

  @Test
  void theNewestMeterThatHasBegunStandsBehindASignal() {
    Machine machine = REGISTRY.machine(new MachineId("tai-po", "t", "l", "m")).orElseThrow();
    LocalDate before = LocalDate.parse("2025-05-31");
    LocalDate after = LocalDate.parse("2025-06-01");

    assertThat(Meters.applicable(machine, Signal.WATER_M3, before).map(Meter::multiplier))
        .contains(kg(1));
    assertThat(Meters.applicable(machine, Signal.WATER_M3, after).map(Meter::multiplier))
        .contains(kg(2));
    assertThat(Meters.applicable(machine, Signal.GAS_M3, before)).isEmpty();
    assertThat(Meters.applicable(machine, Signal.DIESEL_L, after)).isEmpty();
  }

  @Test
  void anExceptionGoesBeforeAHolidayGoesBeforeTheWeekday() {
    ShiftCalendar calendar = REGISTRY.calendar("c").orElseThrow();

    // Thursday the 1st is a holiday, Friday the 2nd and Thursday the 8th are exceptions
    assertThat(ShiftDays.startingOn(calendar, LocalDate.parse("2026-01-01"))).isEmpty();
    assertThat(ShiftDays.startingOn(calendar, LocalDate.parse("2026-01-02")))
        .extracting(Shift::id)
        .containsExactly("short");
    assertThat(ShiftDays.startingOn(calendar, LocalDate.parse("2026-01-03"))).isEmpty();
    assertThat(ShiftDays.startingOn(calendar, LocalDate.parse("2026-01-08"))).isEmpty();
    assertThat(ShiftDays.startingOn(calendar, LocalDate.parse("2026-01-09")))
        .extracting(Shift::id)
        .containsExactly("day", "night");
  }
}
