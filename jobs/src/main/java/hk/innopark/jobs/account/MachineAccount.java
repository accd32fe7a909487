package hk.innopark.jobs.account;

import hk.innopark.events.MachineState;
import hk.innopark.events.MessageDigestSum;
import hk.innopark.events.Reading;
import hk.innopark.events.Signal;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.reference.MachineHistory;
import hk.innopark.jobs.reference.MachineReference;

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
    LATE
  }

  /** Within the time in which stops are named; more is no human's. */
  private static final int MOST_WORDS = 2_000;

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
  private final CounterJudge judge;
  private final CounterPace pace;
  private final ClockCheck clock;
  private final FastPath fastPath;
  private final StopAccount stops;
  private final long namingMillis;
  private OrderSums.Output orders = sum -> {};

  MachineAccount(MachineHistory machine, AccountState state, AccountConfig config, Output output) {
    this.machine = machine;
    this.state = state;
    this.output = output;
    this.horizonMillis = config.latenessHorizon().toMillis();
    this.timeline = new Timeline(state.samples, state.orders, machine, config);
    this.book = new SequenceBook(state);
    this.retention = new Retention(state, timeline, machine, horizonMillis);
    StepRule rule = new StepRule(state, machine);
    this.judge = new CounterJudge(state, timeline, machine, rule);
    this.pace = new CounterPace(state, timeline, machine);
    this.clock = new ClockCheck(state, machine);
    this.stops = new StopAccount(state, timeline.stateTime(), this::add);
    this.namingMillis = config.namingHorizon().toMillis();
    this.fastPath = new FastPath(state, machine, timeline, book, rule, pace, stops, this::add);
  }

  Outcome accept(Reading reading) {
    advanceTo(reading.receivedAtMillis());
    long arrivalMinute = Minutes.of(state.arrivalMillis);
    useSlot(arrivalMinute);
    if (reading.timestampMillis() < state.arrivalMillis - horizonMillis) {
      add(arrivalMinute, Element.LATE, 1);
      return Outcome.LATE;
    }
    if (!fastPath.append(reading)) {
      Outcome outcome = insert(reading, arrivalMinute);
      if (outcome != Outcome.ACCEPTED) {
        return outcome;
      }
    }
    state.takenMillis = state.arrivalMillis;
    state.orders.see(reading.order(), reading.product(), reading.timestampMillis());
    state.seen |=
        reading.values().present() | (reading.state() == null ? 0 : Sample.bit(Signal.STATE));
    retention.clearOutMany();
    countMessage(reading);
    if (clock.isOff(reading)) {
      add(Minutes.of(reading.timestampMillis()), Element.CLOCK_OFF, 1);
    }
    return Outcome.ACCEPTED;
  }

  /** Without the fast path, which must make no difference. */
  MachineAccount slowly() {
    fastPath.disable();
    return this;
  }

  /** From when on silence counts though nothing has come yet; does nothing once something has. */
  void expectFrom(long millis) {
    if (state.samples.isEmpty() && state.expectedMillis == Long.MAX_VALUE) {
      state.expectedMillis = millis;
      state.silenceMillis = millis;
    }
  }

  /** Says which stops there are, whenever that changes. */
  MachineAccount sayingStops(StopPiece.Output output) {
    stops.sayTo(output);
    return this;
  }

  /**
   * Takes what somebody said of the machine's time: why it stood, on which order it worked, or that
   * an earlier word is taken back.
   */
  Outcome annotate(ReasonNames.Word word, long receivedAtMillis) {
    advanceTo(receivedAtMillis);
    long arrivalMinute = Minutes.of(state.arrivalMillis);
    useSlot(arrivalMinute);
    if (word.fromMillis() < state.arrivalMillis - namingMillis) {
      add(arrivalMinute, Element.LATE, 1);
      return Outcome.LATE;
    }
    if (state.samples.isEmpty()) {
      // a run that has not begun is not over
      state.lastReceivedMillis = Math.max(state.lastReceivedMillis, receivedAtMillis);
    }
    boolean isNew = word.order() == null && stops.name(word);
    if (word.order() != null || (word.standard() == null && word.replaces() != null)) {
      isNew |= !state.orderNames.has(word);
      state.orderNames.add(word);
    }
    return isNew ? Outcome.ACCEPTED : Outcome.DUPLICATE;
  }

  /** Whether more may be said of the machine's time. */
  boolean mayBeAnnotated() {
    return state.names.words().size() + state.orderNames.words().size() < MOST_WORDS;
  }

  /** Says what an order has come to, whenever that has changed and a minute of arrival is over. */
  MachineAccount sayingOrders(OrderSums.Output output) {
    orders = output;
    return this;
  }

  /** Says what is left to say of stops and orders, since nothing more will come. */
  void end() {
    stops.sayAll();
    state.orders.say(orders);
  }

  /** Counts a message of this machine that could not be decoded. */
  void countDeadLetter(long receivedAtMillis) {
    advanceTo(receivedAtMillis);
    long arrivalMinute = Minutes.of(state.arrivalMillis);
    useSlot(arrivalMinute);
    add(arrivalMinute, Element.DEAD_LETTERS, 1);
  }

  /** Whether an amount since the last asking was beyond 64 bits, and so left out. */
  boolean takeOverflow() {
    return state.pending.takeOverflow();
  }

  /** All that arrived up to then is known: silence becomes unknown time, old gaps close. */
  void advanceTo(long arrivalMillis) {
    if (arrivalMillis <= state.arrivalMillis) {
      return;
    }
    boolean isNewMinute = Minutes.of(arrivalMillis) != Minutes.of(state.arrivalMillis);
    state.arrivalMillis = arrivalMillis;
    if (isExpected()) {
      accountSilence();
    }
    if (isNewMinute) {
      if (book.expire(Minutes.of(arrivalMillis) - horizonMillis)) {
        retention.clearOut();
      }
      stops.forget(Minutes.of(arrivalMillis) - namingMillis - horizonMillis);
      state.orderNames.forget(Minutes.of(arrivalMillis) - namingMillis);
      state.orders.forget(Minutes.of(arrivalMillis) - 2 * horizonMillis);
    }
  }

  /** When {@link #advanceTo} will next have something to say of silence. */
  long nextSilenceMillis() {
    return isExpected() ? dueMillis(accountedMillis()) : Long.MAX_VALUE;
  }

  /** Emits what is pending. */
  void drain() {
    state.pending.forEach((minute, elements) -> output.emit(minute, state.slot, elements));
    state.pending.clear();
    stops.say();
  }

  private boolean isExpected() {
    return !state.samples.isEmpty() || state.expectedMillis != Long.MAX_VALUE;
  }

  /**
   * Minute by minute, each in the arrival minute in which it is due, however late it is done. What
   * an old reading leaves behind it is due at once, and not in the past.
   */
  private void accountSilence() {
    long start = accountedMillis();
    long due = dueMillis(start);
    while (due <= state.arrivalMillis) {
      useSlot(Math.max(state.slot, Minutes.of(due)));
      long end = Minutes.next(start);
      timeline.contributeSilence(start, end, this::add);
      state.silenceMillis = end;
      Sample word = timeline.stateAt(state.samples.size() - 1);
      if (word != null) {
        stops.extend(word, start, timeline.stateTime().knownUntil(word, start, end));
      }
      start = end;
      due = dueMillis(start);
    }
  }

  /** When the rest of the minute from a time on counts as silence. */
  private long dueMillis(long startMillis) {
    long due = Minutes.next(startMillis) + patienceMillis(startMillis);
    return state.takenMillis == Long.MIN_VALUE ? due : Math.max(due, state.takenMillis + 1);
  }

  /** How long the next sample is waited for before silence counts. */
  private long patienceMillis(long atMillis) {
    MachineReference then = machine.at(atMillis);
    return Math.max(then.staleAfterMillis(), 2 * then.samplePeriodMillis());
  }

  private long accountedMillis() {
    return state.samples.isEmpty()
        ? state.silenceMillis
        : Math.max(lastSample().timestampMillis, state.silenceMillis);
  }

  private Outcome insert(Reading reading, long arrivalMinute) {
    String boot = book.bootOf(reading.boot(), reading.timestampMillis());
    if (book.isRestart(boot, reading.sequence(), reading.timestampMillis())) {
      boot = book.restart(reading.boot(), reading.timestampMillis());
      add(Minutes.of(reading.timestampMillis()), Element.SEQUENCE_RESTARTS, 1);
    } else if (book.isRepeat(boot, reading.sequence())) {
      add(arrivalMinute, Element.DUPLICATES, 1);
      return Outcome.DUPLICATE;
    }
    Sample sample = Sample.of(reading, boot);
    int index = insertionIndex(sample);
    if (index < state.samples.size() && state.samples.get(index).isAfterHole()) {
      add(arrivalMinute, Element.LATE, 1);
      return Outcome.LATE;
    }
    insert(sample, index);
    return Outcome.ACCEPTED;
  }

  private void insert(Sample sample, int index) {
    Judgement judgement = judge.judge(sample, index);
    int from = Math.max(0, Math.min(index, judgement.firstChanged()) - 1);
    int to = Math.max(lastTouched(sample, index), judgement.lastChanged());
    boolean touchesEnd = to >= state.samples.size() - 1;
    long fromMillis =
        state.samples.isEmpty()
            ? sample.timestampMillis
            : Math.min(sample.timestampMillis, state.samples.get(from).timestampMillis);
    long untilMillis = touchesEnd ? Long.MAX_VALUE : state.samples.get(to).timestampMillis;
    stops.change(
        fromMillis,
        untilMillis,
        () -> {
          insert(sample, index, judgement, from, to);
          timeline.noteStops(from, Math.min(to + 1, state.samples.size() - 1), state.stops);
          if (touchesEnd) {
            long last = lastSample().timestampMillis;
            timeline.noteStopsOfSilence(last, Math.max(last, state.silenceMillis), state.stops);
          }
        });
  }

  private void insert(Sample sample, int index, Judgement judgement, int from, int to) {
    Sample before = index > 0 ? state.samples.get(index - 1) : null;
    Sample after = index < state.samples.size() ? state.samples.get(index) : null;
    boolean touchesEnd = to >= state.samples.size() - 1;
    // what a long silence left is said alike with and without the sample that ends it
    long horizonStart = sample.timestampMillis - horizonMillis;
    boolean endsLongSilence =
        after == null && before != null && before.timestampMillis < horizonStart;
    long floor = endsLongSilence ? Minutes.of(horizonStart) : Long.MIN_VALUE;
    MinuteElements say =
        (minute, element, amount) -> {
          if (minute >= floor) {
            add(minute, element, amount);
          }
        };
    MinuteElements takeBack = say.negated();
    if (before == null && state.expectedMillis != Long.MAX_VALUE) {
      endAbsence(sample, after);
    }
    if (!state.samples.isEmpty()) {
      timeline.contribute(from, Math.min(to, state.samples.size() - 1), takeBack);
      if (touchesEnd) {
        contributeSilence(takeBack);
      }
    }
    judgement.apply(state, this::add);
    state.samples.add(index, sample);
    continueRunOfDown(index);
    timeline.contribute(from, Math.min(to + 1, state.samples.size() - 1), say);
    if (touchesEnd) {
      contributeSilence(say);
    }
    if (after == null) {
      pace.learn(index);
    }
    book.enter(sample, before, after, this::add);
  }

  /** The machine was expected, and absent until this sample: no longer, and no shorter. */
  private void endAbsence(Sample sample, Sample after) {
    long said = after == null ? state.silenceMillis : after.timestampMillis;
    long ends = Math.max(sample.timestampMillis, state.expectedMillis);
    MinuteElements say = this::add;
    if (ends < said) {
      timeline.contributeAbsence(ends, said, say.negated());
    } else {
      timeline.contributeAbsence(said, ends, say);
    }
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
      if (candidate > index && next.isBroken(Signal.STATE)) {
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
      if (candidate > index && sample.isBroken(Signal.STATE)) {
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
      sample.downSinceMillis = StateTime.downSince(previous, sample, machine);
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
    Elements minute = state.pending.of(Minutes.of(reading.timestampMillis()));
    MessageDigestSum digest = reading.digest();
    if (!digest.equals(MessageDigestSum.ZERO)) {
      minute.add(Element.MESSAGES, 1);
    }
    minute.add(Element.UNKNOWN_SIGNALS, reading.unknownSignals());
    minute.add(Element.QUARANTINED, Integer.bitCount(reading.quarantined()));
    minute.add(Element.DIGEST_0, digest.lane0());
    minute.add(Element.DIGEST_1, digest.lane1());
    minute.add(Element.DIGEST_2, digest.lane2());
    minute.add(Element.DIGEST_3, digest.lane3());
    if (reading.values().has(Signal.ACTIVE_POWER_KW)
        && !PowerTime.isPlausible(
            reading.values().get(Signal.ACTIVE_POWER_KW), machine.at(reading.timestampMillis()))) {
      minute.add(Element.QUARANTINED, 1);
    }
  }

  private void useSlot(long slotMillis) {
    if (slotMillis != state.slot) {
      drain();
      state.orders.say(orders);
      state.slot = slotMillis;
    }
  }

  private void add(long minuteMillis, Element element, long amount) {
    state.pending.add(minuteMillis, element, amount);
    state.orders.add(minuteMillis, element, amount);
  }

  private Sample lastSample() {
    return state.samples.get(state.samples.size() - 1);
  }
}
