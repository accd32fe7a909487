package hk.innopark.benchmarks.account;

/** The workload's machines as a registry file: one calendar, one tariff, one pair of factors. */
final class WorkloadRegistry {
  private static final String MACHINE =
      """
                - id: %s
                  sample_period: PT10S
                  stale_after: PT60S
                  rated_kw: 60
                  ideal_cycle: {default: PT2S}
                  meters:
                    - {signal: active_energy_kwh, source: grid, utility: clp, modulus: 1000000, multiplier: 1}
                    - {signal: reactive_energy_kvarh, source: grid, utility: clp, modulus: 1000000, multiplier: 1}
      """;

  private static final String COMMON =
      """
      calendars:
        - id: two-shift
          zone: Asia/Hong_Kong
          shifts:
            - {id: early, days: [MON, TUE, WED, THU, FRI, SAT, SUN], start: "07:00", end: "15:00", breaks: [{start: "11:00", end: "11:30"}]}
            - {id: late, days: [MON, TUE, WED, THU, FRI, SAT, SUN], start: "15:00", end: "23:00", breaks: [{start: "19:00", end: "19:30"}]}
      tariffs:
        - id: sample-bulk
          utility: clp
          valid_from: 2024-01-01
          currency: HKD
          energy:
            - {name: on_peak, days: [MON, TUE, WED, THU, FRI, SAT], start: "09:00", end: "21:00", per_kwh: 0.9}
            - {name: off_peak, per_kwh: 0.8}
          demand: {window: PT30M, sliding: false, per_kva_month: 68, minimum_kva: 100}
          source: sample
      factors:
        - {carrier: electricity, utility: clp, valid_from: 2024-01-01, kg_per_unit: 0.34, unit: kwh, scope: 2, basis: location, source: sample, confidence: secondary}
        - {carrier: electricity, utility: clp, valid_from: 2024-01-01, kg_per_unit: 0.34, unit: kwh, scope: 2, basis: market, source: sample, confidence: secondary}
      """;

  private static final String SHIFTS =
      COMMON.substring(COMMON.indexOf("    - {id: early"), COMMON.indexOf("tariffs:"));

  private static final String ALL_DAY =
      """
          - {id: all, days: [MON, TUE, WED, THU, FRI, SAT, SUN], start: "00:00", end: "24:00"}
      """;

  private WorkloadRegistry() {}

  /**
   * The same with one shift around the clock: outside the plan, a machine that does not run is in
   * no element of time.
   */
  static String plannedAllDay(Workload workload) {
    return yaml(workload).replace(SHIFTS, ALL_DAY);
  }

  static String yaml(Workload workload) {
    StringBuilder yaml = new StringBuilder("tenants:\n");
    int tenant = -1;
    int line = -1;
    for (int machine = 0; machine < workload.machines(); machine++) {
      if (workload.tenantOf(machine) != tenant) {
        tenant = workload.tenantOf(machine);
        line = -1;
        yaml.append("  - id: ").append(workload.tenant(tenant));
        yaml.append("\n    name: Tenant\n    estate: ").append(workload.estate(tenant));
        yaml.append("\n    lines:\n");
      }
      if (workload.lineOf(machine) != line) {
        line = workload.lineOf(machine);
        yaml.append("      - id: ").append(workload.line(machine));
        yaml.append("\n        name: Line\n        calendar: two-shift\n        machines:\n");
      }
      yaml.append(MACHINE.formatted(workload.machine(machine)));
    }
    return yaml.append(COMMON).toString();
  }
}
