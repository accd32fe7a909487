package hk.innopark.dashboards;

/** Emissions by scope and method, their intensity, renewables, water. */
final class SustainabilityPage extends TenantPage {
  SustainabilityPage(Texts texts, Plant plant) {
    super("sustainability", "now-24h", texts, plant);
  }

  @Override
  void fill(Page page) {
    page.row("tiles")
        .panels(
            tile(Figure.EMISSIONS),
            tile(Figure.SCOPE1),
            tile(Figure.SCOPE2_LOCATION),
            tile(Figure.SCOPE2_MARKET),
            tile(Figure.SCOPE3),
            tile(Figure.WATER),
            tile(Figure.RENEWABLE_GENERATED),
            tile(Figure.RENEWABLE_CLAIMED),
            panels.toPage(tile(Figure.ACTIVE_KWH), "energy"),
            panels.toPage(tile(Figure.GRID_KWH), "energy"),
            measuredShare(),
            panels.toPage(coverage(), "data-quality"));
    page.row("emissions")
        .panels(
            panels.stack(
                "by_scope",
                Rows.MACHINES,
                12,
                Figure.SCOPE1,
                Figure.SCOPE2_LOCATION,
                Figure.SCOPE3),
            panels.compare(
                "methods", Rows.MACHINE_DAYS, 12, Figure.SCOPE2_LOCATION, Figure.SCOPE2_MARKET),
            panels.linesBy(Figure.SCOPE2_LOCATION_PER_GOOD, Rows.LINES, 12, "line"),
            panels.linesBy(Figure.SCOPE2_MARKET_PER_GOOD, Rows.LINES, 12, "line"));
    page.row("renewables")
        .panels(
            panels.compare(
                "claimed",
                Rows.MACHINE_DAYS,
                12,
                Figure.RENEWABLE_GENERATED,
                Figure.RENEWABLE_CLAIMED),
            panels.linesBy(Figure.RENEWABLE_SHARE, Rows.LINES, 12, "line"));
    page.row("water")
        .panels(
            panels.stackBy(Figure.WATER, Rows.MACHINES, 12, "line").defaults("decimals", 2),
            panels.linesBy(Figure.WATER_PER_GOOD, Rows.LINES, 12, "line"));
  }

  private Panel measuredShare() {
    return panels
        .tile("measured_share", Unit.SHARE)
        .thresholds(Palette.RED, 0.9, Palette.YELLOW, 0.99, Palette.GREEN)
        .query(
            "",
            "SELECT min(\"measured_share\") FROM \"quality_of_data\" WHERE "
                + Rows.MACHINE_HALF_HOURS.where()
                + " AND $timeFilter");
  }
}
