package hk.innopark.dashboards;

import java.util.List;

/**
 * A tenant's first page: do my lines run, what stopped them, what does it cost, do I keep my word.
 */
final class OverviewPage extends TenantPage {
  private static final String LAST_MINUTES = "time >= ${__to}ms - 10m AND time <= ${__to}ms";

  OverviewPage(Texts texts, Plant plant) {
    super("overview", "now-24h", texts, plant);
  }

  @Override
  void fill(Page page) {
    page.row("now")
        .panels(
            console(lines()),
            panels.toPage(oee(tile(Figure.OEE)), "production"),
            panels.toPage(tile(Figure.GOOD), "production"),
            panels.toPage(tile(Figure.ACTIVE_KWH), "energy"),
            panels.toPage(tile(Figure.COST_ENERGY_HKD), "energy"),
            panels.toPage(panels.monthTile(Figure.COST_DEMAND_HKD, "cost_demand_hkd"), "energy"),
            panels.toPage(tile(Figure.EMISSIONS), "sustainability"));
    page.row("stops")
        .panels(panels.toPage(pareto(), "production"), panels.toPage(timeByState(), "production"));
    page.row("commitments").panels(new Commitments(panels).ofTenant());
    AlertPanels.ofLines(panels).addTo(page);
    page.row("states").panels(shared.states(24, 9));
  }

  private Panel lines() {
    String query =
        "SELECT mode(\"state\") AS \"state\" FROM "
            + State.minutes(LAST_MINUTES)
            + " WHERE "
            + LAST_MINUTES
            + " GROUP BY \"line\"";
    Panel panel =
        panels
            .panel(Look.TILE, "lines", 24, 4)
            .defaults("mappings", List.of(State.mapping(texts)))
            .set("options.colorMode", "background_solid")
            .set("options.textMode", "value_and_name")
            .empty(texts.get("empty.lines"))
            .query("$tag_line", query);
    return panels.alias(panel, "line");
  }

  private Panel console(Panel panel) {
    return plant.tenant() == null ? panel : panels.toConsole(panel, "/tenants/" + plant.tenant());
  }
}
