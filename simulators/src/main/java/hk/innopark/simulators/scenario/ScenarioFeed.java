package hk.innopark.simulators.scenario;

import hk.innopark.events.FeedWriter;
import hk.innopark.events.RawMessage;
import hk.innopark.simulators.fault.FaultInjector;
import hk.innopark.simulators.fault.MessageStage;
import hk.innopark.simulators.feed.FeedProgress;
import hk.innopark.simulators.plant.Fleet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Writes a scenario's feed, with what truly happened and the registry of its plants beside it.
 * Memory does not grow with the scenario's length.
 */
public final class ScenarioFeed {
  /** Messages that are in memory at a time, about. */
  private static final int BATCH = 20_000;

  private static final Duration LONGEST_STRIDE = Duration.ofMinutes(5);
  private static final Duration SHORTEST_STRIDE = Duration.ofSeconds(10);

  private final Scenario scenario;

  /**
   * @param faults how many messages each fault touched
   */
  public record Result(long messages, Map<String, Long> faults, Path truth, Path registry) {}

  public ScenarioFeed(Scenario scenario) {
    this.scenario = scenario;
  }

  /** Where the truth stands: {@code feed.truth.ndjson} beside {@code feed.ndjson}. */
  public static Path truthOf(Path feed) {
    return beside(feed, ".truth.ndjson");
  }

  /** Where the registry stands: {@code feed.registry.yaml} beside {@code feed.ndjson}. */
  public static Path registryOf(Path feed) {
    return beside(feed, ".registry.yaml");
  }

  private static Path beside(Path feed, String ending) {
    String name = feed.getFileName().toString();
    String gzip = name.endsWith(".gz") && ending.endsWith("ndjson") ? ".gz" : "";
    String base = name.replaceFirst("(\\.ndjson)?(\\.gz)?$", "");
    return feed.resolveSibling(base + ending + gzip);
  }

  /**
   * Writes the feed, plain or gzip by its name's ending, and the two files beside it.
   *
   * @throws IOException where a file cannot be written; then there is no feed
   */
  public Result write(Path feed, FeedProgress progress) throws IOException {
    FeedWriter writer = FeedWriter.create(feed);
    try (TruthFile truth = TruthFile.create(truthOf(feed))) {
      FaultInjector injector = scenario.injector();
      injector.log().handOverTo(truth::fault);
      long messages = write(writer, truth, injector, progress);
      Files.writeString(registryOf(feed), scenario.registryYaml());
      writer.close();
      return new Result(messages, injector.log().counts(), truthOf(feed), registryOf(feed));
    } catch (UncheckedIOException full) {
      throw full.getCause();
    } finally {
      // nothing is left of a feed that was not closed above
      writer.discard();
    }
  }

  private long write(
      FeedWriter writer, TruthFile truth, FaultInjector injector, FeedProgress progress)
      throws IOException {
    Fleet fleet = scenario.fleet(truth);
    MessageStage stage = scenario.stage(injector);
    Duration stride = stride();
    long written = 0;
    while (fleet.position().isBefore(scenario.to())) {
      Instant next = fleet.position().plus(stride);
      Instant until = next.isBefore(scenario.to()) ? next : scenario.to();
      written += append(writer, stage.pass(fleet.advanceTo(until), until));
      progress.reached(
          (double) Duration.between(scenario.from(), until).toMillis()
              / scenario.lasts().toMillis(),
          written);
    }
    written += append(writer, stage.pass(List.of(), Instant.MAX));
    fleet.finish();
    return written;
  }

  private static long append(FeedWriter writer, List<RawMessage> messages) throws IOException {
    for (RawMessage message : messages) {
      writer.write(message);
    }
    return messages.size();
  }

  private Duration stride() {
    double perSecond =
        scenario.plants().machines().stream()
            .mapToDouble(machine -> 1000.0 / machine.samplePeriod().toMillis())
            .sum();
    Duration stride = Duration.ofSeconds((long) (BATCH / perSecond));
    if (stride.compareTo(SHORTEST_STRIDE) < 0) {
      return SHORTEST_STRIDE;
    }
    return stride.compareTo(LONGEST_STRIDE) > 0 ? LONGEST_STRIDE : stride;
  }
}
