package hk.innopark.jobs.account;

import hk.innopark.events.Reading;
import hk.innopark.jobs.reference.MachineHistory;

/**
 * Tells a wrong clock from a late message. A stamp ahead of its arrival is wrong. A stamp behind it
 * may only be late; but where messages come at the pace at which they were stamped, and all the
 * same minutes late, the clock is behind, for a backlog comes in a burst.
 */
final class ClockCheck {
  private static final long AHEAD_MILLIS = 10_000;
  private static final long BEHIND_MILLIS = 60_000;
  private static final long JITTER_MILLIS = 2_000;

  private final AccountState state;
  private final MachineHistory machine;

  ClockCheck(AccountState state, MachineHistory machine) {
    this.state = state;
    this.machine = machine;
  }

  /** Judges a message by itself and by the one that arrived before it. */
  boolean isOff(Reading reading) {
    long received = reading.receivedAtMillis();
    long delay = received - reading.timestampMillis();
    boolean sameDelay = Math.abs(delay - state.lastDelayMillis) <= JITTER_MILLIS;
    long period = machine.at(reading.timestampMillis()).samplePeriodMillis();
    boolean ownPace = received - state.lastReceivedMillis >= period / 2;
    state.lastDelayMillis = delay;
    state.lastReceivedMillis = received;
    return delay < -AHEAD_MILLIS || (delay > BEHIND_MILLIS && sameDelay && ownPace);
  }
}
