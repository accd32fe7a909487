package hk.innopark.simulators.plant;

import hk.innopark.events.MachineId;
import hk.innopark.simulators.yaml.YamlEntry;
import hk.innopark.simulators.yaml.YamlFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** All simulated lines with their machines, as a plants file describes them. */
public record Plants(List<PlantLine> lines) {

  /** The plants of the sample registry. */
  public static Plants sample() {
    try (InputStream yaml = Plants.class.getResourceAsStream("/plants.yaml")) {
      return read(YamlFile.read("plants.yaml", yaml));
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
      return read(YamlFile.read(file.toString(), yaml));
    }
  }

  /** Reads the content of a plants file that is part of another file. */
  public static Plants read(YamlEntry root) {
    return new PlantsReader().read(root);
  }

  /** The same lines, all planned by one calendar. */
  public Plants on(WorkCalendar calendar) {
    return new Plants(lines.stream().map(line -> line.on(calendar)).toList());
  }

  /** Only the lines that meet a condition. */
  public Plants only(Predicate<PlantLine> condition) {
    return new Plants(lines.stream().filter(condition).toList());
  }

  /**
   * So many machines: the lines over and over, copies told apart by a number behind the line's id
   * ({@code line-1-2}), or fewer of them. The last line may be cut short.
   */
  public Plants scaledTo(int machines) {
    if (machines < 1 || lines.isEmpty()) {
      throw new IllegalArgumentException("no plants of " + machines + " machines can be made");
    }
    List<PlantLine> scaled = new ArrayList<>();
    int left = machines;
    for (int copy = 1; left > 0; copy++) {
      for (PlantLine line : lines) {
        int taken = Math.min(left, line.machines().size());
        if (taken > 0) {
          scaled.add(line.copy(copy == 1 ? line.id() : line.id() + '-' + copy, taken));
          left -= taken;
        }
      }
    }
    return new Plants(scaled);
  }

  /** Every machine, in the file's order. */
  public List<PlantMachine> machines() {
    return lines.stream().flatMap(line -> line.machines().stream()).toList();
  }

  /**
   * The shift of a machine's line in which a moment lies, breaks included.
   *
   * @return its start and its end, epoch milliseconds
   */
  public Optional<long[]> shiftAt(MachineId machine, long millis) {
    for (PlantLine line : lines) {
      if (line.isOf(machine)) {
        return line.calendar().shiftAt(millis);
      }
    }
    return Optional.empty();
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
