package hk.innopark.simulators.fault;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.DecodeResult;
import hk.innopark.events.MachineId;
import hk.innopark.events.RawMessage;
import hk.innopark.events.Reading;
import hk.innopark.events.RejectReason;
import hk.innopark.events.Signal;
import hk.innopark.simulators.plant.Fleet;
import hk.innopark.simulators.plant.Messages;
import hk.innopark.simulators.plant.Plants;
import hk.innopark.simulators.plant.SimulationRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Three honest hours of one tenant, and what faults make of them. */
final class FaultBench {
  static final Instant START = Instant.parse("2026-03-03T01:00:00Z");
  static final Instant NOON = START.plus(Duration.ofHours(1));
  static final MachineId OVEN = new MachineId("tai-po", "golden-noodle", "line-1", "oven-1");
  static final FaultScope OVEN_ONLY = FaultScope.machine(OVEN);
  static final FaultWindow HALF_HOUR = FaultWindow.once(NOON, Duration.ofMinutes(30));
  static final List<RawMessage> HONEST =
      Fleet.startingAt(
              START, Plants.sample().ofTenant("golden-noodle"), new SimulationRun(5, "test"))
          .advanceTo(START.plus(Duration.ofHours(3)));

  static List<RawMessage> through(FaultInjector injector) {
    return injector.pass(HONEST, Instant.MAX);
  }

  static FaultInjector injector(Fault... faults) {
    return new FaultInjector(List.of(faults));
  }

  static List<Reading> oven(List<RawMessage> messages) {
    return Messages.byMachine(messages).get(OVEN);
  }

  static boolean inWindow(long millis) {
    return millis >= NOON.toEpochMilli() && millis < NOON.toEpochMilli() + 30 * 60_000;
  }

  static void assertInOrderOfArrival(List<RawMessage> messages) {
    assertThat(messages.stream().map(RawMessage::receivedAtMillis).toList()).isSorted();
  }

  static long delta(List<Reading> readings, int index, Signal signal) {
    return readings.get(index).values().get(signal) - readings.get(index - 1).values().get(signal);
  }

  static List<RejectReason> refusals(Fault fault) {
    List<RejectReason> reasons = new ArrayList<>();
    for (RawMessage message : through(injector(fault))) {
      if (Messages.decode(message) instanceof DecodeResult.Rejected rejected) {
        reasons.add(rejected.reason());
      }
    }
    return reasons;
  }

  private FaultBench() {}
}
