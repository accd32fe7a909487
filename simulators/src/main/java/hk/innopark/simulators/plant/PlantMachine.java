package hk.innopark.simulators.plant;

import hk.innopark.events.MachineId;
import hk.innopark.events.MachineState;
import hk.innopark.events.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A simulated machine.
 *
 * @param slowdown mean of actual over ideal cycle, above 1
 * @param rejectShare of the items that are made
 * @param watts consumption by state; RUNNING varies by a few per cent from minute to minute
 * @param coolingWattsPerDegree what its chiller takes in every state for each degree by which the
 *     day is warmer than {@link Weather#BASE_C}; 0 for none
 * @param powerFactor of the consumption, in every state
 * @param mtbf mean time between breakdowns
 * @param mttr mean time to repair
 * @param flows what is used while running, in 10⁻³ of the signal's unit an hour
 * @param pvWatts peak of the photovoltaics behind the machine's meter; 0 for none
 * @param moduli at which reading each register starts again at zero, in the signal's unit
 */
public record PlantMachine(
    MachineId id,
    Duration samplePeriod,
    Duration staleAfter,
    Duration idealCycle,
    double slowdown,
    double rejectShare,
    Map<MachineState, Long> watts,
    long coolingWattsPerDegree,
    double powerFactor,
    Duration mtbf,
    Duration mttr,
    Map<Signal, Long> flows,
    long pvWatts,
    List<Gauge> gauges,
    Map<Signal, Long> moduli) {

  /** The same machine in another place. */
  PlantMachine as(MachineId other) {
    return new PlantMachine(
        other,
        samplePeriod,
        staleAfter,
        idealCycle,
        slowdown,
        rejectShare,
        watts,
        coolingWattsPerDegree,
        powerFactor,
        mtbf,
        mttr,
        flows,
        pvWatts,
        gauges,
        moduli);
  }

  /**
   * A momentary value that drifts towards a target of the state, with noise.
   *
   * @param running target while RUNNING, in 10⁻³ of the unit, like the rest
   * @param stopped target in every state but RUNNING and OFF
   * @param off target while OFF
   * @param noise greatest deviation
   * @param lag time constant of the drift
   */
  public record Gauge(
      Signal signal, long running, long stopped, long off, long noise, Duration lag) {
    long target(MachineState state) {
      return switch (state) {
        case RUNNING -> running;
        case OFF -> off;
        default -> stopped;
      };
    }
  }
}
