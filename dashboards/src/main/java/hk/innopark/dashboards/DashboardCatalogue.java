package hk.innopark.dashboards;

import java.util.List;

/** All dashboards. */
public final class DashboardCatalogue {
  private DashboardCatalogue() {}

  /** In the order in which a reader meets them. */
  public static List<GrafanaDashboard> all() {
    return List.of(
        new ProductionPage().build(),
        new EnergyPage().build(),
        new SustainabilityPage().build(),
        new DataQualityPage().build(),
        new HkstpPage().build(),
        new PipelinePage().build());
  }
}
