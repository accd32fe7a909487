package hk.innopark.simulators.plant;

import hk.innopark.events.MachineId;
import hk.innopark.events.MachineState;
import hk.innopark.events.RawMessage;
import hk.innopark.events.Signal;
import java.time.Instant;

/**
 * One simulated machine: its counters follow its timeline, and it sends a message at every multiple
 * of its sample period and at every change of state. Not thread-safe.
 *
 * <p>Its messages depend on the seed, the run, the start and the moment alone, never on how far it
 * is advanced at a time.
 */
final class PlantModel {
  private static final String FIRST_BOOT = "b1";
  private static final long MINUTE_MILLIS = 60_000L;
  private static final long MICROS_A_MILLI = 1_000L;
  private static final long MICROS_AN_INTERVAL = 1_000_000L;

  private final PlantMachine machine;
  private final String topic;
  private final SimulationRun run;
  private final GroundTruth truth;
  private final MachineTimeline timeline;
  private final MachinePower power;
  private final MachineGauges gauges;
  private final MachineRegisters registers;
  private final FailureTruth failures;
  private final PayloadWriter payload = new PayloadWriter();
  private final long samplePeriodMillis;
  private final long itemSeed;

  private String boot = FIRST_BOOT;
  private long sequence;
  private long positionMillis;

  private long sentMillis;
  private long nextMillis;
  private long good;
  private long reject;

  private PlantModel(SimulationRun run, PlantLine line, int position, GroundTruth truth) {
    this.machine = line.machines().get(position);
    this.topic = machine.id().topic();
    this.run = run;
    this.truth = truth;
    this.timeline = new MachineTimeline(run.seed(), line, position);
    this.power = new MachinePower(run.seed(), machine, line.calendar());
    this.gauges = new MachineGauges(run.seed(), machine);
    this.registers = new MachineRegisters(machine);
    this.failures = new FailureTruth(timeline);
    this.samplePeriodMillis = machine.samplePeriod().toMillis();
    this.itemSeed = Draw.hash(run.seed(), machine.id().key() + "#item", 0);
  }

  /**
   * A machine that has been working for a while; its first message is due at the start or later.
   */
  static PlantModel startingAt(
      Instant start, SimulationRun run, PlantLine line, int position, GroundTruth truth) {
    PlantModel model = new PlantModel(run, line, position, truth);
    long startMillis = start.toEpochMilli();
    model.positionMillis = startMillis;
    model.failures.bornAt(startMillis);
    model.sentMillis = startMillis;
    boolean due =
        startMillis % model.samplePeriodMillis == 0 || model.timeline.changesAt(startMillis);
    model.nextMillis = due ? startMillis : model.messageAfter(startMillis);
    History past = History.before(startMillis, run.seed(), model.machine);
    model.good = past.good();
    model.reject = past.reject();
    model.registers.startAt(past);
    model.gauges.startIn(model.timeline.at(startMillis).state());
    return model;
  }

  /** A machine that goes on where the snapshot was taken. */
  static PlantModel restore(
      MachineSnapshot snapshot,
      SimulationRun run,
      PlantLine line,
      int position,
      GroundTruth truth) {
    PlantModel model = new PlantModel(run, line, position, truth);
    model.boot = snapshot.boot();
    model.sequence = snapshot.sequence();
    model.positionMillis = snapshot.positionMillis();
    model.sentMillis = snapshot.sentMillis();
    model.nextMillis = snapshot.nextMillis();
    model.good = snapshot.good();
    model.reject = snapshot.reject();
    model.registers.restore(snapshot.registers(), snapshot.sentRegisters());
    model.gauges.restore(snapshot.gauges());
    return model;
  }

  MachineSnapshot snapshot() {
    return new MachineSnapshot(
        boot,
        sequence,
        positionMillis,
        sentMillis,
        nextMillis,
        good,
        reject,
        registers.contents(),
        registers.sentContents(),
        gauges.values());
  }

  MachineId id() {
    return machine.id();
  }

  /** When the next message is due, epoch milliseconds. */
  long nextMillis() {
    return nextMillis;
  }

  /** Works until the next message is due, and gives it. */
  RawMessage next() {
    long now = nextMillis;
    workUntil(now);
    Segment before = timeline.at(sentMillis);
    registers.settle(
        before.state(), (element, amount) -> truth.add(id(), sentMillis, element, amount));
    gauges.drift(before.state(), now - sentMillis);
    RawMessage message = new RawMessage(now, topic, write(now));
    truth.add(id(), now, TruthElement.MESSAGES, 1);
    sequence++;
    sentMillis = now;
    nextMillis = messageAfter(now);
    return message;
  }

  /** Works without sending anything; no message may be due before. */
  void workUntil(long untilMillis) {
    while (positionMillis < untilMillis) {
      Segment segment = timeline.at(positionMillis);
      long minuteEnd = (Math.floorDiv(positionMillis, MINUTE_MILLIS) + 1) * MINUTE_MILLIS;
      long end = Math.min(untilMillis, Math.min(segment.endMillis(), minuteEnd));
      work(segment, end);
      positionMillis = end;
    }
  }

  private void work(Segment segment, long end) {
    long length = end - positionMillis;
    truth.addTime(id(), positionMillis, segment, length);
    truth.add(
        id(), positionMillis, TruthElement.INTERVALS, intervals(end) - intervals(positionMillis));
    registers.run(power.ratesAt(positionMillis, segment.state()), segment.state(), length);
    if (segment.state() == MachineState.RUNNING) {
      produce(segment, end);
    }
    failures.count(
        segment,
        positionMillis,
        end,
        (element, amount) -> truth.add(id(), positionMillis, element, amount));
  }

  private long intervals(long millis) {
    return Math.floorDiv(Math.multiplyExact(millis, MICROS_AN_INTERVAL), samplePeriodMillis);
  }

  private void produce(Segment segment, long end) {
    long cycleMicros = cycleMicros(segment.runStartMillis());
    long first = (positionMillis - segment.runStartMillis()) * MICROS_A_MILLI / cycleMicros;
    long last = (end - segment.runStartMillis()) * MICROS_A_MILLI / cycleMicros;
    if (first == last) {
      return;
    }
    long runSeed = Draw.mix(itemSeed ^ segment.runStartMillis());
    long rejected = 0;
    for (long item = first; item < last; item++) {
      if (Draw.fraction(Draw.mix(runSeed + item)) < machine.rejectShare()) {
        rejected++;
      }
    }
    long accepted = last - first - rejected;
    good += accepted;
    reject += rejected;
    long ideal = machine.idealCycle().toMillis();
    truth.add(id(), positionMillis, TruthElement.GOOD, accepted);
    truth.add(id(), positionMillis, TruthElement.REJECT, rejected);
    truth.add(id(), positionMillis, TruthElement.IDEAL, (last - first) * ideal);
    truth.add(id(), positionMillis, TruthElement.IDEAL_GOOD, accepted * ideal);
    if (segment.planning() == Segment.Planning.PLANNED) {
      truth.add(id(), positionMillis, TruthElement.IDEAL_PLANNED, (last - first) * ideal);
      truth.add(id(), positionMillis, TruthElement.IDEAL_GOOD_PLANNED, accepted * ideal);
    }
  }

  /** The actual cycle of a run: never as fast as the ideal, and a little different every time. */
  private long cycleMicros(long runStartMillis) {
    double spread =
        Draw.fraction(Draw.hash(run.seed(), machine.id().key() + "#cycle", runStartMillis));
    double factor = 1.005 + 2 * (machine.slowdown() - 1.005) * spread;
    return (long) (machine.idealCycle().toMillis() * MICROS_A_MILLI * factor);
  }

  private long messageAfter(long millis) {
    long sample = (Math.floorDiv(millis, samplePeriodMillis) + 1) * samplePeriodMillis;
    return timeline.nextChangeAfter(millis, sample);
  }

  private byte[] write(long now) {
    Segment segment = timeline.at(now);
    payload
        .begin(now, boot, sequence, segment.state())
        .count(Signal.GOOD_COUNT.wireName(), good)
        .count(Signal.REJECT_COUNT.wireName(), reject);
    registers.write(payload);
    payload.decimal(
        Signal.ACTIVE_POWER_KW.wireName(), power.ratesAt(now, segment.state()).gridWatts(), 3);
    gauges.write(now, payload);
    String order = run.orders() == SimulationRun.Orders.NAMED ? segment.order() : null;
    return payload.end(segment.product(), order, segment.reason(), run.origin());
  }
}
