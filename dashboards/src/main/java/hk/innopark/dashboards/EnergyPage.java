package hk.innopark.dashboards;

/** What the lines took, when, from where, for what, and what it cost. */
final class EnergyPage {
  private static final String ENERGY = "energy";
  private static final String GRID = "#E0B400";
  private static final String PV = "#37872D";
  private static final String EXPORT = "#3274D9";

  private final Panels panels = new Panels(Source.FIGURES);

  GrafanaDashboard build() {
    Page page =
        new Page(
            "innopark-energy",
            Audience.TENANT,
            "Energy",
            "Power, energy by source and by machine state, electrical demand, cost, and"
                + " performance against the baseline (ISO 50001, ISO 50006): docs/metrics.md.",
            "now-24h");
    TenantVariables.addTo(page);
    tiles(page);
    AlertPanels.ofEnergy().addTo(page);
    power(page);
    energy(page);
    performance(page);
    cost(page);
    return page.build();
  }

  private void tiles(Page page) {
    page.row("The range at a glance")
        .panel(
            panels
                .tile("Energy", Unit.KWH, "active_kwh: grid + PV − export, of the lines picked")
                .query(Scope.LINES.total(ENERGY, "sum(\"active_kwh\")")))
        .panel(
            panels
                .tile("Power now", Unit.KW, "mean_kw of the last whole minute, machines added up")
                .query(
                    "SELECT sum(\"mean_kw\") FROM (SELECT last(\"mean_kw\") AS \"mean_kw\" FROM"
                        + " \"energy\" WHERE "
                        + Scope.MACHINE_MINUTES.where()
                        + " AND $timeFilter GROUP BY \"line\", \"machine\") WHERE $timeFilter"))
        .panel(
            panels
                .tile(
                    "Peak demand of the month",
                    Unit.KVA,
                    "The tenant's greatest half hour, 2·√(kWh² + kvarh²), of the month in which"
                        + " the range ends")
                .query(Scope.TENANT_MONTHS.sinceMonthBefore(ENERGY, "last(\"peak_demand_kva\")")))
        .panel(
            panels
                .tile(
                    "Energy cost",
                    Unit.HKD,
                    "Σ grid kWh · (rate of the tariff's band in that local minute + fuel"
                        + " adjustment)")
                .query(Scope.LINES.total(ENERGY, "sum(\"cost_energy_hkd\")")))
        .panel(
            panels
                .tile(
                    "Base load",
                    Unit.SHARE,
                    "(active_kwh − running_kwh) / active_kwh: what is taken without producing")
                .query(Scope.LINES.total(ENERGY, Ratio.BASE_LOAD_SHARE)))
        .panel(
            panels
                .tile("From the grid", Unit.KWH, "grid_kwh")
                .query(Scope.LINES.total(ENERGY, "sum(\"grid_kwh\")")))
        .panel(
            panels
                .tile("From own PV", Unit.KWH, "pv_kwh")
                .query(Scope.LINES.total(ENERGY, "sum(\"pv_kwh\")")))
        .panel(
            panels
                .tile("Exported", Unit.KWH, "export_kwh")
                .query(Scope.LINES.total(ENERGY, "sum(\"export_kwh\")")));
  }

  private void power(Page page) {
    page.row("Power and demand")
        .panel(
            panels
                .trace("Power by machine", Unit.KW, "mean_kw of each minute: active_kwh · 60", 24)
                .query(
                    "$tag_line / $tag_machine",
                    Scope.MACHINE_MINUTES.rows(ENERGY, "mean_kw", "line", "machine")))
        .panel(
            panels
                .bars(
                    "Demand against the month's peak",
                    Unit.KVA,
                    "Mean apparent power of the tenant's half hours, 2·√(kWh² + kvarh²); the line"
                        + " is the peak of the month, which the demand charge is for",
                    12)
                .query("demand", Scope.TENANT_HALF_HOURS.rows(ENERGY, "peak_demand_kva"))
                .query(
                    "peak",
                    Scope.TENANT_MONTHS.sinceMonthBefore(ENERGY, "last(\"peak_demand_kva\")"))
                .transform(
                    """
                    {"id": "configFromData", "options": {"configRefId": "B",
                     "mappings": [{"fieldName": "peak", "handlerKey": "threshold1"}]}}
                    """)
                .defaults("{\"color\": {\"mode\": \"fixed\", \"fixedColor\": \"#E0B400\"}}")
                .override("demand", "custom.thresholdsStyle", "{\"mode\": \"line\"}"))
        .panel(
            panels
                .lines(
                    "Power factor by line",
                    Unit.FACTOR,
                    "active_kwh / √(active_kwh² + reactive_kvarh²), of the period's energies",
                    12)
                .query("$tag_line", Scope.LINES.rows(ENERGY, "power_factor", "line"))
                .defaults("{\"max\": 1}"));
  }

  private void energy(Page page) {
    page.row("Energy by state and by source")
        .panel(
            panels
                .stack(
                    "Energy by machine state",
                    Unit.KWH,
                    "Active energy while the machine was in the state; the six sum to active_kwh."
                        + " Delayed: DOWN and PLANNED_DOWN.",
                    12)
                .stateColors()
                .color("Off", "#2F3136")
                .query(
                    "$col",
                    Scope.LINES.perPeriod(
                        ENERGY,
                        "sum(\"running_kwh\") AS \"Running\", sum(\"setup_kwh\") AS \"Setting up\","
                            + " sum(\"idle_kwh\") AS \"Idle\", sum(\"down_kwh\") AS \"Delayed\","
                            + " sum(\"off_kwh\") AS \"Off\", sum(\"unknown_kwh\") AS"
                            + " \"Unknown\"")))
        .panel(
            panels
                .stack(
                    "Energy by source",
                    Unit.KWH,
                    "grid_kwh and pv_kwh; exported energy is below zero. Their sum is active_kwh.",
                    12)
                .query(
                    "$col",
                    Scope.LINES.perPeriod(
                        ENERGY,
                        "sum(\"grid_kwh\") AS \"Grid\", sum(\"pv_kwh\") AS \"PV\", -1 *"
                            + " sum(\"export_kwh\") AS \"Export\""))
                .color("Grid", GRID)
                .color("PV", PV)
                .color("Export", EXPORT))
        .panel(
            panels
                .bars("Reactive energy", Unit.KVARH, "Σ deltas of reactive_energy_kvarh", 24)
                .query("$tag_line", Scope.LINES.rows(ENERGY, "reactive_kvarh", "line")));
  }

  private void performance(Page page) {
    page.row("Performance: ISO 50001")
        .panel(
            panels
                .lines(
                    "Energy for a good item", Unit.KWH_PER_ITEM, "active_kwh / good, by line", 12)
                .query("$tag_line", Scope.LINES.rows(ENERGY, "kwh_per_good", "line"))
                .defaults("{\"min\": 0}"))
        .panel(
            panels
                .lines(
                    "Base load by line", Unit.SHARE, "(active_kwh − running_kwh) / active_kwh", 12)
                .query("$tag_line", Scope.LINES.rows(ENERGY, "base_load_share", "line"))
                .defaults("{\"max\": 1}"))
        .panel(
            panels
                .lines(
                    "Actual and expected energy",
                    Unit.KWH,
                    "active_kwh beside expected_kwh, what the line's baseline says of the"
                        + " production there was (ISO 50006). Lines that have a baseline; hours, days"
                        + " and months.",
                    8)
                .query("$tag_line actual", Scope.LINES.rows(ENERGY, "active_kwh", "line"))
                .query("$tag_line expected", Scope.LINES.rows(ENERGY, "expected_kwh", "line")))
        .panel(
            panels
                .bars(
                    "Saving against the baseline",
                    Unit.KWH,
                    "saving_kwh: expected − actual; below zero more was taken than expected. Hours,"
                        + " days and months.",
                    8)
                .query("$tag_line", Scope.LINES.rows(ENERGY, "saving_kwh", "line")))
        .panel(
            panels
                .lines(
                    "CUSUM",
                    Unit.KWH,
                    "cusum_kwh of each day: the cumulative sum of differences from the baseline,"
                        + " actual − expected. The slope tells: where it bends, something changed.",
                    8)
                .query("$tag_line", Scope.LINE_DAYS.rows(ENERGY, "cusum_kwh", "line")));
  }

  private void cost(Page page) {
    page.row("Cost")
        .panel(
            panels
                .stack(
                    "Energy cost by line",
                    Unit.HKD,
                    "cost_energy_hkd: grid energy at the tariff's rates by local minute",
                    12)
                .query("$tag_line", Scope.LINES.rows(ENERGY, "cost_energy_hkd", "line"))
                .defaults("{\"decimals\": 1}"))
        .panel(
            panels
                .tile(
                    "Demand billed",
                    Unit.KVA,
                    "demand_billed_kva of the month in which the range ends: the peak, or the"
                        + " tariff's minimum",
                    6)
                .query(Scope.TENANT_MONTHS.sinceMonthBefore(ENERGY, "last(\"demand_billed_kva\")")))
        .panel(
            panels
                .tile(
                    "Demand charge",
                    Unit.HKD,
                    "cost_demand_hkd of that month: demand_billed_kva · the tariff's rate",
                    6)
                .query(Scope.TENANT_MONTHS.sinceMonthBefore(ENERGY, "last(\"cost_demand_hkd\")")));
  }
}
