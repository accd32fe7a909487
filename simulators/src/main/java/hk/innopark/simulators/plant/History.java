package hk.innopark.simulators.plant;

import hk.innopark.events.MachineState;
import hk.innopark.events.Signal;
import java.time.Instant;

/**
 * What a machine's counters read when a simulation starts: a plausible past, as a function of the
 * start.
 */
record History(long hours, long seed, PlantMachine machine) {
  private static final long COMMISSIONED_MILLIS =
      Instant.parse("2025-01-01T00:00:00Z").toEpochMilli();
  private static final long HOUR_MILLIS = 3_600_000L;

  static History before(long startMillis, long seed, PlantMachine machine) {
    long hours = Math.max(0, (startMillis - COMMISSIONED_MILLIS) / HOUR_MILLIS);
    return new History(hours, seed, machine);
  }

  long good() {
    return items() - reject();
  }

  long reject() {
    return (long) (items() * machine.rejectShare());
  }

  /** Half of the time is spent working. */
  private long items() {
    return hours * HOUR_MILLIS / machine.idealCycle().toMillis() / 2 + any("#items") % 1000;
  }

  /** Whole units of a meter; flow in 10⁻³ of its unit an hour. */
  long units(Signal signal, long flow) {
    long milliPerHour =
        switch (signal) {
          case ACTIVE_ENERGY_KWH -> machine.watts().get(MachineState.RUNNING);
          case REACTIVE_ENERGY_KVARH -> machine.watts().get(MachineState.RUNNING) / 3;
          case PV_ENERGY_KWH -> machine.pvWatts() / 3;
          default -> flow;
        };
    return hours * milliPerHour / 2000 + any(signal.wireName()) % 1000;
  }

  private long any(String what) {
    return Draw.hash(seed, machine.id().key() + what, 0) >>> 1;
  }
}
