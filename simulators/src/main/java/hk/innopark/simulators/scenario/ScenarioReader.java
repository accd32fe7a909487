package hk.innopark.simulators.scenario;

import hk.innopark.simulators.plant.CalendarReader;
import hk.innopark.simulators.plant.PlantLine;
import hk.innopark.simulators.plant.Plants;
import hk.innopark.simulators.plant.SimulationRun;
import hk.innopark.simulators.yaml.YamlEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Reads a scenario and refuses what is missing, unknown or contradictory. */
final class ScenarioReader {
  private static final String REAL = "real";

  private final Path folder;

  /**
   * @param folder from which plants files are named; null where none may be named
   */
  ScenarioReader(Path folder) {
    this.folder = folder;
  }

  Scenario read(YamlEntry root) throws IOException {
    String id = root.id("scenario");
    long seed = root.has("seed") ? root.whole("seed") : 1;
    SimulationRun.Orders orders =
        root.has("orders") && flag(root, "orders")
            ? SimulationRun.Orders.NAMED
            : SimulationRun.Orders.UNNAMED;
    String run = root.has("origin") ? origin(root) : id;
    Instant from = root.instant("from");
    Duration lasts = root.positiveDuration("lasts");
    Plants plants = plants(root);
    Scenario.Language language = root.has("language") ? language(root) : Scenario.Language.JSON;
    Function<Instant, FaultSet> faults = start -> FaultSet.NONE;
    if (root.has("faults")) {
      List<YamlEntry> entries = root.entries("faults");
      FaultReader.check(entries, from, lasts, language, plants);
      faults = start -> FaultReader.read(entries, seed, start, lasts, language, plants);
    }
    root.end();
    return new Scenario(
        new SimulationRun(seed, run, orders), from, lasts, plants, language, faults);
  }

  private static boolean flag(YamlEntry root, String key) {
    String text = root.scalar(key);
    if (!Set.of("true", "false").contains(text)) {
      throw root.refuse(key, "true or false is expected");
    }
    return Boolean.parseBoolean(text);
  }

  /** Null for plants that pass as real ones. */
  private static String origin(YamlEntry root) {
    if (!root.text("origin").equals(REAL)) {
      throw root.refuse("origin", "only real can be said; without it the origin is sim:SCENARIO");
    }
    return null;
  }

  private static Scenario.Language language(YamlEntry root) {
    return switch (root.text("language")) {
      case "json" -> Scenario.Language.JSON;
      case "sparkplug" -> Scenario.Language.SPARKPLUG;
      default -> throw root.refuse("language", "json or sparkplug is expected");
    };
  }

  private Plants plants(YamlEntry root) throws IOException {
    Plants plants = source(root);
    if (root.has("lines")) {
      List<String> wanted = root.oneOrMore("lines");
      plants = plants.only(line -> wanted.stream().anyMatch(one -> isNamed(line, one)));
      if (plants.lines().isEmpty()) {
        throw root.refuse("lines", "no line of the plants is named so");
      }
    }
    if (root.has("calendar")) {
      plants = plants.on(CalendarReader.read(root.entry("calendar")));
    }
    if (root.has("machines")) {
      long machines = root.whole("machines");
      if (machines < 1 || machines > 1_000_000) {
        throw root.refuse("machines", "a number from 1 to 1000000 is expected");
      }
      plants = plants.scaledTo((int) machines);
    }
    return plants;
  }

  private Plants source(YamlEntry root) throws IOException {
    if (!root.has("plants")) {
      return Plants.sample();
    }
    if (root.isMapping("plants")) {
      return Plants.read(root.entry("plants"));
    }
    String file = root.text("plants");
    if (folder == null) {
      throw root.refuse("plants", "a file cannot be named here; write the plants out");
    }
    return Plants.read(folder.resolve(file));
  }

  /** A tenant ({@code golden-noodle}), or a line of one ({@code golden-noodle/line-1}). */
  private static boolean isNamed(PlantLine line, String name) {
    return name.equals(line.tenant()) || name.equals(line.tenant() + '/' + line.id());
  }
}
