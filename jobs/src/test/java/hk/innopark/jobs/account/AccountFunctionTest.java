package hk.innopark.jobs.account;

import static hk.innopark.jobs.account.Device.START;
import static hk.innopark.jobs.account.Device.at;
import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.DeadLetter;
import hk.innopark.events.DecodeResult;
import hk.innopark.events.Level;
import hk.innopark.events.MachineId;
import hk.innopark.events.PayloadDecoder;
import hk.innopark.events.RawMessage;
import hk.innopark.events.Reading;
import hk.innopark.events.RejectReason;
import hk.innopark.jobs.KeyedOperator;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.ElementDelta;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.element.Entity;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.registry.RegistryYaml;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The operator around accounts, with an oven of the sample registry that sends every 10 s. */
class AccountFunctionTest {
  private static final MachineId OVEN =
      new MachineId("tai-po", "golden-noodle", "line-1", "oven-1");
  private static final Entity ENTITY = Entity.of(OVEN, Reading.REAL);
  private static final ReferenceData.Source SAMPLE = ReferenceData.Source.of(RegistryYaml.sample());
  private static final PayloadDecoder DECODER =
      new PayloadDecoder(Duration.ofDays(400), Duration.ofMinutes(5));

  /** What a delta is about. */
  private record Place(Entity entity, long minute, long slot) {}

  private KeyedOperator<AccountInput, ElementDelta> accounts;

  @BeforeEach
  void open() throws Exception {
    accounts = open(Long.MAX_VALUE, new HashMapStateBackend());
  }

  @AfterEach
  void close() {
    accounts.close();
  }

  @Test
  void whatAMachineDoesIsSaidOfAllThatIsAboveIt() throws Exception {
    send(message(0, 0, "\"good_count\":1"));
    send(message(1, 10, "\"good_count\":5"));
    accounts.watermark(at(11));
    List<ElementDelta> deltas = accounts.takeOutput();
    for (Level level : Level.values()) {
      List<ElementDelta> ofLevel =
          deltas.stream().filter(delta -> delta.entity().equals(ENTITY.at(level))).toList();
      assertThat(sum(ofLevel).get(Element.GOOD_ITEMS)).as(level.name()).isEqualTo(4);
      assertThat(sum(ofLevel).get(Element.MESSAGES)).as(level.name()).isEqualTo(2);
    }
    assertThat(deltas).extracting(delta -> delta.entity().level()).contains(Level.values());
  }

  @Test
  void aReadingIsHandedOnAboutASecondAfterItArrived() throws Exception {
    send(message(0, 0, "\"state\":\"RUNNING\""));
    accounts.watermark(at(0.998));
    assertThat(accounts.takeOutput()).isEmpty();
    accounts.watermark(at(0.999));
    assertThat(accounts.takeOutput()).hasSize(Level.values().length);
  }

  @Test
  void aDeltaCarriesTheArrivalMinuteOfWhatCausedIt() throws Exception {
    send(message(0, 0, "\"state\":\"RUNNING\""));
    send(received(message(1, 10, "\"state\":\"IDLE\""), at(200)));
    accounts.watermark(at(201));
    Map<Place, Elements> sums = sums(accounts.takeOutput());
    Elements late = sums.get(new Place(ENTITY, START, START + 180_000));
    assertThat(late.get(Element.PRODUCTION_MS)).as("0–60 was said at 120").isEqualTo(-50_000);
    assertThat(late.get(Element.IDLE_MS)).isEqualTo(50_000);
    assertThat(late.get(Element.MESSAGES)).isEqualTo(1);
  }

  @Test
  void aReadingBeyondTheHorizonIsCountedAndPutAsideWhole() throws Exception {
    long now = START + Duration.ofDays(3).toMillis();
    RawMessage late = received(message(0, 0, "\"state\":\"RUNNING\""), now);
    send(late);
    accounts.watermark(now + 1000);
    List<RawMessage> asides = accounts.sideOutput(AccountFunction.LATE);
    assertThat(asides).hasSize(1);
    assertThat(asides.get(0).receivedAtMillis()).isEqualTo(now);
    assertThat(asides.get(0).topic()).isEqualTo(OVEN.topic());
    assertThat(asides.get(0).payload()).isEqualTo(late.payload());
    assertThat(sum(machine(accounts.takeOutput())).get(Element.LATE)).isEqualTo(1);
    assertThat(accounts.accumulator(AccountFunction.DECODED)).isEqualTo(1);
    assertThat(accounts.accumulator(AccountFunction.LATE_COUNT)).isEqualTo(1);
  }

  @Test
  void noticeOfAMessageThatCouldNotBeDecodedIsCounted() throws Exception {
    RawMessage garbage = new RawMessage(at(30), OVEN.topic(), new byte[] {'{'});
    accounts.send(new AccountInput(OVEN, Reading.REAL, garbage, null), at(30));
    accounts.watermark(at(31));
    List<ElementDelta> deltas = machine(accounts.takeOutput());
    assertThat(sum(deltas).get(Element.DEAD_LETTERS)).isEqualTo(1);
    assertThat(deltas).extracting(ElementDelta::minuteMillis).containsExactly(START);
  }

  @Test
  void everyReadingIsCountedAsExactlyOneThing() throws Exception {
    send(message(0, 0, "\"good_count\":5"));
    send(message(0, 0, "\"good_count\":5"));
    send(message(1, 10, "\"good_count\":4"));
    send(message(2, 20, "\"good_count\":6"));
    assertThat(accounts.accumulator(AccountFunction.DECODED)).isEqualTo(3);
    assertThat(accounts.accumulator(AccountFunction.DUPLICATES)).isEqualTo(1);
  }

  @Test
  void aSilentMachineIsNoticedByTheWatermarkAlone() throws Exception {
    send(message(0, 0, "\"state\":\"RUNNING\""));
    accounts.watermark(at(240));
    Map<Place, Elements> sums = sums(machine(accounts.takeOutput()));
    // each minute is waited for until 60 s after its end, when the state is stale
    Elements first = sums.get(new Place(ENTITY, START, START + 120_000));
    assertThat(first.get(Element.PRODUCTION_MS)).isEqualTo(60_000);
    Elements second = sums.get(new Place(ENTITY, START + 60_000, START + 180_000));
    assertThat(second.get(Element.UNKNOWN_MS)).isEqualTo(60_000);
    assertThat(second.get(Element.EXPECTED_MICRO_INTERVALS)).isEqualTo(6_000_000);
    assertThat(sums).hasSize(4);
    assertThat(sums).containsKey(new Place(ENTITY, START + 120_000, START + 240_000));
  }

  @Test
  @Timeout(60)
  void aFirstReadingThatIsOldDoesNotKeepTheOperatorBusyForEver() throws Exception {
    send(received(message(0, 0, "\"state\":\"RUNNING\""), at(7_200)));
    send(received(message(1, 10, "\"state\":\"RUNNING\""), at(7_200)));
    accounts.watermark(at(7_210));
    Elements sum = sum(machine(accounts.takeOutput()));
    assertThat(sum.get(Element.PRODUCTION_MS)).as("ten seconds and stale_after").isEqualTo(70_000);
    assertThat(accounts.timers()).as("of the silence that goes on").isEqualTo(1);
  }

  @Test
  void silenceSaysNothingBeyondTheEndOfBoundedInput() throws Exception {
    accounts.close();
    accounts = open(at(150), new HashMapStateBackend());
    send(message(0, 0, "\"state\":\"RUNNING\""));
    accounts.watermark(Long.MAX_VALUE);
    assertThat(sum(machine(accounts.takeOutput())).get(Element.EXPECTED_MICRO_INTERVALS))
        .as("the one minute that was over and waited for")
        .isEqualTo(6_000_000);
    assertThat(accounts.timers()).isZero();
  }

  @Test
  void machinesAndOriginsHaveAccountsOfTheirOwn() throws Exception {
    RawMessage message = message(0, 0, "\"state\":\"RUNNING\"");
    send(message);
    accounts.send(new AccountInput(OVEN, "sim:a", message, reading(message)), at(0));
    accounts.watermark(at(1));
    assertThat(accounts.accumulator(AccountFunction.DECODED)).as("no duplicate").isEqualTo(2);
    assertThat(accounts.takeOutput())
        .extracting(delta -> delta.entity().origin())
        .contains(Reading.REAL, "sim:a");
  }

  @Test
  void restartsChangeNothingOnTheHeap() throws Exception {
    assertThat(run(7, 13, new HashMapStateBackend()))
        .isEqualTo(run(7, Integer.MAX_VALUE, new HashMapStateBackend()))
        .isNotEmpty();
  }

  @Test
  void restartsChangeNothingInRocksDb() throws Exception {
    assertThat(run(7, 41, new EmbeddedRocksDBStateBackend()))
        .isEqualTo(run(7, Integer.MAX_VALUE, new HashMapStateBackend()));
  }

  @Test
  void howOftenWatermarksComeDoesNotMatter() throws Exception {
    Map<Place, Elements> often = run(3, Integer.MAX_VALUE, new HashMapStateBackend());
    List<RawMessage> arrivals = arrivals(3);
    for (RawMessage message : arrivals) {
      send(message);
    }
    accounts.watermark(end(arrivals));
    assertThat(sums(accounts.takeOutput())).isEqualTo(often);
  }

  /** A history with losses, a backlog and repeats, restarts between. */
  private static Map<Place, Elements> run(long seed, int messagesARestart, StateBackend backend)
      throws Exception {
    List<RawMessage> arrivals = arrivals(seed);
    try (KeyedOperator<AccountInput, ElementDelta> operator = open(Long.MAX_VALUE, backend)) {
      int sent = 0;
      for (RawMessage message : arrivals) {
        operator.watermark(message.receivedAtMillis() - 1);
        operator.send(
            new AccountInput(OVEN, Reading.REAL, message, reading(message)),
            message.receivedAtMillis());
        if (++sent % messagesARestart == 0) {
          operator.restart();
        }
      }
      operator.watermark(end(arrivals));
      return sums(operator.takeOutput());
    }
  }

  @Test
  void aSimulatedRunThatHasEndedLeavesNothingBehindAndMayComeBack() throws Exception {
    sendOf("sim:a", message(0, 0, "\"state\":\"RUNNING\",\"good_count\":1"));
    accounts.watermark(START + Duration.ofDays(2).toMillis() - 1);
    assertThat(accounts.stateEntries()).isEqualTo(1);
    accounts.watermark(START + Duration.ofDays(2).plusMinutes(10).toMillis());
    assertThat(accounts.stateEntries()).isZero();
    assertThat(accounts.timers()).isZero();
    accounts.takeOutput();

    double later = Duration.ofDays(3).toSeconds();
    sendOf("sim:a", message(1, later, "\"state\":\"RUNNING\",\"good_count\":50"));
    sendOf("sim:a", message(2, later + 10, "\"state\":\"RUNNING\",\"good_count\":53"));
    accounts.watermark(at(later + 11));
    assertThat(sum(machine(accounts.takeOutput())).get(Element.GOOD_ITEMS)).isEqualTo(3);
  }

  @Test
  void aRealMachineIsExpectedHoweverLongItIsSilent() throws Exception {
    send(message(0, 0, "\"state\":\"RUNNING\""));
    accounts.watermark(START + Duration.ofDays(4).toMillis());
    accounts.takeOutput();
    accounts.watermark(START + Duration.ofDays(4).plusMinutes(60).toMillis());
    Elements hour = sum(machine(accounts.takeOutput()));
    assertThat(hour.get(Element.EXPECTED_MICRO_INTERVALS)).as("60 · 6").isEqualTo(360_000_000);
    assertThat(hour.get(Element.VALID_MICRO_INTERVALS)).isZero();
  }

  @Test
  void aMachineOfWhichOnlyUnreadableMessagesCameLeavesNothingBehind() throws Exception {
    RawMessage bad = message(0, 0, "");
    accounts.send(new AccountInput(OVEN, Reading.REAL, bad, null), bad.receivedAtMillis());
    accounts.watermark(at(1));
    assertThat(sum(machine(accounts.takeOutput())).get(Element.DEAD_LETTERS)).isEqualTo(1);
    assertThat(accounts.stateEntries()).isZero();
  }

  private void sendOf(String origin, RawMessage message) throws Exception {
    accounts.send(
        new AccountInput(OVEN, origin, message, reading(message)), message.receivedAtMillis());
  }

  private static long end(List<RawMessage> arrivals) {
    return arrivals.get(arrivals.size() - 1).receivedAtMillis() + 600_000;
  }

  private static List<RawMessage> arrivals(long seed) {
    Random random = new Random(seed);
    List<RawMessage> arrivals = new ArrayList<>();
    List<RawMessage> backlog = new ArrayList<>();
    int good = 0;
    long watts = 0;
    for (int number = 0; number < 200; number++) {
      good += random.nextInt(5);
      watts += random.nextInt(100);
      String state = random.nextInt(4) == 0 ? "DOWN" : "RUNNING";
      RawMessage message =
          message(
              number,
              number * 10.0,
              "\"state\":\"%s\",\"good_count\":%d,\"active_energy_kwh\":%d.%03d"
                  .formatted(state, good, watts / 1000, watts % 1000));
      if (number >= 80 && number < 110) {
        backlog.add(message);
      } else if (random.nextInt(20) > 0) {
        arrivals.add(message);
        if (random.nextInt(10) == 0) {
          arrivals.add(received(message, message.receivedAtMillis() + 500));
        }
      }
      if (number == 150) {
        backlog.forEach(late -> arrivals.add(received(late, at(1501))));
      }
    }
    return arrivals;
  }

  private static KeyedOperator<AccountInput, ElementDelta> open(long until, StateBackend backend)
      throws Exception {
    return KeyedOperator.open(
        () -> new AccountFunction(SAMPLE, AccountConfig.DEFAULT, until),
        AccountInput::key,
        backend);
  }

  private void send(RawMessage message) throws Exception {
    accounts.send(
        new AccountInput(OVEN, Reading.REAL, message, reading(message)),
        message.receivedAtMillis());
  }

  private static RawMessage message(long number, double second, String signals) {
    String payload =
        "{\"ts\":%d,\"boot\":\"b1\",\"seq\":%d,\"signals\":{%s}}"
            .formatted(at(second), number, signals);
    return new RawMessage(at(second), OVEN.topic(), payload.getBytes(StandardCharsets.UTF_8));
  }

  private static RawMessage received(RawMessage message, long atMillis) {
    return new RawMessage(atMillis, message.topic(), message.payload());
  }

  private static Reading reading(RawMessage message) {
    return ((DecodeResult.Accepted) DECODER.decode(message)).reading();
  }

  private static List<ElementDelta> machine(List<ElementDelta> deltas) {
    return deltas.stream().filter(delta -> delta.entity().level() == Level.MACHINE).toList();
  }

  private static Elements sum(List<ElementDelta> deltas) {
    Elements sum = new Elements();
    deltas.forEach(delta -> sum.addPacked(delta.elements()));
    return sum;
  }

  private static Map<Place, Elements> sums(List<ElementDelta> deltas) {
    Map<Place, Elements> sums = new HashMap<>();
    for (ElementDelta delta : deltas) {
      Place place = new Place(delta.entity(), delta.minuteMillis(), delta.slotMillis());
      sums.computeIfAbsent(place, ignored -> new Elements()).addPacked(delta.elements());
    }
    sums.values().removeIf(Elements::isZero);
    return sums;
  }
}
