package hk.innopark.simulators.plant;

import hk.innopark.events.MachineState;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a machine draws: its state's power and, on warm days, its chiller's, from the sun first and
 * from the grid for the rest. It is constant within a minute and a state.
 */
final class MachinePower {
  private static final long MINUTE_MILLIS = 60_000L;
  private static final double RUNNING_SPREAD = 0.04;
  private static final long MICRO = 1_000_000L;

  private final long seed;
  private final PlantMachine machine;
  private final String key;
  private final Map<MachineState, Long> watts;
  private final Sun sun;
  private final long reactiveMicroShare;
  private final WorkCalendar calendar;
  private long coolingDay = Long.MIN_VALUE;
  private long coolingWatts;

  /** Average power during a stretch of time; watts and vars. */
  record Rates(long gridWatts, long pvWatts, long reactiveVars) {}

  MachinePower(long seed, PlantMachine machine, WorkCalendar calendar) {
    this.seed = seed;
    this.machine = machine;
    this.key = machine.id().key() + "#power";
    this.watts = new EnumMap<>(machine.watts());
    this.calendar = calendar;
    this.sun = new Sun(seed, machine.id().estate(), calendar.offset().getTotalSeconds() * 1000L);
    double tangent = StrictMath.tan(StrictMath.acos(machine.powerFactor()));
    this.reactiveMicroShare = Math.round(tangent * MICRO);
  }

  /** The rates from a moment until its minute ends or the state changes. */
  Rates ratesAt(long millis, MachineState state) {
    long minute = Math.floorDiv(millis, MINUTE_MILLIS);
    long consumed = watts.get(state);
    if (state == MachineState.RUNNING) {
      double swing = 2 * Draw.fraction(Draw.hash(seed, key, minute)) - 1;
      consumed += (long) (consumed * RUNNING_SPREAD * swing);
    }
    consumed += coolingWatts(millis);
    // what the machine cannot use is curtailed: nothing is exported
    long pv = Math.min(consumed, sun.watts(minute, machine.pvWatts()));
    return new Rates(consumed - pv, pv, consumed * reactiveMicroShare / MICRO);
  }

  /** The same through a local day. */
  private long coolingWatts(long millis) {
    if (machine.coolingWattsPerDegree() == 0) {
      return 0;
    }
    long day = calendar.epochDayOf(millis);
    if (day != coolingDay) {
      coolingDay = day;
      coolingWatts =
          machine.coolingWattsPerDegree() * Weather.coolingDeciC(LocalDate.ofEpochDay(day)) / 10;
    }
    return coolingWatts;
  }
}
