package hk.innopark.simulators.scenario;

import hk.innopark.simulators.fault.FaultInjector;
import hk.innopark.simulators.fault.MessageStage;
import hk.innopark.simulators.plant.Fleet;
import hk.innopark.simulators.plant.Plants;
import hk.innopark.simulators.plant.SimulationRun;
import hk.innopark.simulators.plant.TruthSink;
import hk.innopark.simulators.yaml.YamlFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/**
 * What happens at which plants, from when on and for how long.
 *
 * @param run the seed, the run's id, and whether payloads name orders
 * @param language in which devices speak
 * @param faultsFrom the faults of a scenario that starts at a moment
 */
public record Scenario(
    SimulationRun run,
    Instant from,
    Duration lasts,
    Plants plants,
    Language language,
    Function<Instant, FaultSet> faultsFrom) {

  /** In which language devices speak. */
  public enum Language {
    JSON,
    SPARKPLUG
  }

  /**
   * Reads a scenario file.
   *
   * @throws IllegalArgumentException where an entry is missing, unknown or contradictory, naming
   *     the file and the entry's path
   */
  public static Scenario read(Path file) throws IOException {
    try (InputStream yaml = Files.newInputStream(file)) {
      Path folder = file.toAbsolutePath().getParent();
      return new ScenarioReader(folder).read(YamlFile.read(file.toString(), yaml));
    }
  }

  /**
   * Reads a scenario from a text that names no other file.
   *
   * @param name what complaints name as the file
   */
  public static Scenario parse(String name, String yaml) throws IOException {
    InputStream bytes = new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8));
    return new ScenarioReader(null).read(YamlFile.read(name, bytes));
  }

  /** The same, beginning at another moment; faults move along. */
  public Scenario startingAt(Instant start) {
    return new Scenario(run, start, lasts, plants, language, faultsFrom);
  }

  /** The moment that ends the scenario; its samples are included. */
  public Instant to() {
    return from.plus(lasts);
  }

  /** The plants at work from the start, whose truth goes into a sink. */
  public Fleet fleet(TruthSink truth) {
    return Fleet.startingAt(from, plants, run, truth);
  }

  /** The faults that meet devices and their way to the broker. */
  public FaultInjector injector() {
    return faultsFrom.apply(from).injector();
  }

  /**
   * All that lies between the plants and the feed.
   *
   * @param injector of {@link #injector()}
   * @throws IllegalStateException where nobody on the class path knows the scenario's language
   */
  public MessageStage stage(FaultInjector injector) {
    return faultsFrom.apply(from).onTheWire(Encoder.into(language, injector));
  }

  /** Whether a fault can only be written into a feed, since it is none of the plants' making. */
  public boolean needsFeed() {
    return !faultsFrom.apply(from).wire().isEmpty();
  }

  /** The registry file that fits the plants, with sample tariffs and factors. */
  public String registryYaml() {
    return RegistryText.of(plants);
  }
}
