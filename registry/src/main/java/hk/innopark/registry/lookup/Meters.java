package hk.innopark.registry.lookup;

import hk.innopark.events.Signal;
import hk.innopark.registry.model.Machine;
import hk.innopark.registry.model.Meter;
import java.time.LocalDate;
import java.util.Optional;

/** Which meter stands behind a signal. */
public final class Meters {
  private Meters() {}

  /** The signal's newest meter whose first day is not after the local day. */
  public static Optional<Meter> applicable(Machine machine, Signal signal, LocalDate day) {
    Meter newest = null;
    for (Meter meter : machine.meters()) {
      if (meter.signal() == signal
          && (meter.validFrom() == null || !meter.validFrom().isAfter(day))
          && (newest == null || isAfter(meter.validFrom(), newest.validFrom()))) {
        newest = meter;
      }
    }
    return Optional.ofNullable(newest);
  }

  /** No first day means from the beginning of time. */
  private static boolean isAfter(LocalDate one, LocalDate other) {
    return one != null && (other == null || one.isAfter(other));
  }
}
