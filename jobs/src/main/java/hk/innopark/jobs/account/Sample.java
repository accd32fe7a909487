package hk.innopark.jobs.account;

import hk.innopark.events.DowntimeReason;
import hk.innopark.events.MachineState;
import hk.innopark.events.Reading;
import hk.innopark.events.Signal;
import hk.innopark.events.SignalValues;
import java.util.Arrays;

/** A reading as the account keeps it. */
final class Sample {
  /** No run of DOWN. */
  static final long NOT_DOWN = Long.MIN_VALUE;

  /** The bits of all signals that say something of the time between two of their readings. */
  static final int INTERVAL_SIGNALS =
      Arrays.stream(Signal.values())
          .filter(signal -> signal.isCounter() || signal == Signal.ACTIVE_POWER_KW)
          .mapToInt(Sample::bit)
          .reduce(0, (left, right) -> left | right);

  final long timestampMillis;
  final String boot;
  final long sequence;
  final MachineState state;
  final DowntimeReason reason;
  final String product;
  final SignalValues values;

  /** Signals (a bit each) whose value no plausible consumption explains. */
  int suspect;

  /** When the run of DOWN began that this sample continues, where a change into DOWN was seen. */
  long downSinceMillis = NOT_DOWN;

  /** Whether samples before this one were forgotten. */
  boolean afterHole;

  Sample(
      long timestampMillis,
      String boot,
      long sequence,
      MachineState state,
      DowntimeReason reason,
      String product,
      SignalValues values) {
    this.timestampMillis = timestampMillis;
    this.boot = boot;
    this.sequence = sequence;
    this.state = state;
    this.reason = reason;
    this.product = product;
    this.values = values;
  }

  static Sample of(Reading reading) {
    return new Sample(
        reading.timestampMillis(),
        reading.boot(),
        reading.sequence(),
        reading.state(),
        reading.reason(),
        reading.product(),
        reading.values());
  }

  Sample copy() {
    Sample copy = new Sample(timestampMillis, boot, sequence, state, reason, product, values);
    copy.suspect = suspect;
    copy.downSinceMillis = downSinceMillis;
    copy.afterHole = afterHole;
    return copy;
  }

  /** Whether it has a value of the signal that counts. */
  boolean carries(Signal signal) {
    return ((values.present() & ~suspect) & bit(signal)) != 0;
  }

  long value(Signal signal) {
    return values.get(signal);
  }

  /** Order in time; ties by boot and sequence, so that the order of arrival does not matter. */
  boolean isBefore(Sample other) {
    if (timestampMillis != other.timestampMillis) {
      return timestampMillis < other.timestampMillis;
    }
    int boots = boot.compareTo(other.boot);
    return boots < 0 || (boots == 0 && sequence < other.sequence);
  }

  /** Whether the state is unknown from here on, since the machine's edge node died. */
  boolean endsState() {
    return state == null && values.has(Signal.STATE);
  }

  /** Whether it says what the state is, or that it is unknown. */
  boolean speaksOfState() {
    return state != null || values.has(Signal.STATE);
  }

  static int bit(Signal signal) {
    return 1 << signal.ordinal();
  }
}
