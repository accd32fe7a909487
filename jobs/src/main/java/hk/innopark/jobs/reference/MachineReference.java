package hk.innopark.jobs.reference;

import hk.innopark.events.Signal;
import hk.innopark.registry.model.Machine.PowerReporting;

/** What an account must know of its machine. */
public interface MachineReference {
  long samplePeriodMillis();

  /** How long a state holds without a newer one. */
  long staleAfterMillis();

  /** The greatest power in 10⁻⁹ kW; 0 where it is not known. */
  long ratedNanoKw();

  /** The planned run time per item (PRI) of a product, nanoseconds; 0 where it is not known. */
  long idealNanos(String product);

  /** The longest stop that is no failure, milliseconds. */
  long microStopMillis();

  /** The register behind a counter at a time, epoch milliseconds. */
  MeterReference meter(Signal signal, long atMillis);

  /** Whether the registry knows a meter behind a counter at a time. */
  default boolean hasMeter(Signal signal, long atMillis) {
    return false;
  }

  /** Whether a counter may have started again by design between two readings. */
  default boolean resetsBetween(Signal signal, long fromMillis, long toMillis) {
    return false;
  }

  /** What is known of power between two of its readings. */
  default PowerReporting powerReporting() {
    return PowerReporting.PERIODIC;
  }

  /** Whether the line is planned to work in this minute. */
  boolean isPlanned(long minuteMillis);

  /** What a unit of the counter's carrier costs and emits in this minute. */
  MinuteRates rates(Signal signal, long minuteMillis);
}
