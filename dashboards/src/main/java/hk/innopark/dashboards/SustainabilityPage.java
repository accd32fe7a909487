package hk.innopark.dashboards;

import java.util.List;

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
            panels.linesBy(Figure.SCOPE2_MARKET_PER_GOOD, Rows.LINES, 12, "line"),
            panels.linesBy(Figure.SCOPE1_PER_GOOD, Rows.LINES, 12, "line"),
            panels.linesBy(Figure.SCOPE3_PER_GOOD, Rows.LINES, 12, "line"));
    page.row("fuels")
        .panels(
            used(Figure.GAS),
            used(Figure.TOWNGAS),
            used(Figure.DIESEL),
            used(Figure.COMPRESSED_AIR),
            perGood(Figure.GAS_PER_GOOD),
            perGood(Figure.TOWNGAS_PER_GOOD),
            perGood(Figure.DIESEL_PER_GOOD),
            perGood(Figure.COMPRESSED_AIR_PER_GOOD));
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
    page.row("declared").panels(declared());
  }

  private Panel used(Figure figure) {
    return panels
        .stackBy(figure, Rows.MACHINES, 6, "line")
        .defaults("decimals", 2)
        .empty(texts.get("empty.medium"));
  }

  private Panel perGood(Figure figure) {
    return panels.linesBy(figure, Rows.LINES, 6, "line").empty(texts.get("empty.medium"));
  }

  /** Months as they were written: what is declared is known of a tenant's month alone. */
  private Panel declared() {
    List<Figure> figures =
        List.of(
            Figure.CERTIFICATES,
            Figure.WASTE,
            Figure.DIVERSION_SHARE,
            Figure.DECLARED_SCOPE1,
            Figure.DECLARED_SCOPE3);
    String columns =
        "\"certificates_kwh\" AS \"CERTIFICATES\", \"waste_kg\" AS \"WASTE\","
            + " \"diversion_share\" AS \"DIVERSION_SHARE\", \"declared_scope1_kg\" AS"
            + " \"DECLARED_SCOPE1\", \"declared_scope3_kg\" AS \"DECLARED_SCOPE3\"";
    return tables
        .written(
            "declared", Rows.TENANT_MONTHS, "sustainability", columns, List.of("tenant"), figures)
        .override("Time", "unit", "time:YYYY-MM")
        .set("timeFrom", "400d")
        .empty(texts.get("empty.declared"));
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
