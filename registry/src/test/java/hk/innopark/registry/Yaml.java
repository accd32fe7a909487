package hk.innopark.registry;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.registry.model.Registry;

/** A small registry file that is right, for tests that spoil one line of it. */
final class Yaml {
  private Yaml() {}

  /** The registry of the file, in which each even text is replaced by the one after it. */
  static Registry registry(String... replacements) {
    String yaml = file();
    for (int i = 0; i < replacements.length; i += 2) {
      assertThat(yaml).contains(replacements[i]);
      yaml = yaml.replace(replacements[i], replacements[i + 1]);
    }
    return RegistryYaml.parse(yaml, "test.yaml");
  }

  static String file() {
    return """
    tenants:
      - id: golden-noodle
        name: Golden Noodle
        estate: tai-po
        lines:
          - id: line-1
            calendar: three-shift
            machines:
              - id: oven-1
                sample_period: PT10S
                stale_after: PT60S
                rated_kw: 120
                ideal_cycle: {default: PT0.5S, noodle-xl: PT0.8S}
                meters:
                  - {signal: active_energy_kwh, source: grid, utility: clp, modulus: 1000000, multiplier: 1}
                  - {signal: pv_energy_kwh, source: pv, feed_in_tariff: sold}
                  - {signal: water_m3, source: other, valid_from: 2025-06-01}
                  - {signal: good_count, counter: resets_by_shift, max_per_h: 9000}
                expected_from: 2026-01-01
    calendars:
      - id: three-shift
        zone: Asia/Hong_Kong
        holidays: [2026-01-01]
        shifts:
          - {id: early, days: [MON, TUE], start: "06:00", end: "14:00", breaks: [{start: "10:00", end: "10:20"}]}
          - {id: night, days: [MON, TUE], start: "22:00", end: "06:00", breaks: [{start: "23:50", end: "00:10"}]}
        exceptions:
          - {date: 2026-02-16, shifts: [{id: short, start: "07:00", end: "12:00"}]}
    tariffs:
      - id: sample-bulk
        utility: clp
        valid_from: 2024-01-01
        currency: HKD
        energy:
          - {name: on_peak, days: [MON, TUE], start: "09:00", end: "21:00", per_kwh: 0.9}
          - {name: off_peak, per_kwh: 0.8}
        fuel_adjustment_per_kwh: -0.012
        demand: {window: PT30M, sliding: true, per_kva_month: 68, minimum_kva: 100}
        source: sample
    factors:
      - {carrier: electricity, utility: clp, valid_from: 2024-01-01, kg_per_unit: 0.38, unit: kwh, scope: 2, basis: location, source: sample, confidence: secondary}
      - {carrier: water, valid_from: 2024-01-01, kg_per_unit: 0.2, unit: m3, scope: 3, source: sample}
    commitments:
      - {id: c1, tenant: golden-noodle, metric: energy.kwh_per_good, baseline: 0.02, target: 0.017, by: 2027-12-31, minimum_coverage: 0.95}
    declarations:
      - {tenant: golden-noodle, principle: 2, metric: capex_hkd, period: 2026, value: 12000000, evidence: "letter"}
    alerts:
      - {tenant: golden-noodle, kind: oee_low, below: 0.5, clear_above: 0.6, for: PT45M}
      - {tenant: golden-noodle, line: line-1, kind: sensor_stuck, signals: [vibration_mm_s]}
    """;
  }
}
