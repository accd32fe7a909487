package hk.innopark.jobs.account;

import static hk.innopark.jobs.account.Device.START;
import static hk.innopark.jobs.account.Device.at;
import static hk.innopark.jobs.account.Device.energy;
import static hk.innopark.jobs.account.Device.state;
import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.DowntimeReason;
import hk.innopark.jobs.element.Element;
import org.junit.jupiter.api.Test;

/** Time by state and failures, by hand. The machine's state is stale after 60 s. */
class MachineAccountTimeTest {
  private static final long SECOND = 1000;
  private static final long FIRST_MINUTE = START;
  private static final long SECOND_MINUTE = START + 60_000;
  private static final long THIRD_MINUTE = START + 120_000;

  private final AccountBook book = new AccountBook(TestMachine.standard());
  private final Device device = new Device(book);

  @Test
  void aStateHoldsUntilTheNext() {
    device.sends(0, state("RUNNING"));
    device.sends(20, state("SETUP"));
    device.sends(30, state("IDLE"));
    device.sends(40, state("IDLE"), ",\"reason\":\"starved\"");
    device.sends(45, state("DOWN"), ",\"reason\":\"breakdown\"");
    device.sends(55, state("DOWN"));
    device.sends(60, state("PLANNED_DOWN"));
    device.sends(70, state("OFF"));
    device.sends(80, state("RUNNING"));

    assertThat(book.at(FIRST_MINUTE, Element.PRODUCTION_MS)).as("0–20").isEqualTo(20 * SECOND);
    assertThat(book.at(FIRST_MINUTE, Element.SETUP_MS)).as("20–30").isEqualTo(10 * SECOND);
    assertThat(book.at(FIRST_MINUTE, Element.IDLE_MS)).as("30–40").isEqualTo(10 * SECOND);
    assertThat(delay(FIRST_MINUTE, DowntimeReason.STARVED)).as("40–45").isEqualTo(5 * SECOND);
    assertThat(delay(FIRST_MINUTE, DowntimeReason.BREAKDOWN)).as("45–55").isEqualTo(10 * SECOND);
    assertThat(delay(FIRST_MINUTE, DowntimeReason.UNSPECIFIED)).as("55–60").isEqualTo(5 * SECOND);
    assertThat(book.at(SECOND_MINUTE, Element.PLANNED_DOWN_MS)).as("60–70").isEqualTo(10 * SECOND);
    assertThat(book.at(SECOND_MINUTE, Element.IDLE_MS)).as("OFF 70–80").isEqualTo(10 * SECOND);
    assertThat(book.at(SECOND_MINUTE, Element.PRODUCTION_MS)).as("not yet over").isZero();
  }

  @Test
  void aStateIsSplitWhereTheMinuteEnds() {
    device.sends(50.25, state("RUNNING"));
    device.sends(75.75, state("IDLE"));
    assertThat(book.at(FIRST_MINUTE, Element.PRODUCTION_MS)).as("60 − 50.25").isEqualTo(9_750);
    assertThat(book.at(SECOND_MINUTE, Element.PRODUCTION_MS)).as("75.75 − 60").isEqualTo(15_750);
  }

  @Test
  void aMessageWithoutAStateLeavesTheStateAsItIs() {
    device.sends(0, state("RUNNING"));
    device.sends(10, energy("1"));
    device.sends(20, state("IDLE"));
    assertThat(book.total(Element.PRODUCTION_MS)).isEqualTo(20 * SECOND);
  }

  @Test
  void outsideThePlanOnlyRunningCountsAndInNoRatio() {
    AccountBook planned =
        new AccountBook(TestMachine.standard().planned(minute -> minute != SECOND_MINUTE));
    Device worker = new Device(planned);
    worker.sends(50, state("RUNNING"));
    worker.sends(80, state("DOWN"));
    worker.sends(130, state("RUNNING"));
    assertThat(planned.at(FIRST_MINUTE, Element.PRODUCTION_MS)).as("50–60").isEqualTo(10 * SECOND);
    assertThat(planned.at(SECOND_MINUTE, Element.OUTSIDE_PLAN_MS))
        .as("60–80")
        .isEqualTo(20 * SECOND);
    assertThat(planned.at(SECOND_MINUTE, Element.PRODUCTION_MS)).isZero();
    assertThat(planned.at(SECOND_MINUTE, Element.UNKNOWN_MS)).isZero();
    assertThat(planned.total(Element.DELAY_UNSPECIFIED_MS)).as("120–130").isEqualTo(10 * SECOND);
    assertThat(planned.at(THIRD_MINUTE, Element.DELAY_UNSPECIFIED_MS)).isEqualTo(10 * SECOND);
  }

  @Test
  void aStaleStateIsUnknownTime() {
    device.sends(10, state("RUNNING"));
    device.sends(100, state("IDLE"));
    assertThat(book.at(FIRST_MINUTE, Element.PRODUCTION_MS)).as("10–60").isEqualTo(50 * SECOND);
    assertThat(book.at(SECOND_MINUTE, Element.PRODUCTION_MS)).as("60–70").isEqualTo(10 * SECOND);
    assertThat(book.at(SECOND_MINUTE, Element.UNKNOWN_MS)).as("70–100").isEqualTo(30 * SECOND);
  }

  @Test
  void aStateGoesStaleThoughTheMachineStillSendsItsMeter() {
    device.sends(0, state("RUNNING"));
    for (int second = 10; second <= 90; second += 10) {
      device.sends(second, energy("1"));
    }
    assertThat(book.total(Element.PRODUCTION_MS)).isEqualTo(60 * SECOND);
    assertThat(book.total(Element.UNKNOWN_MS)).as("60–90").isEqualTo(30 * SECOND);
  }

  @Test
  void unknownTimeOutsideThePlanIsNoOnesConcern() {
    AccountBook off = new AccountBook(TestMachine.standard().planned(minute -> false));
    Device worker = new Device(off);
    worker.sends(0, state("RUNNING"));
    worker.sends(100, state("IDLE"));
    assertThat(off.total(Element.UNKNOWN_MS)).isZero();
    assertThat(off.total(Element.OUTSIDE_PLAN_MS)).isEqualTo(60 * SECOND);
  }

  @Test
  void aStopOfThirtySecondsIsAMicroStopAndAMillisecondMoreAFailure() {
    device.sends(10, state("DOWN"));
    device.sends(40, state("RUNNING"));
    assertThat(book.total(Element.FAILURES)).isZero();
    assertThat(book.total(Element.REPAIR_MS)).isZero();

    device.sends(50, state("DOWN"));
    device.sends(80.001, state("RUNNING"));
    assertThat(book.total(Element.FAILURES)).isEqualTo(1);
    assertThat(book.total(Element.REPAIR_MS)).as("all of the stop").isEqualTo(30_001);
    assertThat(book.total(Element.DELAY_UNSPECIFIED_MS)).as("30 + 30.001").isEqualTo(60_001);
  }

  @Test
  void aFailureCountsInTheMinuteInWhichItOutlastsAMicroStop() {
    device.sends(30, state("RUNNING"));
    device.sends(40, state("DOWN"));
    for (int second = 50; second <= 90; second += 10) {
      device.sends(second, state("DOWN"));
    }
    device.sends(100, state("RUNNING"));
    // down since 40, so a failure at 70; all of its repair is told from then on
    assertThat(book.at(FIRST_MINUTE, Element.FAILURES)).isZero();
    assertThat(book.at(FIRST_MINUTE, Element.REPAIR_MS)).isZero();
    assertThat(book.at(SECOND_MINUTE, Element.FAILURES)).isEqualTo(1);
    assertThat(book.at(SECOND_MINUTE, Element.REPAIR_MS)).as("100 − 40").isEqualTo(60 * SECOND);
  }

  @Test
  void repairTimeOverFailuresIsTheMeanTimeToRepair() {
    device.sends(-10, state("RUNNING"));
    device.sends(0, state("DOWN"));
    device.sends(40, state("RUNNING"));
    device.sends(60, state("DOWN"));
    device.sends(100, state("DOWN"));
    device.sends(120, state("RUNNING"));
    assertThat(book.total(Element.FAILURES)).isEqualTo(2);
    assertThat(book.total(Element.REPAIR_MS)).as("40 + 60").isEqualTo(100 * SECOND);
  }

  @Test
  void aMachineThatIsDownWhenItFirstReportsHasNotFailedThen() {
    device.sends(0, state("DOWN"));
    device.sends(50, state("DOWN"));
    device.sends(100, state("RUNNING"));
    assertThat(book.total(Element.FAILURES)).isZero();
    assertThat(book.total(Element.REPAIR_MS)).isZero();
    assertThat(book.total(Element.DELAY_UNSPECIFIED_MS)).isEqualTo(100 * SECOND);
  }

  @Test
  void plannedMaintenanceIsNoFailure() {
    device.sends(0, state("DOWN"), ",\"reason\":\"planned_maintenance\"");
    device.sends(50, state("RUNNING"));
    assertThat(book.total(Element.FAILURES)).isZero();
    assertThat(delay(FIRST_MINUTE, DowntimeReason.PLANNED_MAINTENANCE)).isEqualTo(50 * SECOND);
  }

  @Test
  void aSilenceEndsARunOfDown() {
    device.sends(-10, state("RUNNING"));
    device.sends(0, state("DOWN"));
    device.sends(100, state("DOWN"));
    device.sends(120, state("RUNNING"));
    // 0–60 is a failure; what was between is unknown, so 100–120 is a stop of its own
    assertThat(book.total(Element.FAILURES)).isEqualTo(1);
    assertThat(book.total(Element.REPAIR_MS)).isEqualTo(60 * SECOND);
    assertThat(book.total(Element.DELAY_UNSPECIFIED_MS)).as("60 + 20").isEqualTo(80 * SECOND);
  }

  @Test
  void aBacklogThatSplitsAStopTakesTheFailureBack() {
    device.sends(-10, state("RUNNING"));
    device.sends(0, state("DOWN"));
    device.sends(10, state("DOWN"));
    device.withholds(1);
    device.sends(30, state("DOWN"));
    device.sends(60, state("RUNNING"));
    assertThat(book.total(Element.FAILURES)).as("down 0–60").isEqualTo(1);
    assertThat(book.total(Element.REPAIR_MS)).isEqualTo(60 * SECOND);

    device.delivers(3, 20, 70, state("RUNNING"));
    // down 0–20, running 20–30, down 30–60: two micro-stops
    assertThat(book.total(Element.FAILURES)).isZero();
    assertThat(book.total(Element.REPAIR_MS)).isZero();
    assertThat(book.total(Element.PRODUCTION_MS)).as("10 before it + 10").isEqualTo(20 * SECOND);
    assertThat(book.total(Element.DELAY_UNSPECIFIED_MS)).isEqualTo(50 * SECOND);
  }

  @Test
  void silenceIsUnknownOnlyOnceTheNextMessageWasWaitedFor() {
    device.sends(0, state("RUNNING"));
    assertThat(book.nextSilenceMillis()).as("the minute, and 60 s").isEqualTo(at(120));

    book.advanceTo(at(119.999));
    assertThat(book.total(Element.EXPECTED_MICRO_INTERVALS)).isZero();

    book.advanceTo(at(120));
    assertThat(book.at(FIRST_MINUTE, Element.EXPECTED_MICRO_INTERVALS))
        .as("6 of 10 s each")
        .isEqualTo(6_000_000);
    assertThat(book.at(FIRST_MINUTE, Element.PRODUCTION_MS)).as("not stale").isEqualTo(60 * SECOND);

    book.advanceTo(at(240));
    assertThat(book.at(SECOND_MINUTE, Element.EXPECTED_MICRO_INTERVALS)).isEqualTo(6_000_000);
    assertThat(book.at(SECOND_MINUTE, Element.UNKNOWN_MS)).isEqualTo(60 * SECOND);
    assertThat(book.at(THIRD_MINUTE, Element.UNKNOWN_MS)).isEqualTo(60 * SECOND);
    assertThat(book.total(Element.VALID_MICRO_INTERVALS)).isZero();
  }

  @Test
  void aMessageOutOfASilenceTakesBackTheUnknownTimeThatItExplains() {
    device.sends(0, state("RUNNING"));
    book.advanceTo(at(240));
    assertThat(book.total(Element.UNKNOWN_MS)).as("60–180").isEqualTo(120 * SECOND);

    device.delivers(1, 100, 240, state("RUNNING"));
    assertThat(book.total(Element.PRODUCTION_MS)).as("0–60, 100–160").isEqualTo(120 * SECOND);
    assertThat(book.total(Element.UNKNOWN_MS)).as("60–100, 160–180").isEqualTo(60 * SECOND);
    assertThat(book.total(Element.EXPECTED_MICRO_INTERVALS)).as("0–180").isEqualTo(18_000_000);
    assertThat(book.total(Element.ESTIMATED_MICRO_INTERVALS)).as("0–100").isEqualTo(10_000_000);
  }

  @Test
  void aMachineThatNeverSpokeIsNotSilent() {
    book.advanceTo(at(3600));
    assertThat(book.minutes()).isEmpty();
    assertThat(book.nextSilenceMillis()).isEqualTo(Long.MAX_VALUE);
  }

  private long delay(long minute, DowntimeReason reason) {
    return book.at(minute, Element.delay(reason));
  }
}
