package hk.innopark.dashboards;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the dashboards' JSON files: the argument is {@code dashboards/grafana/dashboards}. */
public final class DashboardGenerator {
  private DashboardGenerator() {}

  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 1) {
      System.err.println("usage: DashboardGenerator FOLDER");
      System.exit(2);
      return;
    }
    for (GrafanaDashboard dashboard : DashboardCatalogue.all()) {
      Path file = Path.of(arguments[0]).resolve(dashboard.path());
      Files.createDirectories(file.getParent());
      Files.writeString(file, dashboard.json());
    }
  }
}
