package hk.innopark.jobs.account;

import static hk.innopark.jobs.account.Device.START;
import static hk.innopark.jobs.account.Device.energy;
import static hk.innopark.jobs.account.Device.state;
import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.jobs.account.MachineAccount.Outcome;
import hk.innopark.jobs.element.Element;
import org.junit.jupiter.api.Test;

/**
 * Which readings of counters are passed over, and which time is stuck or doubtful. The machine is
 * that of {@link MachineAccountCounterTest}.
 */
class MachineAccountDoubtTest {
  private static final long NANO = 1_000_000_000L;
  private static final long FIRST_MINUTE = START;
  private static final long SECOND_MINUTE = START + 60_000;

  private final AccountBook book = new AccountBook(TestMachine.standard());
  private final Device device = new Device(book);

  @Test
  void aCounterThatFallsWithoutARestartCostsItsValueAlone() {
    device.sends(0, energy("500") + "," + state("RUNNING"));
    device.sends(10, energy("400") + "," + state("IDLE"));
    device.sends(20, energy("500.1") + "," + state("RUNNING"));
    assertThat(book.total(Element.QUARANTINED)).isEqualTo(1);
    assertThat(book.total(Element.MESSAGES)).isEqualTo(3);
    assertThat(book.total(Element.GRID_NANO_KWH)).isEqualTo(NANO / 10);
    assertThat(book.total(Element.PRODUCTION_MS)).as("its state is taken").isEqualTo(10_000);
    assertThat(book.total(Element.IDLE_MS)).isEqualTo(10_000);
  }

  @Test
  void aLateReadingBelowTheOneBeforeItIsPassedOverToo() {
    device.sends(0, energy("500"));
    device.withholds(1);
    device.sends(20, energy("500.2"));
    assertThat(device.delivers(1, 10, 30, energy("499.9"))).isEqualTo(Outcome.ACCEPTED);
    assertThat(book.total(Element.GRID_NANO_KWH)).isEqualTo(NANO / 5);
    assertThat(book.total(Element.QUARANTINED)).isEqualTo(1);
  }

  @Test
  void aRegisterThatFellForGoodGoesOnFromThere() {
    device.sends(0, energy("500"));
    device.sends(10, energy("20"));
    device.sends(20, energy("20.1"));
    device.sends(30, energy("20.2"));
    assertThat(book.total(Element.GRID_NANO_KWH)).as("0.1 + 0.1").isEqualTo(NANO / 5);
    assertThat(book.total(Element.QUARANTINED)).as("the fall").isEqualTo(1);
  }

  @Test
  void aSentinelCostsItsValueHoweverOftenItComes() {
    device.sends(0, "\"compressed_air_m3\":1000.0");
    device.sends(10, "\"compressed_air_m3\":1000.1");
    for (int second = 20; second < 400; second += 10) {
      device.sends(second, "\"compressed_air_m3\":65535");
    }
    device.sends(400, "\"compressed_air_m3\":1004.0");
    device.sends(410, "\"compressed_air_m3\":1004.1");
    assertThat(book.total(Element.COMPRESSED_AIR_NANO_M3)).isEqualTo(NANO * 41 / 10);
    assertThat(book.total(Element.QUARANTINED)).isEqualTo(38);
  }

  @Test
  void aSentinelAsTheFirstReadingCountsNothing() {
    device.sends(0, "\"compressed_air_m3\":0");
    device.sends(10, "\"compressed_air_m3\":1000.0");
    device.sends(20, "\"compressed_air_m3\":1000.1");
    device.sends(30, "\"compressed_air_m3\":1000.2");
    assertThat(book.total(Element.COMPRESSED_AIR_NANO_M3)).isEqualTo(NANO / 5);
    assertThat(book.total(Element.QUARANTINED)).isEqualTo(1);
  }

  @Test
  void aMeterWithoutABoundMayBecomeQuicker() {
    device.sends(0, "\"compressed_air_m3\":1000.000");
    device.sends(10, "\"compressed_air_m3\":1000.001");
    for (int step = 1; step <= 6; step++) {
      device.sends(10 + 10 * step, "\"compressed_air_m3\":" + (1000 + step));
    }
    assertThat(book.total(Element.COMPRESSED_AIR_NANO_M3)).isGreaterThanOrEqualTo(3 * NANO);
  }

  @Test
  void aRegistersBeyondArithmeticIsPassedOver() {
    device.sends(0, "\"water_m3\":1.0,\"good_count\":1");
    device.sends(10, "\"water_m3\":4294967295,\"good_count\":8999999999999999");
    device.sends(20, "\"water_m3\":1.2,\"good_count\":5");
    assertThat(book.total(Element.WATER_NANO_M3)).as("0.2 · 20.5").isEqualTo(4_100_000_000L);
    assertThat(book.total(Element.GOOD_ITEMS)).isEqualTo(4);
    assertThat(book.total(Element.QUARANTINED)).isEqualTo(2);
  }

  @Test
  void aSpikeOfItemsIsPassedOver() {
    device.sends(0, "\"good_count\":100");
    device.sends(10, "\"good_count\":110");
    device.sends(20, "\"good_count\":9999");
    device.sends(30, "\"good_count\":130");
    assertThat(book.total(Element.GOOD_ITEMS)).isEqualTo(30);
    assertThat(book.total(Element.QUARANTINED)).isEqualTo(1);
    assertThat(book.total(Element.DEAD_LETTERS)).isZero();
  }

  @Test
  void aSpikeIsASpikeThoughItComesLast() {
    device.sends(0, "\"good_count\":110");
    device.withholds(1);
    device.sends(20, "\"good_count\":130");
    assertThat(device.delivers(1, 10, 30, "\"good_count\":9999")).isEqualTo(Outcome.ACCEPTED);
    assertThat(book.total(Element.GOOD_ITEMS)).isEqualTo(20);
    assertThat(book.total(Element.QUARANTINED)).isEqualTo(1);
  }

  @Test
  void aSuspectedReadingThatStandsStillConfirmsNothing() {
    device.sends(0, energy("100.0"));
    device.sends(10, energy("100000.0"));
    device.sends(20, energy("100000.0"));
    assertThat(device.sends(30, energy("100.0"))).isEqualTo(Outcome.ACCEPTED);
    device.sends(40, energy("100.1"));
    assertThat(book.total(Element.GRID_NANO_KWH)).isEqualTo(NANO / 10);
    assertThat(book.total(Element.QUARANTINED)).isEqualTo(2);
  }

  @Test
  void aMeterThatStandsStillWhileTheMachineRunsIsStuck() {
    String running = state("RUNNING") + ",";
    device.sends(0, running + energy("100.001"));
    device.sends(10, running + energy("100.001"));
    device.sends(20, state("IDLE") + "," + energy("100.001"));
    device.sends(30, running + energy("100.001"));
    device.sends(40, running + energy("100.002"));
    assertThat(book.total(Element.STUCK_MS)).as("0 to 20").isEqualTo(20_000);
  }

  @Test
  void aMachineThatSaysWhatItTakesIsJudgedByThat() {
    String standing = state("DOWN") + ",\"active_power_kw\":3,";
    device.sends(0, standing + energy("100.001"));
    device.sends(10, standing + energy("100.001"));
    assertThat(book.total(Element.STUCK_MS)).as("3 kW are more than 120 / 50").isEqualTo(10_000);
    device.sends(20, state("RUNNING") + ",\"active_power_kw\":0," + energy("100.002"));
    device.sends(30, state("RUNNING") + ",\"active_power_kw\":0," + energy("100.002"));
    assertThat(book.total(Element.STUCK_MS)).as("all of it from the sun").isEqualTo(10_000);
  }

  /** What it did not show until then falls into the step after it. */
  @Test
  void theStepAfterAStuckReadingIsDoubtful() {
    String running = state("RUNNING") + ",";
    device.sends(45, running + energy("100.001"));
    device.sends(55, running + energy("100.001"));
    device.sends(65, running + energy("100.6"));
    assertThat(book.at(FIRST_MINUTE, Element.STUCK_MS)).isEqualTo(10_000);
    assertThat(book.at(SECOND_MINUTE, Element.STUCK_MS)).isZero();
    assertThat(book.at(SECOND_MINUTE, Element.DOUBTFUL_MS)).as("60 to 70").isEqualTo(10_000);
  }

  @Test
  void aRestartIsDoubtfulBackToTheReadingBeforeIt() {
    device.sends(55, energy("100.0"));
    device.restarts();
    device.sends(65, energy("0.1"));
    assertThat(book.at(FIRST_MINUTE, Element.RESETS)).isZero();
    assertThat(book.at(SECOND_MINUTE, Element.RESETS)).isEqualTo(1);
    assertThat(book.at(FIRST_MINUTE, Element.DOUBTFUL_MS)).isEqualTo(5_000);
    assertThat(book.at(SECOND_MINUTE, Element.DOUBTFUL_MS)).isEqualTo(5_000);
  }

  /** The sum is right, and in which minute it lies is not known. */
  @Test
  void aReadingThatIsPassedOverMakesTheTimeAroundItDoubtful() {
    String running = state("RUNNING") + ",\"good_count\":";
    device.sends(45, running + 5);
    device.sends(55, running + 10);
    device.sends(65, running + 65_535);
    device.sends(75, running + 20);
    assertThat(book.total(Element.GOOD_ITEMS)).isEqualTo(15);
    assertThat(book.at(FIRST_MINUTE, Element.QUARANTINED)).isZero();
    assertThat(book.at(SECOND_MINUTE, Element.QUARANTINED)).isEqualTo(1);
    assertThat(book.at(FIRST_MINUTE, Element.DOUBTFUL_MS)).isEqualTo(5_000);
    assertThat(book.at(SECOND_MINUTE, Element.DOUBTFUL_MS)).isEqualTo(15_000);
  }

  @Test
  void aReadingThatComesLateTakesTheDoubtBack() {
    device.sends(0, state("RUNNING") + ",\"good_count\":5");
    device.withholds(1);
    device.sends(20, state("RUNNING") + ",\"good_count\":15");
    assertThat(book.total(Element.DOUBTFUL_MS)).isEqualTo(20_000);
    device.delivers(1, 10, 30, state("RUNNING") + ",\"good_count\":10");
    assertThat(book.total(Element.DOUBTFUL_MS)).isZero();
  }

  /** 120 kW / 50 for ten seconds is 6.7 Wh, which a register of 0.01 kWh need not show. */
  @Test
  void aMeterTooCoarseToMoveIsNotStuck() {
    device.sends(0, state("RUNNING") + "," + energy("100.01"));
    device.sends(10, state("RUNNING") + "," + energy("100.01"));
    assertThat(book.total(Element.STUCK_MS)).isZero();
  }

  @Test
  void aCounterOfItemsIsStuckWhereTenWereDue() {
    device.sends(0, state("RUNNING") + ",\"good_count\":5");
    device.sends(5, state("RUNNING") + ",\"good_count\":5");
    device.sends(9.9, state("RUNNING") + ",\"good_count\":5");
    assertThat(book.total(Element.STUCK_MS)).as("5 s / 0.5 s = 10, 4.9 s are 9").isEqualTo(5_000);
  }

  @Test
  void aReadingBeyondTheRatedPowerIsSuspectedAndPassedOver() {
    device.sends(0, energy("100.0"));
    // 132 kW for 10 s and one period more is 0.7333 kWh
    device.sends(10, energy("900.0"));
    device.sends(20, energy("100.2"));
    assertThat(book.total(Element.QUARANTINED)).isEqualTo(1);
    assertThat(book.total(Element.GRID_NANO_KWH)).as("100.2 − 100.0").isEqualTo(NANO / 5);
    assertThat(book.total(Element.MESSAGES)).as("its other signals count").isEqualTo(3);
  }

  @Test
  void theCapIsATenthAboveTheRatedPowerForTheTimeAndOnePeriod() {
    // 120 · 1.1 kW · 20 s / 3600 = 0.733333333 kWh
    device.sends(0, energy("0"));
    device.sends(10, energy("0.733333333"));
    assertThat(book.total(Element.GRID_NANO_KWH)).isEqualTo(733_333_333);

    AccountBook other = new AccountBook(TestMachine.standard());
    Device beyond = new Device(other);
    beyond.sends(0, energy("0"));
    beyond.sends(10, energy("0.733333334"));
    assertThat(other.total(Element.GRID_NANO_KWH)).isZero();
    assertThat(other.total(Element.QUARANTINED)).isEqualTo(1);
  }

  @Test
  void aSecondReadingConfirmsThatTheRegisterItselfMoved() {
    device.sends(0, energy("100.0"));
    device.sends(10, energy("900.0"));
    device.sends(20, energy("900.2"));
    device.sends(30, energy("900.3"));
    assertThat(book.total(Element.GRID_NANO_KWH))
        .as("0.2 + 0.1; the move itself was consumed by no one")
        .isEqualTo(NANO * 3 / 10);
    assertThat(book.total(Element.QUARANTINED)).as("the move").isEqualTo(1);
  }

  @Test
  void withoutARatedPowerNothingIsTooMuch() {
    AccountBook unrated = new AccountBook(TestMachine.standard().unrated());
    Device worker = new Device(unrated);
    worker.sends(0, energy("100"));
    worker.sends(10, energy("900"));
    assertThat(unrated.total(Element.GRID_NANO_KWH)).isEqualTo(800 * NANO);
    assertThat(unrated.total(Element.QUARANTINED)).isZero();
  }
}
