package hk.innopark.dashboards;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes the dashboards' JSON as it is without a registry, for reading: the argument is a folder.
 */
public final class DashboardGenerator {
  private DashboardGenerator() {}

  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 1) {
      System.err.println("usage: DashboardGenerator FOLDER");
      System.exit(2);
      return;
    }
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    for (GrafanaDashboard dashboard : DashboardCatalogue.all(Plant.unknown())) {
      Files.writeString(folder.resolve(dashboard.uid() + ".json"), dashboard.json());
    }
  }
}
