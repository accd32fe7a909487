package hk.innopark.jobs.account;

import hk.innopark.events.MachineState;
import hk.innopark.events.MessageDigestSum;
import hk.innopark.events.Reading;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.reference.MachineHistory;
import hk.innopark.jobs.reference.MachineReference;
import java.util.Map;

/**
 * Turns one machine's readings into elements per minute, by recompute and difference: a reading
 * takes back what was said of the time around it and says it anew. What it emits is a function of
 * the readings in their order of arrival alone; the sum of it is a function of their set.
 */
final class MachineAccount {
  /** What became of a reading. */
  enum Outcome {
    ACCEPTED,
    /** A repeat by boot and sequence number. */
    DUPLICATE,
    /** Too old, or in a time whose samples are forgotten. */
    LATE,
    /** A counter fell though the device did not restart. */
    COUNTER_FELL
  }

  /** Takes the elements of a minute that became known in an arrival minute. */
  @FunctionalInterface
  interface Output {
    void emit(long minuteMillis, long slotMillis, Elements elements);
  }

  private final MachineHistory machine;
  private final AccountState state;
  private final Output output;
  private final long horizonMillis;
  private final Timeline timeline;
  private final SequenceBook book;
  private final Retention retention;
  private final Plausibility plausibility;
  private final ClockCheck clock;

  MachineAccount(MachineHistory machine, AccountState state, AccountConfig config, Output output) {
    this.machine = machine;
    this.state = state;
    this.output = output;
    this.horizonMillis = config.latenessHorizon().toMillis();
    this.timeline = new Timeline(state.samples, machine, config);
    this.book = new SequenceBook(state);
    this.retention = new Retention(state, timeline, machine);
    this.plausibility = new Plausibility(state.samples, timeline, machine);
    this.clock = new ClockCheck(state, machine);
  }

  Outcome accept(Reading reading) {
    advanceTo(reading.receivedAtMillis());
    long arrivalMinute = Minutes.of(state.arrivalMillis);
    useSlot(arrivalMinute);
    if (reading.timestampMillis() < state.arrivalMillis - horizonMillis) {
      add(arrivalMinute, Element.LATE, 1);
      return Outcome.LATE;
    }
    if (book.isRepeat(reading.boot(), reading.sequence())) {
      add(arrivalMinute, Element.DUPLICATES, 1);
      return Outcome.DUPLICATE;
    }
    Sample sample = Sample.of(reading);
    int index = insertionIndex(sample);
    if (index < state.samples.size() && state.samples.get(index).afterHole) {
      add(arrivalMinute, Element.LATE, 1);
      return Outcome.LATE;
    }
    if (plausibility.falls(sample, index)) {
      add(arrivalMinute, Element.DEAD_LETTERS, 1);
      book.refuse(sample, index > 0 ? state.samples.get(index - 1) : null, this::add);
      return Outcome.COUNTER_FELL;
    }
    insert(sample, index);
    countMessage(reading);
    if (clock.isOff(reading)) {
      add(Minutes.of(reading.timestampMillis()), Element.CLOCK_OFF, 1);
    }
    retention.clearOut(state.arrivalMillis - horizonMillis);
    return Outcome.ACCEPTED;
  }

  /** Counts a message of this machine that could not be decoded. */
  void countDeadLetter(long receivedAtMillis) {
    advanceTo(receivedAtMillis);
    long arrivalMinute = Minutes.of(state.arrivalMillis);
    useSlot(arrivalMinute);
    add(arrivalMinute, Element.DEAD_LETTERS, 1);
  }

  /** All that arrived up to then is known: silence becomes unknown time, old gaps close. */
  void advanceTo(long arrivalMillis) {
    if (arrivalMillis <= state.arrivalMillis) {
      return;
    }
    state.arrivalMillis = arrivalMillis;
    if (!state.samples.isEmpty()) {
      accountSilence();
    }
    book.expire(arrivalMillis - horizonMillis);
  }

  /**
   * When {@link #advanceTo} will next have something to say of silence; after what it was told
   * last, also where a machine's first reading was old when it came.
   */
  long nextSilenceMillis() {
    return state.samples.isEmpty()
        ? Long.MAX_VALUE
        : Math.max(
            Minutes.next(accountedMillis()) + patienceMillis(accountedMillis()),
            state.arrivalMillis + 1);
  }

  /** Emits what is pending. */
  void drain() {
    for (Map.Entry<Long, Elements> minute : state.pending.entrySet()) {
      if (!minute.getValue().isZero()) {
        output.emit(minute.getKey(), state.slot, minute.getValue());
      }
    }
    state.pending.clear();
  }

  /** Minute by minute, each in the arrival minute in which it is due, however late it is done. */
  private void accountSilence() {
    long start = accountedMillis();
    long end = Minutes.next(start);
    while (end + patienceMillis(start) <= state.arrivalMillis) {
      useSlot(Minutes.of(end + patienceMillis(start)));
      timeline.contributeSilence(start, end, this::add);
      state.silenceMillis = end;
      start = end;
      end = Minutes.next(start);
    }
  }

  /** How long the next sample is waited for before silence counts. */
  private long patienceMillis(long atMillis) {
    MachineReference then = machine.at(atMillis);
    return Math.max(then.staleAfterMillis(), 2 * then.samplePeriodMillis());
  }

  private long accountedMillis() {
    return Math.max(lastSample().timestampMillis, state.silenceMillis);
  }

  private void insert(Sample sample, int index) {
    Sample before = index > 0 ? state.samples.get(index - 1) : null;
    Sample after = index < state.samples.size() ? state.samples.get(index) : null;
    Plausibility.Judgement judgement = plausibility.judge(sample, index);
    int from = Math.max(0, Math.min(index, judgement.firstChanged()) - 1);
    int to = lastTouched(sample, index);
    boolean touchesEnd = to >= state.samples.size() - 1;
    MinuteElements takeBack = ((MinuteElements) this::add).negated();
    if (!state.samples.isEmpty()) {
      timeline.contribute(from, to, takeBack);
      if (touchesEnd) {
        contributeSilence(takeBack);
      }
    }
    judgement.apply(sample, this::add);
    state.samples.add(index, sample);
    continueRunOfDown(index);
    timeline.contribute(from, Math.min(to + 1, state.samples.size() - 1), this::add);
    if (touchesEnd) {
      contributeSilence(this::add);
    }
    book.enter(sample, before, after, this::add);
  }

  private void contributeSilence(MinuteElements out) {
    long last = lastSample().timestampMillis;
    if (state.silenceMillis > last) {
      timeline.contributeSilence(last, state.silenceMillis, out);
    }
  }

  /** Index of the last sample before which anything changes when the sample is inserted. */
  private int lastTouched(Sample sample, int index) {
    int last = state.samples.size() - 1;
    if (!sample.speaksOfState()) {
      return Math.min(index, last);
    }
    for (int candidate = index; candidate < last; candidate++) {
      Sample next = state.samples.get(candidate);
      if (next.speaksOfState() && next.state != MachineState.DOWN) {
        return candidate;
      }
      if (candidate > index && state.samples.get(candidate).afterHole) {
        return candidate;
      }
    }
    return last;
  }

  /** Says of the sample, and of the run of DOWN after it, since when the machine has been down. */
  private void continueRunOfDown(int index) {
    if (!state.samples.get(index).speaksOfState()) {
      return;
    }
    Sample previous = index > 0 ? timeline.stateWordAt(index - 1) : null;
    for (int candidate = index; candidate < state.samples.size(); candidate++) {
      Sample sample = state.samples.get(candidate);
      if (candidate > index && sample.afterHole) {
        return;
      }
      if (!sample.speaksOfState()) {
        continue;
      }
      if (sample.state != MachineState.DOWN) {
        if (candidate > index) {
          return;
        }
        previous = sample;
        continue;
      }
      boolean continues =
          previous != null
              && previous.state == MachineState.DOWN
              && sample.timestampMillis <= StateTime.holdsUntil(previous, machine);
      if (previous == null) {
        // down from the first sample on: it is not known since when, and no change into DOWN
        sample.downSinceMillis = Sample.NOT_DOWN;
      } else {
        sample.downSinceMillis = continues ? previous.downSinceMillis : sample.timestampMillis;
      }
      previous = sample;
    }
  }

  private int insertionIndex(Sample sample) {
    int index = state.samples.size();
    while (index > 0 && sample.isBefore(state.samples.get(index - 1))) {
      index--;
    }
    return index;
  }

  private void countMessage(Reading reading) {
    long minute = Minutes.of(reading.timestampMillis());
    MessageDigestSum digest = reading.digest();
    if (!digest.equals(MessageDigestSum.ZERO)) {
      add(minute, Element.MESSAGES, 1);
    }
    add(minute, Element.UNKNOWN_SIGNALS, reading.unknownSignals());
    add(minute, Element.DIGEST_0, digest.lane0());
    add(minute, Element.DIGEST_1, digest.lane1());
    add(minute, Element.DIGEST_2, digest.lane2());
    add(minute, Element.DIGEST_3, digest.lane3());
  }

  private void useSlot(long slotMillis) {
    if (slotMillis != state.slot) {
      drain();
      state.slot = slotMillis;
    }
  }

  private void add(long minuteMillis, Element element, long amount) {
    if (amount != 0) {
      state.pending.computeIfAbsent(minuteMillis, minute -> new Elements()).add(element, amount);
    }
  }

  private Sample lastSample() {
    return state.samples.get(state.samples.size() - 1);
  }
}
