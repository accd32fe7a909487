package hk.innopark.dashboards;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the dashboards' JSON files and the alert rules: the argument is the repository. */
public final class DashboardGenerator {
  private DashboardGenerator() {}

  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 1) {
      System.err.println("usage: DashboardGenerator REPOSITORY");
      System.exit(2);
      return;
    }
    Path repository = Path.of(arguments[0]);
    for (GrafanaDashboard dashboard : DashboardCatalogue.all()) {
      Path file = repository.resolve("dashboards/grafana/dashboards").resolve(dashboard.path());
      Files.createDirectories(file.getParent());
      Files.writeString(file, dashboard.json());
    }
    Path rules = repository.resolve(AlertRuleFile.PATH);
    Files.createDirectories(rules.getParent());
    Files.writeString(rules, AlertRuleFile.yaml());
  }
}
