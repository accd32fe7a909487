package hk.innopark.dashboards;

import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.model.Registry;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** The sample registry's plants, and every page of them in every language. */
final class SamplePlants {
  static final URI CONSOLE = URI.create("https://console.invalid");

  private SamplePlants() {}

  static List<Plant> tenants() {
    Registry registry = RegistryYaml.sample();
    return registry.tenants().stream()
        .map(tenant -> Plant.ofTenant(registry, tenant.id(), CONSOLE))
        .toList();
  }

  /** The tenant of which the tests have figures. */
  static Plant goldenNoodle() {
    return Plant.ofTenant(RegistryYaml.sample(), "golden-noodle", CONSOLE);
  }

  static Plant all() {
    return Plant.ofAll(RegistryYaml.sample(), CONSOLE);
  }

  /** As an organisation each gets them. */
  static List<GrafanaDashboard> dashboards() {
    List<GrafanaDashboard> dashboards = new ArrayList<>();
    for (Plant plant : tenants()) {
      dashboards.addAll(DashboardCatalogue.of(Audience.TENANT, plant));
    }
    dashboards.addAll(DashboardCatalogue.of(Audience.HKSTP, all()));
    dashboards.addAll(DashboardCatalogue.of(Audience.OPERATIONS, Plant.unknown()));
    return dashboards;
  }
}
