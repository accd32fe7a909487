package hk.innopark.simulators.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hk.innopark.events.RawMessage;
import hk.innopark.simulators.fault.Backlog;
import hk.innopark.simulators.fault.FaultInjector;
import hk.innopark.simulators.fault.FaultScope;
import hk.innopark.simulators.fault.FaultWindow;
import hk.innopark.simulators.fault.Faults;
import hk.innopark.simulators.fault.MessageStage;
import hk.innopark.simulators.plant.Fleet;
import hk.innopark.simulators.plant.Messages;
import hk.innopark.simulators.plant.Plants;
import hk.innopark.simulators.plant.SimulationRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlantRunnerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Instant START = Instant.parse("2026-03-03T01:00:00Z");
  private static final SimulationRun RUN = new SimulationRun(5, "test");
  private static final Plants PLANTS = Plants.sample().ofTenant("golden-noodle");

  @TempDir Path folder;

  /** A clock that is set by hand. */
  private static final class HandClock extends Clock {
    private final AtomicReference<Instant> now;

    HandClock(Instant now) {
      this.now = new AtomicReference<>(now);
    }

    void set(Instant instant) {
      now.set(instant);
    }

    @Override
    public Instant instant() {
      return now.get();
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private static Fleet fleet() {
    return Fleet.startingAt(START, PLANTS, RUN);
  }

  private static List<String> expected(Instant until) {
    return Messages.lines(fleet().advanceTo(until));
  }

  private PlantRunner runner(
      Fleet fleet, MessageStage stage, MessageSink sink, Clock clock, RunnerProgress progress) {
    return new PlantRunner(fleet, stage, sink, clock, folder.resolve("plants.json"), progress);
  }

  private static CompletableFuture<Void> inBackground(PlantRunner runner) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            runner.run();
          } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
          }
        });
  }

  private static void awaitMessages(PlantRunner runner, long messages) {
    Awaitility.await().atMost(PATIENCE).until(() -> runner.sent() >= messages);
  }

  @Test
  void it_catches_up_with_history_and_then_keeps_time() throws Exception {
    Instant now = START.plus(Duration.ofMinutes(30));
    HandClock clock = new HandClock(now);
    RecordingSink sink = RecordingSink.willing();
    List<Double> fractions = new ArrayList<>();
    PlantRunner runner =
        runner(
            fleet(),
            MessageStage.NONE,
            sink,
            clock,
            (fraction, messages) -> fractions.add(fraction));
    CompletableFuture<Void> running = inBackground(runner);
    awaitMessages(runner, expected(now).size());
    Awaitility.await().atMost(PATIENCE).until(runner::isLive);
    assertThat(Messages.lines(sink.messages())).isEqualTo(expected(now));
    assertThat(fractions).isSorted().endsWith(1.0);

    Instant later = now.plus(Duration.ofMinutes(5)).plusMillis(3);
    clock.set(later);
    awaitMessages(runner, expected(later).size());
    runner.stop();
    running.join();
    assertThat(Messages.lines(sink.messages())).isEqualTo(expected(later));
    assertThat(runner.published()).isEqualTo(runner.sent());
    assertThat(runner.truth().completeUntil()).isEqualTo(later);
  }

  @Test
  void after_a_restart_it_goes_on_where_it_was_with_what_a_fault_held_back() throws Exception {
    Instant pause = START.plus(Duration.ofMinutes(50));
    Instant end = START.plus(Duration.ofHours(2));
    RecordingSink first = RecordingSink.willing();
    runOnce(fleet(), outage(), first, pause);

    PlantState state = PlantState.load(folder.resolve("plants.json"));
    assertThat(state.held()).isNotEmpty();
    FaultInjector stage = outage();
    stage.hold(state.heldMessages());
    RecordingSink second = RecordingSink.willing();
    runOnce(Fleet.restore(state.fleet(), PLANTS, RUN), stage, second, end);

    List<RawMessage> both = new ArrayList<>(first.messages());
    both.addAll(second.messages());
    List<RawMessage> undisturbed = outage().pass(fleet().advanceTo(end), end);
    assertThat(Messages.lines(both)).isEqualTo(Messages.lines(undisturbed));
  }

  private static FaultInjector outage() {
    return new FaultInjector(
        List.of(
            Faults.storeAndForward(
                FaultScope.everywhere(),
                FaultWindow.once(START.plus(Duration.ofMinutes(20)), Duration.ofHours(1)),
                Backlog.FIRST)));
  }

  private void runOnce(Fleet fleet, MessageStage stage, MessageSink sink, Instant now)
      throws Exception {
    PlantRunner runner = runner(fleet, stage, sink, new HandClock(now), RunnerProgress.SILENT);
    CompletableFuture<Void> running = inBackground(runner);
    Awaitility.await().atMost(PATIENCE).until(runner::isLive);
    Awaitility.await().atMost(PATIENCE).until(() -> !fleet.position().isBefore(now));
    runner.stop();
    running.join();
  }

  @Test
  void a_sink_that_blocks_does_not_keep_it_from_stopping_nor_loses_anything() throws Exception {
    RecordingSink sink = RecordingSink.blockingAfter(100);
    PlantRunner runner =
        runner(
            fleet(),
            MessageStage.NONE,
            sink,
            new HandClock(START.plus(Duration.ofHours(1))),
            RunnerProgress.SILENT);
    CompletableFuture<Void> running = inBackground(runner);
    awaitMessages(runner, 100);
    runner.stop();
    running.join();
    assertThat(sink.messages()).hasSize(100);
    // the beginning was kept: a restart sends these hundred again rather than none of the rest
    PlantState state = PlantState.load(folder.resolve("plants.json"));
    assertThat(Fleet.restore(state.fleet(), PLANTS, RUN).position()).isEqualTo(START);
  }

  @Test
  void a_refusal_ends_the_run_with_its_reason() {
    PlantRunner runner =
        runner(
            fleet(),
            MessageStage.NONE,
            RecordingSink.refusingAfter(3),
            new HandClock(START.plus(Duration.ofHours(1))),
            RunnerProgress.SILENT);
    assertThatThrownBy(runner::run).isInstanceOf(IOException.class).hasMessage("refused");
  }

  @Test
  void a_state_that_is_damaged_is_refused_with_its_name() throws Exception {
    Path file = Files.writeString(folder.resolve("plants.json"), "{\"fleet\": 3");
    assertThatThrownBy(() -> PlantState.load(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void whoIsKilledBeforeTheFirstSaveBeginsWhereItBegan() throws Exception {
    HandClock clock = new HandClock(START.plus(Duration.ofHours(2)));
    RecordingSink broken = RecordingSink.refusingAfter(0);
    PlantRunner killed = runner(fleet(), MessageStage.NONE, broken, clock, RunnerProgress.SILENT);

    assertThatThrownBy(killed::run).hasMessage("refused");

    PlantState state = PlantState.load(folder.resolve("plants.json"));
    assertThat(Fleet.restore(state.fleet(), PLANTS, RUN).position()).isEqualTo(START);
  }
}
