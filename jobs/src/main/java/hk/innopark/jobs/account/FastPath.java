package hk.innopark.jobs.account;

import hk.innopark.events.MachineState;
import hk.innopark.events.Reading;
import hk.innopark.events.Signal;
import hk.innopark.jobs.account.AccountState.BootProgress;
import hk.innopark.jobs.reference.MachineHistory;
import hk.innopark.jobs.reference.MachineReference;

/**
 * Takes a reading that follows on the last one in every respect: the next number of the same boot,
 * a later stamp, the same signals, every counter a plain step within its bound. It says what {@link
 * Timeline} says of the time between the two, and keeps the new sample in the place of the last.
 * Everything else is for the slow path, which is the truth.
 */
final class FastPath {
  private static final Signal[] SIGNALS = Signal.values();
  private static final Signal[] COUNTERS =
      java.util.Arrays.stream(Signal.values()).filter(Signal::isCounter).toArray(Signal[]::new);
  private static final int COUNTER_BITS =
      java.util.Arrays.stream(COUNTERS).mapToInt(Sample::bit).reduce(0, (a, b) -> a | b);
  private static final int ACTIVE_ENERGY = Sample.bit(Signal.ACTIVE_ENERGY_KWH);
  private static final int ACTIVE_POWER = Sample.bit(Signal.ACTIVE_POWER_KW);

  private final AccountState state;
  private final MachineHistory machine;
  private final Timeline timeline;
  private final SequenceBook book;
  private final StepRule rule;
  private final CounterPace pace;
  private final StopAccount stops;
  private final MinuteElements out;
  private final long[] amounts = new long[AccountState.SIGNALS];

  /** The boot of the last sample and how far it has come. */
  private String boot;

  private BootProgress progress;
  private boolean isEnabled = true;

  FastPath(
      AccountState state,
      MachineHistory machine,
      Timeline timeline,
      SequenceBook book,
      StepRule rule,
      CounterPace pace,
      StopAccount stops,
      MinuteElements out) {
    this.state = state;
    this.machine = machine;
    this.timeline = timeline;
    this.book = book;
    this.rule = rule;
    this.pace = pace;
    this.stops = stops;
    this.out = out;
  }

  void disable() {
    isEnabled = false;
  }

  /** Whether the reading was taken; where it was not, nothing has changed. */
  boolean append(Reading reading) {
    int size = state.samples.size();
    if (!isEnabled || size == 0 || reading.state() == null) {
      return false;
    }
    Sample last = state.samples.get(size - 1);
    MachineReference now = machine.at(reading.timestampMillis());
    if (!follows(last, reading) || now != machine.at(last.timestampMillis)) {
      return false;
    }
    int counters = reading.values().present() & COUNTER_BITS;
    Sample sample = Sample.of(reading, last.boot);
    if (!measure(last, sample, counters, now)) {
      return false;
    }
    say(last, sample, counters);
    sample.downSinceMillis =
        sample.state == MachineState.DOWN
            ? StateTime.downSince(last, sample, machine)
            : Sample.NOT_DOWN;
    keep(last, sample, size);
    book.enterNext(progress, reading.timestampMillis());
    return true;
  }

  private boolean follows(Sample last, Reading reading) {
    if (reading.timestampMillis() <= last.timestampMillis
        || state.silenceMillis > last.timestampMillis
        || last.state == null
        || last.suspect != 0
        || last.verdicts() != null
        || reading.values().present() != last.values.present()
        || !last.boot.equals(reading.boot())) {
      return false;
    }
    if (!last.boot.equals(boot)) {
      progress = state.boots.get(last.boot);
      boot = last.boot;
    }
    int present = reading.values().present();
    boolean integratesPower = (present & ACTIVE_POWER) != 0 && (present & ACTIVE_ENERGY) == 0;
    return progress != null
        && progress.restarts == 0
        && progress.newest == last.sequence
        && reading.sequence() == last.sequence + 1
        && !integratesPower;
  }

  /** Works out what each counter counted; false where one of them needs a closer look. */
  private boolean measure(Sample last, Sample sample, int counters, MachineReference now) {
    long[] before = last.values.values();
    long[] after = sample.values.values();
    for (int left = counters; left != 0; left &= left - 1) {
      int ordinal = Integer.numberOfTrailingZeros(left);
      int at = Integer.bitCount(sample.values.present() & ((1 << ordinal) - 1));
      long moved = after[at] - before[at];
      amounts[ordinal] =
          moved < 0 ? -1 : rule.plainStep(SIGNALS[ordinal], last, sample, moved, now);
      if (amounts[ordinal] < 0) {
        return false;
      }
    }
    return true;
  }

  private void say(Sample last, Sample sample, int counters) {
    timeline.contributeTime(last, sample, out);
    if (StopTimes.isStop(last.state)) {
      long from = last.timestampMillis;
      stops.extend(last, from, timeline.stateTime().knownUntil(last, from, sample.timestampMillis));
    }
    for (int left = counters; left != 0; left &= left - 1) {
      int ordinal = Integer.numberOfTrailingZeros(left);
      Signal signal = SIGNALS[ordinal];
      timeline.contributePlain(signal, last, sample, amounts[ordinal], out);
      pace.learn(signal, last, sample, amounts[ordinal]);
    }
  }

  /** The last sample is forgotten where no gap and no other signal needs it. */
  private void keep(Sample last, Sample sample, int size) {
    boolean needsRuns = Retention.mayBeFollowed(state, last.leaves());
    if (isNeeded(last, size) || (needsRuns && !goesOn(last, sample))) {
      state.samples.add(sample);
      return;
    }
    sample.runs = needsRuns ? last.runs : null;
    sample.broken = last.leaves();
    state.samples.set(size - 1, sample);
  }

  /** Whether the runs of states before the last sample say of the time after it what it says. */
  private boolean goesOn(Sample last, Sample sample) {
    return last.isAfterHole()
        && last.runs != null
        && last.runs.endsWith(last.state)
        && sample.timestampMillis <= StateTime.holdsUntil(last, machine);
  }

  private boolean isNeeded(Sample last, int size) {
    for (int index = 0; index < state.gaps.size(); index++) {
      SequenceGap gap = state.gaps.get(index);
      if (gap.afterMillis() == last.timestampMillis
          || (gap.beforeMillis() >= beginOfDown(last, size)
              && gap.beforeMillis() <= last.timestampMillis)) {
        return true;
      }
    }
    return isFirstCarrier(last, size);
  }

  /** Whether it is the first after a gap to carry some signal. */
  private boolean isFirstCarrier(Sample last, int size) {
    int first = last.values.present() & Sample.INTERVAL_SIGNALS & ~last.broken;
    if (first == 0 || state.gaps.isEmpty()) {
      return false;
    }
    Sample before = size > 1 ? state.samples.get(size - 2) : null;
    return before == null || (first & ~(before.values.present() & ~before.suspect)) != 0;
  }

  /**
   * Where the stretch begins that ends at the last sample and in which the machine is DOWN or says
   * nothing, among the samples that are kept.
   */
  private long beginOfDown(Sample last, int size) {
    long begin = last.timestampMillis;
    for (int index = size - 1; index > 0; index--) {
      Sample before = state.samples.get(index - 1);
      boolean continues =
          !state.samples.get(index).isAfterHole()
              && (before.state == MachineState.DOWN || !before.speaksOfState());
      if (!continues) {
        break;
      }
      begin = before.timestampMillis;
    }
    return begin;
  }
}
