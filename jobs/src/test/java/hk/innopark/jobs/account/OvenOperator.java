package hk.innopark.jobs.account;

import static hk.innopark.jobs.account.Device.at;

import hk.innopark.events.DeadLetter;
import hk.innopark.events.DecodeResult;
import hk.innopark.events.Grain;
import hk.innopark.events.Level;
import hk.innopark.events.MachineId;
import hk.innopark.events.PayloadDecoder;
import hk.innopark.events.RawMessage;
import hk.innopark.events.Reading;
import hk.innopark.jobs.KeyedOperator;
import hk.innopark.jobs.decode.AccountInput;
import hk.innopark.jobs.decode.DecodeConfig;
import hk.innopark.jobs.decode.Refusals;
import hk.innopark.jobs.element.ElementDelta;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.element.Entity;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.jobs.rollup.PeriodTotal;
import hk.innopark.jobs.rollup.RollupConfig;
import hk.innopark.registry.RegistryYaml;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.util.OutputTag;

/** The operator of machines, with an oven of the sample registry that sends every 10 s. */
final class OvenOperator implements AutoCloseable {
  static final MachineId OVEN = new MachineId("tai-po", "golden-noodle", "line-1", "oven-1");
  static final Entity ENTITY = Entity.of(OVEN, Reading.REAL);
  static final Entity LINE = ENTITY.at(Level.LINE);
  static final ReferenceData.Source SAMPLE = ReferenceData.Source.of(RegistryYaml.sample());
  static final long LIVE = Long.MAX_VALUE;

  private static final RollupConfig ROLLUP =
      RollupConfig.DEFAULT.withGrains(Set.of(Grain.MINUTE, Grain.HOUR));
  private static final PayloadDecoder DECODER =
      new PayloadDecoder(Duration.ofDays(400), Duration.ofMinutes(5));

  /** What a delta is about. */
  record Place(Entity entity, long minute, long slot) {}

  private final KeyedOperator.TwoInputs<RawMessage, AccountInput, PeriodTotal> operator;
  private ReferenceData.Source registry;

  private OvenOperator(ReferenceData.Source registry, long until, StateBackend backend)
      throws Exception {
    this.registry = registry;
    this.operator =
        KeyedOperator.ofOperator(
            () ->
                new MachineOperator(
                    this.registry, DecodeConfig.DEFAULT, AccountConfig.DEFAULT, ROLLUP, until),
            RawMessage::machineTopic,
            input -> input.machine().topic(),
            backend);
  }

  static OvenOperator open() throws Exception {
    return open(LIVE, new HashMapStateBackend());
  }

  static OvenOperator open(long until, StateBackend backend) throws Exception {
    return new OvenOperator(SAMPLE, until, backend);
  }

  static OvenOperator open(ReferenceData.Source registry) throws Exception {
    return new OvenOperator(registry, LIVE, new HashMapStateBackend());
  }

  void send(RawMessage message) throws Exception {
    operator.send(message, message.receivedAtMillis());
  }

  /** What comes decoded, as from Sparkplug; or of which only notice comes. */
  void send(AccountInput input) throws Exception {
    operator.sendSecond(input, input.raw().receivedAtMillis());
  }

  void watermark(long millis) throws Exception {
    operator.watermark(millis);
  }

  int watermarks() {
    return operator.watermarks();
  }

  void restart() throws Exception {
    operator.restart();
  }

  /** A restart with another registry. */
  void restart(ReferenceData.Source other) throws Exception {
    registry = other;
    operator.restart();
  }

  /** What the state is left with. */
  int stateEntries() throws Exception {
    operator.snapshot();
    return operator.stateEntries();
  }

  long counted(String accumulator) {
    return operator.accumulator(accumulator);
  }

  /** What was said of lines since the last asking. */
  List<ElementDelta> takeLines() {
    return operator.takeSideOutput(MachineOperator.LINES);
  }

  /** The machine's periods since the last asking. */
  List<PeriodTotal> takePeriods() {
    return operator.takeOutput();
  }

  <T> List<T> sideOutput(OutputTag<T> tag) {
    return operator.sideOutput(tag);
  }

  List<DeadLetter> letters() {
    return operator.sideOutput(Refusals.DEAD_LETTERS);
  }

  @Override
  public void close() {
    operator.close();
  }

  /** An oven with one member more, that takes the dearest energy there is. */
  static ReferenceData.Source registryWith(String member) {
    String yaml =
        """
        tenants:
          - id: golden-noodle
            estate: tai-po
            lines:
              - id: line-1
                calendar: always
                machines:
                  - {id: oven-1, sample_period: PT10S, stale_after: PT60S, %s}
        calendars:
          - id: always
            zone: Asia/Hong_Kong
            shifts: [{id: all, days: [MON, TUE, WED, THU, FRI, SAT, SUN], start: "00:00", end: "24:00"}]
        tariffs:
          - {id: t, utility: clp, valid_from: 2024-01-01, currency: HKD, energy: [{name: flat, per_kwh: 9000}], source: a test}
        """
            .formatted(member.replace("grid}", "grid, utility: clp}"));
    return ReferenceData.Source.of(RegistryYaml.parse(yaml, "test"));
  }

  static RawMessage message(long number, double second, String signals) {
    return message(OVEN, number, second, signals);
  }

  static RawMessage message(MachineId machine, long number, double second, String signals) {
    String payload =
        "{\"ts\":%d,\"boot\":\"b1\",\"seq\":%d,\"signals\":{%s}}"
            .formatted(at(second), number, signals);
    return new RawMessage(at(second), machine.topic(), payload.getBytes(StandardCharsets.UTF_8));
  }

  /** The same message of a simulated run. */
  static RawMessage of(String origin, RawMessage message) {
    String payload = new String(message.payload(), StandardCharsets.UTF_8);
    payload = payload.substring(0, payload.length() - 1) + ",\"origin\":\"" + origin + "\"}";
    return new RawMessage(
        message.receivedAtMillis(), message.topic(), payload.getBytes(StandardCharsets.UTF_8));
  }

  static RawMessage received(RawMessage message, long atMillis) {
    return new RawMessage(atMillis, message.topic(), message.payload());
  }

  static Reading reading(RawMessage message) {
    return ((DecodeResult.Accepted) DECODER.decode(message)).reading();
  }

  static Elements sum(List<ElementDelta> deltas) {
    Elements sum = new Elements();
    deltas.forEach(delta -> sum.addPacked(delta.elements()));
    return sum;
  }

  static Map<Place, Elements> sums(List<ElementDelta> deltas) {
    Map<Place, Elements> sums = new HashMap<>();
    for (ElementDelta delta : deltas) {
      Place place =
          new Place(Entity.ofKey(delta.entity()), delta.minuteMillis(), delta.slotMillis());
      sums.computeIfAbsent(place, ignored -> new Elements()).addPacked(delta.elements());
    }
    sums.values().removeIf(Elements::isZero);
    return sums;
  }

  /** What was said of periods that are closed: each with its revision and as of when. */
  static Map<String, Elements> closed(List<PeriodTotal> totals) {
    Map<String, Elements> closed = new TreeMap<>();
    for (PeriodTotal total : totals) {
      if (total.stage() != PeriodTotal.Stage.OPEN) {
        closed.put(
            "%s %s %d %s %d %d"
                .formatted(
                    total.entity().key(),
                    total.grain(),
                    total.startMillis(),
                    total.stage(),
                    total.revision(),
                    total.asOfMillis()),
            Elements.unpack(total.elements()));
      }
    }
    return closed;
  }
}
