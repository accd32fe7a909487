package hk.innopark.embedded.stack;

import hk.innopark.simulators.fault.FaultInjector;
import hk.innopark.simulators.fault.FaultPlan;
import hk.innopark.simulators.plant.Fleet;
import hk.innopark.simulators.plant.GroundTruth;
import hk.innopark.simulators.plant.Plants;
import hk.innopark.simulators.plant.SimulationRun;
import hk.innopark.simulators.publish.PlantRunner;
import hk.innopark.simulators.publish.PlantState;
import hk.innopark.simulators.publish.RunnerProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The simulated estates at work; where they stand is kept, so that they go on at the next start.
 */
final class SimulatedPlants implements AutoCloseable {
  /** Of payloads {@code sim:up}. */
  static final SimulationRun RUN = new SimulationRun(20_250_101L, "up", SimulationRun.Orders.NAMED);

  private static final Logger LOG = LoggerFactory.getLogger(SimulatedPlants.class);

  private final HistoryThenLiveSink sink;
  private final PlantRunner runner;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  private SimulatedPlants(HistoryThenLiveSink sink, PlantRunner runner) {
    this.sink = sink;
    this.runner = runner;
  }

  /**
   * Lets the plants work: from where they stood, or from so long ago.
   *
   * @param stateFile where it is kept how far they are
   * @param history how much of it there is at the first start
   */
  static SimulatedPlants start(
      Path stateFile,
      Duration history,
      HistoryThenLiveSink sink,
      Clock clock,
      RunnerProgress progress)
      throws IOException {
    FaultInjector faults = FaultPlan.demo(RUN.seed());
    Fleet fleet;
    if (Files.exists(stateFile)) {
      PlantState state = PlantState.load(stateFile);
      fleet = Fleet.restore(state.fleet(), Plants.sample(), RUN);
      faults.hold(state.heldMessages());
    } else {
      fleet = Fleet.startingAt(beginning(clock.instant(), history), Plants.sample(), RUN);
    }
    PlantRunner runner =
        new PlantRunner(
            fleet,
            faults,
            sink,
            clock,
            stateFile,
            (fraction, messages) -> {
              if (fraction >= 1) {
                sink.goLive();
              }
              progress.historySent(fraction, messages);
            });
    SimulatedPlants plants = new SimulatedPlants(sink, runner);
    Thread thread = new Thread(plants::run, "plants");
    thread.setDaemon(true);
    thread.start();
    return plants;
  }

  /** A full hour, so that the first hour can be held against the truth as well. */
  private static Instant beginning(Instant now, Duration history) {
    return now.minus(history).truncatedTo(ChronoUnit.HOURS);
  }

  private void run() {
    try {
      runner.run();
    } catch (IOException | RuntimeException failed) {
      LOG.error("the simulated plants have stopped", failed);
      failure.set(failed);
    }
  }

  /** Why they stopped by themselves; empty while they work. */
  Optional<Exception> failure() {
    return Optional.ofNullable(failure.get());
  }

  /** How many messages were acknowledged, by the broker or, of the history, by Kafka. */
  long published() {
    return sink.acknowledged();
  }

  /** How many of them are history, which did not pass the gateway. */
  long publishedAsHistory() {
    return sink.historyAcknowledged();
  }

  /** Whether they have caught up with now. */
  boolean historyIsComplete() {
    return runner.isLive();
  }

  GroundTruth truth() {
    return runner.truth();
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try {
      runner.stop();
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    } finally {
      sink.close();
    }
  }
}
