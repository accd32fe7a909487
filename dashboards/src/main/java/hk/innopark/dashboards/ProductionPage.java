package hk.innopark.dashboards;

import hk.innopark.dashboards.Tables.Order;
import java.util.List;

/** What the lines made, what kept them from making more, and how that compares with the plan. */
final class ProductionPage extends TenantPage {
  ProductionPage(Texts texts, Plant plant) {
    super("production", "now-12h", texts, plant);
  }

  @Override
  void fill(Page page) {
    page.row("tiles")
        .panels(
            oee(tile(Figure.OEE)),
            tile(Figure.AVAILABILITY),
            tile(Figure.EFFECTIVENESS),
            tile(Figure.QUALITY),
            tile(Figure.GOOD),
            tile(Figure.SCRAP_RATIO),
            tile(Figure.THROUGHPUT_PER_H),
            tile(Figure.FAILURES),
            tile(Figure.DELAY),
            tile(Figure.OUTSIDE_PLAN),
            tile(Figure.REWORK),
            panels.toPage(coverage(), "data-quality"));
    page.row("states").panels(shared.states(24, 9));
    page.row("effectiveness")
        .panels(
            panels.linesBy(Figure.OEE, Rows.MACHINES, 12, "line"),
            panels.lines(
                "parts",
                Rows.MACHINES,
                12,
                Figure.AVAILABILITY,
                Figure.EFFECTIVENESS,
                Figure.QUALITY),
            panels.linesBy(Figure.NEE, Rows.MACHINES, 12, "line"),
            panels
                .lines(
                    "use",
                    Rows.MACHINES,
                    12,
                    Figure.UTILIZATION,
                    Figure.TECHNICAL_EFFICIENCY,
                    Figure.SETUP_RATIO)
                .defaults("max", 1));
    page.row("throughput")
        .panels(
            againstPlan(),
            panels.linesBy(Figure.THROUGHPUT_PER_H, Rows.MACHINES, 12, "line"),
            panels.linesBy(Figure.SCRAP_RATIO, Rows.MACHINES, 12, "line").defaults("decimals", 2),
            panels.stackBy(Figure.REWORK, Rows.MACHINES, 12, "line"));
    page.row("losses")
        .panels(
            timeByState(),
            pareto(),
            panels.stackBy(Figure.FAILURES, Rows.MACHINES, 8, "line"),
            panels
                .linesBy(Figure.MTBF, Rows.MACHINES, 8, "line")
                .empty(texts.get("empty.failures")),
            panels.linesBy(Figure.MTTR, Rows.LINES, 8, "line").empty(texts.get("empty.failures")),
            panels
                .linesBy(Figure.UNNAMED_SHARE, Rows.MACHINES, 24, "line")
                .defaults("max", 1)
                .empty(texts.get("empty.stops")));
    page.row("orders")
        .panels(
            orders(),
            ofDays(panels.stackBy(Figure.ORDER_GOOD, Rows.LINE_DAYS, 12, "product")),
            ofDays(panels.linesBy(Figure.ORDER_KWH_PER_GOOD, Rows.LINE_DAYS, 12, "product")));
    page.row("tables").panels(shifts(), machines());
  }

  /** A row an order and local day, as it was written; progress against plan is the console's. */
  private Panel orders() {
    List<Figure> figures =
        List.of(Figure.ORDER_GOOD, Figure.ORDER_SCRAP, Figure.ORDER_OEE, Figure.ORDER_KWH_PER_GOOD);
    String columns =
        "\"good\" AS \"ORDER_GOOD\", \"scrap\" AS \"ORDER_SCRAP\", \"oee\" AS \"ORDER_OEE\","
            + " \"kwh_per_good\" AS \"ORDER_KWH_PER_GOOD\"";
    Panel panel =
        ofDays(
            tables.written(
                "orders",
                Rows.LINE_DAYS,
                "order",
                columns,
                List.of("line", "order", "product"),
                figures));
    return plant.tenant() == null
        ? panel
        : panels.toConsole(panel, "/tenants/" + plant.tenant() + "/orders");
  }

  /** Orders are written by day. */
  private Panel ofDays(Panel panel) {
    return panel.set("timeFrom", "31d").empty(texts.get("empty.orders"));
  }

  private Panel againstPlan() {
    return panels
        .stack("plan", Rows.MACHINES, 12, Figure.GOOD, Figure.SCRAP)
        .query("$col", Rows.MACHINES.perPeriod(Figure.PLAN_ITEMS, new String[0]))
        .named("PLAN_ITEMS", texts.get(Figure.PLAN_ITEMS.key()), Palette.GREY)
        .override("PLAN_ITEMS", "custom.drawStyle", "line")
        .override("PLAN_ITEMS", "custom.lineWidth", 2)
        .override("PLAN_ITEMS", "custom.fillOpacity", 0)
        .override("PLAN_ITEMS", "custom.lineInterpolation", "stepAfter")
        .override("PLAN_ITEMS", "custom.stacking", Json.of("mode", "none", "group", "B"));
  }

  /** The last week's, as they were written: a shift has no length that all have. */
  private Panel shifts() {
    List<Figure> figures =
        List.of(
            Figure.OEE,
            Figure.AVAILABILITY,
            Figure.EFFECTIVENESS,
            Figure.QUALITY,
            Figure.GOOD,
            Figure.SCRAP,
            Figure.DELAY,
            Figure.FAILURES);
    String columns =
        "\"oee\" AS \"OEE\", \"availability\" AS \"AVAILABILITY\", \"effectiveness\" AS"
            + " \"EFFECTIVENESS\", \"quality\" AS \"QUALITY\", \"good\" AS \"GOOD\", \"scrap\" AS"
            + " \"SCRAP\", \"delay_s\" AS \"DELAY\", \"failures\" AS \"FAILURES\"";
    return tables
        .written("shifts", Rows.LINE_SHIFTS, "throughput", columns, List.of("line"), figures)
        .set("timeFrom", "7d");
  }

  private Panel machines() {
    return tables
        .table(
            "machines",
            Rows.MACHINE_HALF_HOURS,
            10,
            new String[] {"line", "machine"},
            Order.leastFirst(Figure.OEE),
            Figure.OEE,
            Figure.AVAILABILITY,
            Figure.EFFECTIVENESS,
            Figure.QUALITY,
            Figure.SCRAP_RATIO,
            Figure.MTBF,
            Figure.GOOD,
            Figure.SCRAP,
            Figure.DELAY,
            Figure.FAILURES)
        .override(
            "OEE",
            "custom.cellOptions",
            Json.of("type", "gauge", "mode", "basic", "valueDisplayMode", "text"))
        .override("OEE", "min", 0)
        .override("OEE", "max", 1);
  }
}
