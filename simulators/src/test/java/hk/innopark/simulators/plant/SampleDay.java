package hk.innopark.simulators.plant;

import hk.innopark.events.MachineId;
import hk.innopark.events.RawMessage;
import hk.innopark.events.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * A Tuesday in Hong Kong, and some hours around it, at all sample plants; made once for a class.
 */
record SampleDay(
    Plants plants,
    List<RawMessage> messages,
    Map<MachineId, List<Reading>> readings,
    GroundTruth truth,
    Map<MachineId, PlantMachine> machines) {
  static final Instant START = Instant.parse("2026-03-02T16:00:00Z");
  static final Duration LENGTH = Duration.ofHours(30);
  static final SimulationRun RUN = new SimulationRun(7, "test");

  static SampleDay make() {
    Plants plants = Plants.sample();
    Fleet fleet = Fleet.startingAt(START, plants, RUN);
    List<RawMessage> messages = fleet.advanceTo(START.plus(LENGTH));
    Map<MachineId, PlantMachine> machines =
        plants.machines().stream().collect(Collectors.toMap(PlantMachine::id, one -> one));
    return new SampleDay(plants, messages, Messages.byMachine(messages), fleet.truth(), machines);
  }

  PlantMachine machine(MachineId id) {
    return machines.get(id);
  }

  PlantLine line(MachineId id) {
    return plants.lines().stream()
        .filter(one -> one.machines().stream().anyMatch(machine -> machine.id().equals(id)))
        .findFirst()
        .orElseThrow();
  }

  /** Each reading of a machine with the one before it. */
  void forEachStep(BiConsumer<Reading, Reading> check) {
    readings
        .values()
        .forEach(
            ofMachine -> {
              for (int i = 1; i < ofMachine.size(); i++) {
                check.accept(ofMachine.get(i - 1), ofMachine.get(i));
              }
            });
  }

  /** An assertion that costs nothing while it holds: there are a million of them. */
  static void require(boolean holds, Reading before, Reading after) {
    if (!holds) {
      throw new AssertionError("between " + before + " and " + after);
    }
  }
}
