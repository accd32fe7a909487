package hk.innopark.dashboards;

import hk.innopark.dashboards.Tables.Order;

/**
 * What HKSTP sees: its estates and tenants, without any figure that depends on how many items a
 * tenant made.
 */
final class HkstpPage {
  private static final Figure[] OF_USE = {
    Figure.AVAILABILITY,
    Figure.UTILIZATION,
    Figure.TECHNICAL_EFFICIENCY,
    Figure.DELAY,
    Figure.FAILURES,
    Figure.ACTIVE_KWH,
    Figure.PV_KWH,
    Figure.PEAK_DEMAND_KVA,
    Figure.BASE_LOAD_SHARE
  };
  private static final Figure[] OF_EMISSIONS = {
    Figure.SCOPE1,
    Figure.SCOPE2_LOCATION,
    Figure.SCOPE2_MARKET,
    Figure.SCOPE3,
    Figure.RENEWABLE_CLAIMED,
    Figure.WATER,
    Figure.COVERAGE,
    Figure.LATE,
    Figure.DEAD_LETTERS
  };
  private static final String[] BY_TENANT = {"estate", "tenant"};

  private final Panels panels;
  private final Tables tables;
  private final Texts texts;

  HkstpPage(Texts texts, Plant plant) {
    this.texts = texts;
    this.panels = new Panels("hkstp", texts, plant, Source.FIGURES);
    this.tables = new Tables(panels);
  }

  GrafanaDashboard build() {
    Page page = new Page("hkstp", Audience.HKSTP, texts, "now-24h");
    choices(page);
    page.row("tiles")
        .panels(
            tile(Figure.ACTIVE_KWH),
            tile(Figure.EMISSIONS),
            tile(Figure.SCOPE1),
            tile(Figure.SCOPE2_LOCATION),
            tile(Figure.SCOPE2_MARKET),
            tile(Figure.COVERAGE).thresholds(Palette.RED, 0.9, Palette.YELLOW, 0.99, Palette.GREEN),
            tile(Figure.RENEWABLE_CLAIMED),
            tile(Figure.WATER),
            tile(Figure.BASE_LOAD_SHARE),
            tile(Figure.PEAK_DEMAND_KVA),
            tile(Figure.LATE),
            tile(Figure.DEAD_LETTERS));
    page.row("estates")
        .panels(
            tables.table(
                "estates",
                Rows.ESTATES,
                6,
                new String[] {"estate"},
                Order.greatestFirst(Figure.SCOPE2_LOCATION),
                Figure.AVAILABILITY,
                Figure.ACTIVE_KWH,
                Figure.PV_KWH,
                Figure.PEAK_DEMAND_KVA,
                Figure.BASE_LOAD_SHARE,
                Figure.SCOPE1,
                Figure.SCOPE2_LOCATION,
                Figure.SCOPE3,
                Figure.WATER,
                Figure.COVERAGE),
            panels.stackBy(Figure.ACTIVE_KWH, Rows.ESTATE_PERIODS, 12, "estate"),
            panels.stackBy(Figure.EMISSIONS, Rows.ESTATE_PERIODS, 12, "estate"),
            panels
                .linesBy(Figure.AVAILABILITY, Rows.ESTATE_PERIODS, 12, "estate")
                .defaults("max", 1),
            panels.linesBy(Figure.PEAK_DEMAND_KVA, Rows.ESTATES, 12, "estate"));
    page.row("tenants")
        .panels(
            tenants("use", Order.leastFirst(Figure.AVAILABILITY), OF_USE),
            tenants("emissions", Order.greatestFirst(Figure.SCOPE2_LOCATION), OF_EMISSIONS));
    page.row("commitments").panels(new Commitments(panels).ofAll());
    AlertPanels.ofTenants(panels).addTo(page);
    return page.build();
  }

  private static void choices(Page page) {
    String values = "SHOW TAG VALUES FROM \"quality_of_data\" WITH KEY = ";
    page.one("origin", values + "\"origin\"")
        .several("estate", values + "\"estate\" WHERE \"origin\" = '$origin'")
        .several(
            "tenant",
            values + "\"tenant\" WHERE \"origin\" = '$origin' AND \"estate\" =~ /^$estate$/")
        .grain();
  }

  private Panel tile(Figure figure) {
    return panels.tile(figure, Rows.ESTATES);
  }

  private Panel tenants(String key, Order order, Figure... figures) {
    return tables.linkedToConsole(
        tables.table(key, Rows.TENANTS, 11, BY_TENANT, order, figures), "tenant");
  }
}
