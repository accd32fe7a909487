package hk.innopark.dashboards;

import java.util.List;

/** What the lines took, when, from where, for what, and what it cost. */
final class EnergyPage extends TenantPage {
  EnergyPage(Texts texts, Plant plant) {
    super("energy", "now-24h", texts, plant);
  }

  @Override
  void fill(Page page) {
    page.row("tiles")
        .panels(
            tile(Figure.ACTIVE_KWH),
            powerNow(),
            panels.monthTile(Figure.MONTH_PEAK, "peak_demand_kva"),
            tile(Figure.COST_ENERGY_HKD),
            panels.monthTile(Figure.COST_DEMAND_HKD, "cost_demand_hkd"),
            panels.monthTile(Figure.DEMAND_BILLED_KVA, "demand_billed_kva"),
            tile(Figure.GRID_KWH),
            tile(Figure.PV_KWH),
            tile(Figure.EXPORT_KWH),
            tile(Figure.BASE_LOAD_SHARE),
            tile(Figure.REACTIVE_KVARH),
            panels.toPage(coverage(), "data-quality"));
    page.row("power")
        .panels(
            powerByMachine(),
            demand(),
            panels.linesBy(Figure.POWER_FACTOR, Rows.LINES, 12, "line").defaults("max", 1));
    page.row("energy")
        .panels(
            panels.stack(
                "by_state",
                Rows.MACHINES,
                12,
                Figure.RUNNING_KWH,
                Figure.SETUP_KWH,
                Figure.IDLE_KWH,
                Figure.DOWN_KWH,
                Figure.OFF_KWH,
                Figure.UNKNOWN_KWH),
            panels.stack(
                "by_source",
                Rows.MACHINES,
                12,
                Figure.GRID_KWH,
                Figure.PV_KWH,
                Figure.EXPORTED_BELOW_ZERO),
            panels.stackBy(Figure.REACTIVE_KVARH, Rows.MACHINES, 24, "line"));
    page.row("performance")
        .panels(
            panels.linesBy(Figure.KWH_PER_GOOD, Rows.LINES, 12, "line"),
            panels.linesBy(Figure.BASE_LOAD_SHARE, Rows.MACHINES, 12, "line").defaults("max", 1),
            baseline(
                panels.compare(
                    "expected", Rows.LINE_DAYS, 8, Figure.MEASURED_KWH, Figure.EXPECTED_KWH)),
            baseline(panels.stackBy(Figure.SAVING_KWH, Rows.LINE_DAYS, 8, "line")),
            baseline(panels.linesBy(Figure.CUSUM_KWH, Rows.LINE_DAYS, 8, "line")));
    page.row("cost")
        .panels(panels.stackBy(Figure.COST_ENERGY_HKD, Rows.MACHINES, 12, "line"), bills());
  }

  /** Of the last month, since a baseline speaks of days. */
  private Panel baseline(Panel panel) {
    return panel
        .set("timeFrom", "31d")
        .empty(texts.get(plant.hasBaseline() ? "empty.days" : "empty.baseline"));
  }

  private Panel powerNow() {
    return panels
        .tile("power_now", Unit.KW)
        .query(
            "",
            "SELECT sum(\"mean_kw\") FROM (SELECT last(\"mean_kw\") AS \"mean_kw\" FROM \"energy\""
                + " WHERE "
                + Rows.MACHINE_MINUTES.where()
                + " AND $timeFilter GROUP BY \"line\", \"machine\") WHERE $timeFilter");
  }

  private Panel powerByMachine() {
    Panel panel =
        panels
            .panel(Look.TRACE, "power", 24, 9)
            .unit(Unit.KW, texts)
            .set("interval", "1m")
            .set("options.legend.displayMode", "table")
            .set("options.legend.placement", "right")
            .set("options.legend.calcs", List.of("mean", "max"))
            .query(
                "$tag_line / $tag_machine",
                "SELECT mean(\"mean_kw\") AS \"MEAN_KW\" FROM \"energy\" WHERE "
                    + Rows.MACHINE_MINUTES.where()
                    + " AND $timeFilter GROUP BY time($__interval), \"line\", \"machine\""
                    + " fill(null)");
    return panels.alias(panel, "line", "machine");
  }

  /** Half hours, and the month's peak as a line over all of them. */
  private Panel demand() {
    Panel panel = panels.stack("demand", Rows.TENANT_HALF_HOURS, 12, Figure.PEAK_DEMAND_KVA);
    String peak = texts.get(Figure.MONTH_PEAK.key());
    return panel
        .query(peak, Rows.TENANT_MONTHS.throughTheMonth("peak_demand_kva", "energy"))
        .color(peak, Palette.RED)
        .override(peak, "custom.drawStyle", "line")
        .override(peak, "custom.lineWidth", 2)
        .override(peak, "custom.fillOpacity", 0)
        .override(peak, "custom.spanNulls", true)
        .override(peak, "custom.stacking", Json.of("mode", "none", "group", "B"));
  }

  private Panel bills() {
    String columns =
        "\"cost_energy_hkd\" AS \"COST_ENERGY_HKD\", \"cost_demand_hkd\" AS \"COST_DEMAND_HKD\"";
    Panel panel =
        panels
            .panel(Look.COMPARE, "bills", Rows.TENANT_MONTHS, 12, 8)
            .unit(Unit.HKD, texts)
            .set("timeFrom", "400d")
            .set("options.stacking", "normal")
            .override("Time", "unit", "time:YYYY-MM")
            .table(Rows.TENANT_MONTHS.written("energy", columns));
    return panels.named(panel, Figure.COST_ENERGY_HKD, Figure.COST_DEMAND_HKD);
  }
}
