package hk.innopark.simulators.plant;

import hk.innopark.events.MachineId;
import hk.innopark.events.RawMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/**
 * All simulated machines, whose messages it gives in order of time. The same plants, run and start
 * give the same messages, however far it is advanced at a time. Not thread-safe, but for {@link
 * #truth()}.
 */
public final class Fleet {
  private static final Duration STRIDE = Duration.ofMinutes(5);

  private final SimulationRun run;
  private final GroundTruth truth;
  private final List<PlantModel> models;
  private final PriorityQueue<PlantModel> due;
  private long positionMillis;

  private Fleet(
      SimulationRun run, GroundTruth truth, List<PlantModel> models, long positionMillis) {
    this.run = run;
    this.truth = truth;
    this.models = models;
    this.positionMillis = positionMillis;
    this.due =
        new PriorityQueue<>(
            Math.max(1, models.size()),
            Comparator.comparingLong(PlantModel::nextMillis).thenComparing(PlantModel::id));
    due.addAll(models);
  }

  /** Plants that have been working for a while when the simulation starts. */
  public static Fleet startingAt(Instant start, Plants plants, SimulationRun run) {
    return startingAt(start, plants, run, new GroundTruth(start.toEpochMilli()));
  }

  /** The same, whose minutes of truth are kept for a time. */
  public static Fleet startingAt(
      Instant start, Plants plants, SimulationRun run, Duration minutesKept) {
    return startingAt(start, plants, run, new GroundTruth(start.toEpochMilli(), minutesKept));
  }

  /**
   * The same, whose truth goes into a sink as it becomes complete: memory does not grow with time.
   * {@link #finish} hands over the rest.
   */
  public static Fleet startingAt(Instant start, Plants plants, SimulationRun run, TruthSink truth) {
    return startingAt(start, plants, run, new GroundTruth(start.toEpochMilli(), truth));
  }

  private static Fleet startingAt(
      Instant start, Plants plants, SimulationRun run, GroundTruth truth) {
    List<PlantModel> models = new ArrayList<>();
    for (PlantLine line : plants.lines()) {
      for (int i = 0; i < line.machines().size(); i++) {
        models.add(PlantModel.startingAt(start, run, line, i, truth));
      }
    }
    return new Fleet(run, truth, models, start.toEpochMilli());
  }

  /**
   * Plants that go on where the snapshot was taken; a machine that it does not know starts there.
   *
   * @throws IllegalArgumentException where the snapshot is of another run
   */
  public static Fleet restore(FleetSnapshot snapshot, Plants plants, SimulationRun run) {
    if (snapshot.seed() != run.seed() || !snapshot.run().equals(run.id())) {
      throw new IllegalArgumentException(
          "the snapshot is of run %s with seed %d, not of run %s with seed %d"
              .formatted(snapshot.run(), snapshot.seed(), run.id(), run.seed()));
    }
    GroundTruth truth = new GroundTruth(snapshot.startMillis());
    Map<String, MachineId> ids = new HashMap<>();
    List<PlantModel> models = new ArrayList<>();
    for (PlantLine line : plants.lines()) {
      for (int i = 0; i < line.machines().size(); i++) {
        MachineId id = line.machines().get(i).id();
        ids.put(id.key(), id);
        MachineSnapshot machine = snapshot.machines().get(id.key());
        models.add(
            machine == null
                ? PlantModel.startingAt(
                    Instant.ofEpochMilli(snapshot.positionMillis() + 1), run, line, i, truth)
                : PlantModel.restore(machine, run, line, i, truth));
      }
    }
    List<TruthRow> hours = new ArrayList<>();
    for (FleetSnapshot.Hour hour : snapshot.truth()) {
      MachineId id = ids.get(hour.machine());
      if (id != null) {
        hours.add(TruthRow.kept(id, hour.start(), hour.elements(), hour.delays()));
      }
    }
    truth.restore(hours, snapshot.positionMillis());
    return new Fleet(run, truth, models, snapshot.positionMillis());
  }

  /** Where the plants stand, as it was after the last advance. */
  public FleetSnapshot snapshot() {
    Map<String, MachineSnapshot> machines = new LinkedHashMap<>();
    models.forEach(model -> machines.put(model.id().key(), model.snapshot()));
    List<FleetSnapshot.Hour> hours =
        truth.allHours().stream()
            .map(
                row ->
                    new FleetSnapshot.Hour(
                        row.machine().key(), row.startMillis(), row.elements(), row.delays()))
            .toList();
    return new FleetSnapshot(
        run.seed(), run.id(), truth.start().toEpochMilli(), positionMillis, machines, hours);
  }

  /** Hands over what is left of the truth; the fleet is not advanced any more. */
  public void finish() {
    truth.finish();
  }

  /** Until when the plants have worked and sent. */
  public Instant position() {
    return Instant.ofEpochMilli(positionMillis);
  }

  /** When the next message is due. */
  public Instant nextDue() {
    return due.isEmpty() ? Instant.MAX : Instant.ofEpochMilli(due.peek().nextMillis());
  }

  /** What truly happened so far. */
  public GroundTruth truth() {
    return truth;
  }

  /**
   * Lets the plants work until the moment, and gives the messages that were due since, those of the
   * moment itself included.
   */
  public List<RawMessage> advanceTo(Instant to) {
    long toMillis = to.toEpochMilli();
    List<RawMessage> messages = new ArrayList<>();
    while (!due.isEmpty() && due.peek().nextMillis() <= toMillis) {
      PlantModel model = due.poll();
      messages.add(model.next());
      due.add(model);
    }
    if (toMillis > positionMillis) {
      models.forEach(model -> model.workUntil(toMillis));
      truth.advance(toMillis);
      positionMillis = toMillis;
    }
    return messages;
  }

  /**
   * The messages until the moment, made as they are asked for; those of the moment itself are
   * included, since they close the last hour.
   */
  public Iterator<RawMessage> messagesTo(Instant to) {
    return new Iterator<>() {
      private final Deque<RawMessage> ready = new ArrayDeque<>();

      @Override
      public boolean hasNext() {
        while (ready.isEmpty() && position().isBefore(to)) {
          Instant stride = position().plus(STRIDE);
          ready.addAll(advanceTo(stride.isBefore(to) ? stride : to));
        }
        return !ready.isEmpty();
      }

      @Override
      public RawMessage next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return ready.removeFirst();
      }
    };
  }
}
