package hk.innopark.jobs.account;

import static hk.innopark.jobs.account.Device.START;
import static hk.innopark.jobs.account.Device.at;
import static hk.innopark.jobs.account.Device.energy;
import static hk.innopark.jobs.account.Device.state;
import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.MessageDigestSum;
import hk.innopark.events.Reading;
import hk.innopark.jobs.account.MachineAccount.Outcome;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Elements;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Completeness, by hand: gaps, backlogs, repeats, coverage and what is too late. */
class MachineAccountGapTest {
  private static final long NANO = 1_000_000_000L;
  private static final long FIRST_MINUTE = START;
  private static final long SECOND_MINUTE = START + 60_000;
  private static final long THIRD_MINUTE = START + 120_000;

  private final AccountBook book = new AccountBook(TestMachine.standard());
  private final Device device = new Device(book);

  @Test
  void aBacklogReplacesTheEstimateOverAGap() {
    device.sends(0, state("RUNNING") + "," + energy("100.0"));
    device.sends(10, state("RUNNING") + "," + energy("100.1"));
    device.withholds(11);
    device.sends(130, state("RUNNING") + "," + energy("101.3"));

    // 1.2 kWh over 120 s, 0.01 a second; the state is stale after 70 s
    assertThat(book.at(FIRST_MINUTE, Element.GRID_NANO_KWH))
        .as("0.1 + 50 s")
        .isEqualTo(NANO * 6 / 10);
    assertThat(book.at(SECOND_MINUTE, Element.GRID_NANO_KWH)).as("60 s").isEqualTo(NANO * 6 / 10);
    assertThat(book.at(THIRD_MINUTE, Element.GRID_NANO_KWH)).as("10 s").isEqualTo(NANO / 10);
    assertThat(book.total(Element.ESTIMATED_NANO_KWH)).isEqualTo(NANO * 12 / 10);
    assertThat(book.total(Element.UNKNOWN_NANO_KWH)).as("70–130").isEqualTo(NANO * 6 / 10);
    assertThat(book.total(Element.UNKNOWN_MS)).isEqualTo(60_000);
    assertThat(book.total(Element.SEQUENCE_GAPS)).as("2 to 12").isEqualTo(11);
    assertThat(book.total(Element.VALID_MICRO_INTERVALS)).as("0–10").isEqualTo(1_000_000);
    assertThat(book.total(Element.ESTIMATED_MICRO_INTERVALS)).isEqualTo(12_000_000);
    assertThat(book.total(Element.EXPECTED_MICRO_INTERVALS)).isEqualTo(13_000_000);

    // all of it was in truth taken within ten seconds, and the machine stood idle since
    for (int number = 2; number <= 12; number++) {
      String idle = state("IDLE") + "," + energy("101.3");
      // 1.2 kWh in 10 s is more than its power, so two steps
      String signals = number == 2 ? state("RUNNING") + "," + energy("100.7") : idle;
      device.delivers(number, 10 * number, 200, signals);
    }
    assertThat(book.at(FIRST_MINUTE, Element.GRID_NANO_KWH)).isEqualTo(NANO * 13 / 10);
    assertThat(book.at(SECOND_MINUTE, Element.GRID_NANO_KWH)).isZero();
    assertThat(book.at(THIRD_MINUTE, Element.GRID_NANO_KWH)).isZero();
    assertThat(book.total(Element.RUNNING_NANO_KWH)).isEqualTo(NANO * 13 / 10);
    assertThat(book.total(Element.PRODUCTION_MS)).as("0–30").isEqualTo(30_000);
    assertThat(book.total(Element.IDLE_MS)).as("30–130").isEqualTo(100_000);
    for (Element nothingLeft :
        new Element[] {
          Element.ESTIMATED_NANO_KWH,
          Element.UNKNOWN_NANO_KWH,
          Element.UNKNOWN_MS,
          Element.SEQUENCE_GAPS,
          Element.ESTIMATED_MICRO_INTERVALS
        }) {
      assertThat(book.total(nothingLeft)).as(nothingLeft.name()).isZero();
    }
    assertThat(book.total(Element.VALID_MICRO_INTERVALS)).isEqualTo(13_000_000);
  }

  @Test
  void anIntervalIsMeasuredUpToOneAndAHalfPeriods() {
    device.sends(0, energy("0"));
    device.sends(15, energy("0.1"));
    assertThat(book.total(Element.VALID_MICRO_INTERVALS)).isEqualTo(1_500_000);
    assertThat(book.total(Element.ESTIMATED_NANO_KWH)).isZero();
    device.sends(30.001, energy("0.2"));
    assertThat(book.total(Element.ESTIMATED_MICRO_INTERVALS)).isEqualTo(1_500_100);
    assertThat(book.total(Element.ESTIMATED_NANO_KWH)).isEqualTo(NANO / 10);
  }

  @Test
  void fullCoverageIsAnExactEqualityThoughNoWholeNumberOfIntervalsFitsAMinute() {
    Duration seven = Duration.ofSeconds(7);
    AccountBook sevens = new AccountBook(TestMachine.standard().sampling(seven));
    Device worker = new Device(sevens);
    for (int second = 0; second <= 420; second += 7) {
      worker.sends(second, state("RUNNING"));
    }
    for (long minute = START; minute < at(420); minute += 60_000) {
      long expected = sevens.at(minute, Element.EXPECTED_MICRO_INTERVALS);
      assertThat(expected).as("60 / 7 = 8.571428…").isBetween(8_571_428L, 8_571_429L);
      assertThat(sevens.at(minute, Element.VALID_MICRO_INTERVALS)).isEqualTo(expected);
    }
    assertThat(sevens.total(Element.EXPECTED_MICRO_INTERVALS)).as("420 / 7").isEqualTo(60_000_000);
  }

  @Test
  void whatIsMissingBeforeTheFirstMessageIsNotCountedAsMissing() {
    device.withholds(500);
    device.sends(0, state("RUNNING"));
    assertThat(book.total(Element.SEQUENCE_GAPS)).isZero();
  }

  @Test
  void aRepeatIsTheSameNumberOfTheSameBoot() {
    device.sends(0, state("RUNNING"));
    device.sends(10, state("RUNNING"));
    assertThat(device.delivers(0, 0, 11, state("RUNNING"))).isEqualTo(Outcome.DUPLICATE);
    assertThat(device.delivers(1, 10, 12, state("RUNNING"))).isEqualTo(Outcome.DUPLICATE);
    device.restarts();
    assertThat(device.sends(20, state("RUNNING"))).isEqualTo(Outcome.ACCEPTED);
    assertThat(book.total(Element.DUPLICATES)).isEqualTo(2);
    assertThat(book.total(Element.MESSAGES)).isEqualTo(3);
  }

  @Test
  void aRepeatIsCountedInTheMinuteInWhichItArrived() {
    device.sends(0, state("RUNNING"));
    device.delivers(0, 0, 70, state("RUNNING"));
    assertThat(book.at(SECOND_MINUTE, Element.DUPLICATES)).isEqualTo(1);
  }

  @Test
  void aMessageIsLateOnlyBeyondTheHorizon() {
    double twoDays = Duration.ofDays(2).toSeconds();
    assertThat(device.delivers(0, 0, twoDays, state("RUNNING"))).isEqualTo(Outcome.ACCEPTED);
    assertThat(device.delivers(1, 0.5, twoDays + 0.501, state("RUNNING"))).isEqualTo(Outcome.LATE);
    assertThat(book.total(Element.LATE)).isEqualTo(1);
    assertThat(book.at(Minutes.of(at(twoDays)), Element.LATE)).as("when it arrived").isEqualTo(1);
    assertThat(book.total(Element.MESSAGES)).isEqualTo(1);
  }

  @Test
  void aNewMessageOfATimeWhoseSamplesAreForgottenIsLate() {
    for (int second = 0; second <= 600; second += 10) {
      device.sends(second, state("RUNNING") + "," + energy("1"));
    }
    // a number that is new, with a stamp amid those that came without a gap
    assertThat(device.delivers(61, 205, 601, state("IDLE"))).isEqualTo(Outcome.LATE);
    assertThat(book.total(Element.PRODUCTION_MS)).isEqualTo(600_000);
  }

  @Test
  void messagesAreDigestedWhicheverMinuteTheyBelongTo() {
    device.sends(0, state("RUNNING"));
    device.sends(70, state("RUNNING"));
    assertThat(book.at(FIRST_MINUTE, Element.MESSAGES)).isEqualTo(1);
    assertThat(book.at(SECOND_MINUTE, Element.MESSAGES)).isEqualTo(1);
    MessageDigestSum digest = Readings.at(START, "b1", 0, state("RUNNING")).digest();
    assertThat(book.at(FIRST_MINUTE, Element.DIGEST_0)).isNotZero().isEqualTo(digest.lane0());
    assertThat(book.at(FIRST_MINUTE, Element.DIGEST_1)).isEqualTo(digest.lane1());
    assertThat(book.at(FIRST_MINUTE, Element.DIGEST_2)).isEqualTo(digest.lane2());
    assertThat(book.at(FIRST_MINUTE, Element.DIGEST_3)).isEqualTo(digest.lane3());
  }

  @Test
  void aValueThatCannotBeRightIsCountedAndItsMessageCountsAsWell() {
    device.sends(0, state("RUNNING") + ",\"good_count\":-1");
    assertThat(book.total(Element.QUARANTINED)).isEqualTo(1);
    assertThat(book.total(Element.MESSAGES)).isEqualTo(1);
  }

  /** What was kept for a gap goes with it. */
  @Test
  void aGapThatHasClosedLeavesNothingBehind() throws Exception {
    AccountBook whole = new AccountBook(TestMachine.standard());
    int samples = (int) Duration.ofDays(3).toMinutes();
    for (int sample = 0; sample < samples; sample++) {
      String signals = state(sample / 7 % 2 == 0 ? "RUNNING" : "SETUP") + "," + energy("1");
      Reading reading = Readings.at(START + sample * 60_000L, "b1", sample, signals);
      whole.accept(reading);
      if (sample == 10) {
        assertThat(book.gapsOpen()).isEqualTo(1);
      } else if (sample != 20 && sample != 21) {
        book.accept(reading);
      }
      if (sample == 100) {
        assertThat(book.gapsOpen()).as("and what may have been before the first").isEqualTo(3);
        assertThat(book.bytes()).isGreaterThan(whole.bytes());
      }
    }
    assertThat(book.gapsOpen()).isZero();
    assertThat(book.samplesHeld()).isEqualTo(whole.samplesHeld());
    assertThat(book.bytes()).isEqualTo(whole.bytes());
  }

  @Test
  void signalsThatNobodyKnowsAreCounted() {
    device.sends(0, state("RUNNING") + ",\"aura\":7,\"mood\":\"good\"");
    assertThat(book.total(Element.UNKNOWN_SIGNALS)).isEqualTo(2);
  }

  @Test
  void aGapLongerThanTheHorizonLeavesWhatIsFinalAsItWas() {
    device.sends(0, state("RUNNING") + "," + energy("0"));
    double threeDays = 3 * 86_400;
    long firstOpen = at(1 * 86_400);
    book.advanceTo(at(threeDays) - 1);
    Map<Long, Elements> before = copy(book.minutes().headMap(firstOpen));

    // 72 kWh over the two days that may still change
    device.sends(threeDays, state("RUNNING") + "," + energy("72"));
    assertThat(book.minutes().headMap(firstOpen).equals(before)).as("unchanged").isTrue();
    assertThat(book.total(Element.GRID_NANO_KWH)).as("nothing is lost").isEqualTo(72 * NANO);
    assertThat(book.at(firstOpen, Element.GRID_NANO_KWH)).as("72 / 2880").isEqualTo(NANO / 40);
    assertThat(book.at(firstOpen, Element.ESTIMATED_MICRO_INTERVALS)).isEqualTo(6_000_000);
    assertThat(book.total(Element.ESTIMATED_MICRO_INTERVALS)).isEqualTo(2 * 8_640_000_000L);
    assertThat(book.total(Element.EXPECTED_MICRO_INTERVALS)).isEqualTo(3 * 8_640_000_000L);
  }

  private static Map<Long, Elements> copy(Map<Long, Elements> minutes) {
    Map<Long, Elements> copy = new TreeMap<>();
    minutes.forEach((minute, elements) -> copy.put(minute, Elements.unpack(elements.pack())));
    return copy;
  }
}
