package hk.innopark.dashboards;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** All dashboards, each in every language. */
public final class DashboardCatalogue {
  private DashboardCatalogue() {}

  /** An audience's, in the order in which a reader meets them: the first is the home page. */
  public static List<GrafanaDashboard> of(Audience audience, Plant plant) {
    List<GrafanaDashboard> pages = new ArrayList<>();
    for (Language language : Language.values()) {
      pages.addAll(of(audience, plant, Texts.of(language)));
    }
    return pages;
  }

  static List<GrafanaDashboard> of(Audience audience, Plant plant, Texts texts) {
    return switch (audience) {
      case TENANT ->
          List.of(
              new OverviewPage(texts, plant).build(),
              new ProductionPage(texts, plant).build(),
              new EnergyPage(texts, plant).build(),
              new SustainabilityPage(texts, plant).build(),
              new DataQualityPage(texts, plant).build());
      case HKSTP -> List.of(new HkstpPage(texts, plant).build());
      case OPERATIONS -> List.of(new PipelinePage(texts, plant).build());
    };
  }

  /** Of every audience, of one plant. */
  public static List<GrafanaDashboard> all(Plant plant) {
    return Arrays.stream(Audience.values())
        .flatMap(audience -> of(audience, plant).stream())
        .toList();
  }
}
