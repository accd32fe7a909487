package hk.innopark.jobs.account;

import hk.innopark.events.DowntimeReason;
import hk.innopark.events.MachineState;
import hk.innopark.events.Reading;
import hk.innopark.events.Signal;
import hk.innopark.events.SignalValues;
import java.util.Arrays;

/** A reading as the account keeps it, with what was judged of its counters. */
final class Sample {
  /** No run of DOWN. */
  static final long NOT_DOWN = Long.MIN_VALUE;

  /** In {@link #broken}: samples between the one before this and this one were forgotten. */
  static final int HOLE = 1 << 31;

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
  final String order;
  final SignalValues values;

  /** Counters (a bit each) whose value cannot be right: it is passed over. */
  int suspect;

  /** What was judged of each counter, by the signal's ordinal; null where all are {@link Step}s. */
  private byte[] verdicts;

  /** When the run of DOWN began that this sample continues, where a change into DOWN was seen. */
  long downSinceMillis = NOT_DOWN;

  /**
   * What is missing between the sample before this one and this one: {@link #HOLE} where there were
   * samples, a signal's bit where one of them carried it.
   */
  int broken;

  /** The states in the hole before this sample, where a counter is followed across it; or null. */
  StateRuns runs;

  Sample(
      long timestampMillis,
      String boot,
      long sequence,
      MachineState state,
      DowntimeReason reason,
      String product,
      String order,
      SignalValues values) {
    this.timestampMillis = timestampMillis;
    this.boot = boot;
    this.sequence = sequence;
    this.state = state;
    this.reason = reason;
    this.product = product;
    this.order = order;
    this.values = values;
  }

  /**
   * A reading as a sample.
   *
   * @param boot the device's boot, told apart where its numbers began again within it
   */
  static Sample of(Reading reading, String boot) {
    return new Sample(
        reading.timestampMillis(),
        boot,
        reading.sequence(),
        reading.state(),
        reading.reason(),
        reading.product(),
        reading.order(),
        reading.values());
  }

  Sample copy() {
    Sample copy =
        new Sample(timestampMillis, boot, sequence, state, reason, product, order, values);
    copy.suspect = suspect;
    copy.verdicts = verdicts == null ? null : verdicts.clone();
    copy.downSinceMillis = downSinceMillis;
    copy.broken = broken;
    copy.runs = runs;
    return copy;
  }

  /** Whether it has a value of the signal that counts. */
  boolean carries(Signal signal) {
    return ((values.present() & ~suspect) & bit(signal)) != 0;
  }

  long value(Signal signal) {
    return values.get(signal);
  }

  /** The {@link Step} that leads to its value of a counter. */
  byte verdict(Signal signal) {
    return verdicts == null ? Step.PLAIN : verdicts[signal.ordinal()];
  }

  void judge(Signal signal, byte verdict) {
    if (verdicts == null) {
      if (verdict == Step.PLAIN) {
        return;
      }
      verdicts = new byte[Signal.values().length];
    }
    verdicts[signal.ordinal()] = verdict;
  }

  /** All verdicts by ordinal; null where all are plain. */
  byte[] verdicts() {
    return verdicts;
  }

  void judgeAll(byte[] other) {
    verdicts = other;
  }

  /** Whether samples between the one before and this one were forgotten. */
  boolean isAfterHole() {
    return (broken & HOLE) != 0;
  }

  /** Whether a value of the signal between the one before and this one was forgotten. */
  boolean isBroken(Signal signal) {
    return (broken & bit(signal)) != 0 && (suspect & bit(signal)) == 0;
  }

  /** What is missing where this sample is forgotten. */
  int leaves() {
    return HOLE
        | broken
        | (values.present() & ~suspect)
        | (speaksOfState() ? bit(Signal.STATE) : 0);
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
