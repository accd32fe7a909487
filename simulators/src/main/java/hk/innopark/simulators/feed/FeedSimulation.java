package hk.innopark.simulators.feed;

import hk.innopark.events.FeedWriter;
import hk.innopark.events.RawMessage;
import hk.innopark.simulators.fault.MessageStage;
import hk.innopark.simulators.plant.Fleet;
import hk.innopark.simulators.plant.GroundTruth;
import hk.innopark.simulators.plant.Plants;
import hk.innopark.simulators.plant.SimulationRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Lets plants work for a time and writes what they send into a feed. */
public final class FeedSimulation {
  private static final Duration STRIDE = Duration.ofMinutes(5);

  private FeedSimulation() {}

  /**
   * What was written.
   *
   * @param truth what truly happened at the plants
   */
  public record Result(long messages, GroundTruth truth) {}

  /**
   * Writes the feed, plain or gzip by its name's ending. The moment {@code to} is included: its
   * samples close the last hour. What a fault holds back beyond it is written as well.
   *
   * @throws IOException where the file cannot be written; then there is none
   */
  public static Result write(
      Path file,
      Plants plants,
      SimulationRun run,
      Instant from,
      Instant to,
      MessageStage faults,
      FeedProgress progress)
      throws IOException {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("from " + from + " is not before to " + to);
    }
    Fleet fleet = Fleet.startingAt(from, plants, run);
    long written = 0;
    FeedWriter feed = FeedWriter.create(file);
    try {
      while (fleet.position().isBefore(to)) {
        Instant stride = fleet.position().plus(STRIDE);
        Instant until = stride.isBefore(to) ? stride : to;
        for (RawMessage message : faults.pass(fleet.advanceTo(until), until)) {
          feed.write(message);
          written++;
        }
        progress.reached(
            (double) Duration.between(from, until).toMillis()
                / Duration.between(from, to).toMillis(),
            written);
      }
      for (RawMessage message : faults.pass(List.of(), Instant.MAX)) {
        feed.write(message);
        written++;
      }
    } catch (IOException | RuntimeException failure) {
      feed.discard();
      throw failure;
    }
    feed.close();
    progress.reached(1, written);
    return new Result(written, fleet.truth());
  }
}
