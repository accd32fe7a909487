package hk.innopark.simulators.plant;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** All simulated lines with their machines, as a plants file describes them. */
public record Plants(List<PlantLine> lines) {

  /** The plants of the sample registry. */
  public static Plants sample() {
    try (InputStream yaml = Plants.class.getResourceAsStream("/plants.yaml")) {
      return new PlantsReader("plants.yaml").read(yaml);
    } catch (IOException unreadable) {
      throw new IllegalStateException("plants.yaml cannot be read", unreadable);
    }
  }

  /**
   * Reads a plants file.
   *
   * @throws IllegalArgumentException where an entry is missing, unknown or contradictory, naming
   *     the file and the entry's path
   */
  public static Plants read(Path file) throws IOException {
    try (InputStream yaml = Files.newInputStream(file)) {
      return new PlantsReader(file.toString()).read(yaml);
    }
  }

  /** Every machine, in the file's order. */
  public List<PlantMachine> machines() {
    return lines.stream().flatMap(line -> line.machines().stream()).toList();
  }

  /** Only the lines of one tenant. */
  public Plants ofTenant(String tenant) {
    List<PlantLine> own = lines.stream().filter(line -> line.tenant().equals(tenant)).toList();
    if (own.isEmpty()) {
      throw new IllegalArgumentException("no simulated tenant \"" + tenant + "\"");
    }
    return new Plants(own);
  }
}
