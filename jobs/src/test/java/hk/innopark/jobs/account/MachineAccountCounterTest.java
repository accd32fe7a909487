package hk.innopark.jobs.account;

import static hk.innopark.jobs.account.Device.START;
import static hk.innopark.jobs.account.Device.energy;
import static hk.innopark.jobs.account.Device.state;
import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.jobs.account.MachineAccount.Outcome;
import hk.innopark.jobs.element.Element;
import org.junit.jupiter.api.Test;

/**
 * Counters into elements, by hand. The machine sends every 10 s, takes 120 kW at most, pays 0.9 HK$
 * and emits 0.4 kg a kWh; its register starts again at 1,000,000 kWh.
 */
class MachineAccountCounterTest {
  private static final long NANO = 1_000_000_000L;
  private static final long FIRST_MINUTE = START;
  private static final long SECOND_MINUTE = START + 60_000;
  private static final long THIRD_MINUTE = START + 120_000;

  private final AccountBook book = new AccountBook(TestMachine.standard());
  private final Device device = new Device(book);

  @Test
  void aDeltaIsSplitAtMinutesByCumulativeRoundingSoThatNothingIsLost() {
    device.sends(50, energy("0"));
    device.sends(130, energy("0.000000010"));
    // 10 units over 80 s: ⌊10·10/80⌋ = 1 up to 60 s, ⌊10·70/80⌋ = 8 up to 120 s, 10 at the end
    assertThat(book.at(FIRST_MINUTE, Element.GRID_NANO_KWH)).isEqualTo(1);
    assertThat(book.at(SECOND_MINUTE, Element.GRID_NANO_KWH)).as("8 − 1").isEqualTo(7);
    assertThat(book.at(THIRD_MINUTE, Element.GRID_NANO_KWH)).as("10 − 8").isEqualTo(2);
  }

  @Test
  void energyFollowsTheStateWhereItChangedBetweenTwoReadings() {
    device.sends(0, state("RUNNING") + "," + energy("100.0"));
    device.sends(5, state("IDLE"));
    device.sends(12, state("DOWN"));
    device.sends(20, energy("100.2"));
    // 0.2 kWh over 20 s, 0.01 a second
    assertThat(book.total(Element.RUNNING_NANO_KWH)).as("5 s").isEqualTo(NANO * 5 / 100);
    assertThat(book.total(Element.IDLE_NANO_KWH)).as("7 s").isEqualTo(NANO * 7 / 100);
    assertThat(book.total(Element.DOWN_NANO_KWH)).as("8 s").isEqualTo(NANO * 8 / 100);
    assertThat(book.total(Element.GRID_NANO_KWH)).isEqualTo(NANO * 20 / 100);
  }

  @Test
  void energyOfAStaleStateIsOfAnUnknownState() {
    device.sends(0, state("RUNNING") + "," + energy("100.0"));
    device.sends(120, energy("101.2"));
    assertThat(book.total(Element.RUNNING_NANO_KWH)).as("0–60").isEqualTo(NANO * 6 / 10);
    assertThat(book.total(Element.UNKNOWN_NANO_KWH)).as("60–120").isEqualTo(NANO * 6 / 10);
    assertThat(book.total(Element.ESTIMATED_NANO_KWH))
        .as("120 s exceed 1.5 periods")
        .isEqualTo(NANO * 12 / 10);
  }

  @Test
  void exportIsTakenFromActiveEnergy() {
    String zero = "\"active_energy_kwh\":0,\"pv_energy_kwh\":0,\"export_energy_kwh\":0";
    device.sends(0, state("RUNNING") + "," + zero);
    device.sends(10, "\"active_energy_kwh\":0.05,\"pv_energy_kwh\":0.3,\"export_energy_kwh\":0.1");
    assertThat(book.total(Element.GRID_NANO_KWH)).isEqualTo(50_000_000);
    assertThat(book.total(Element.PV_NANO_KWH)).isEqualTo(300_000_000);
    assertThat(book.total(Element.EXPORT_NANO_KWH)).isEqualTo(100_000_000);
    assertThat(book.total(Element.CLAIMED_NANO_KWH)).as("none of it sold").isEqualTo(300_000_000);
    assertThat(book.total(Element.RUNNING_NANO_KWH)).as("0.05 + 0.3 − 0.1").isEqualTo(250_000_000);
  }

  @Test
  void aReadingIsMultipliedAsItsMeterSays() {
    device.sends(0, "\"water_m3\":1.0");
    device.sends(10, "\"water_m3\":1.2");
    assertThat(book.total(Element.WATER_NANO_M3)).as("0.2 · 20.5").isEqualTo(4_100_000_000L);
  }

  @Test
  void costAndCarbonAreRoundedHalfToEven() {
    device.sends(0, energy("0"));
    device.sends(10, energy("0.000000005"));
    assertThat(book.total(Element.COST_ENERGY_NANO_HKD)).as("5 · 0.9 = 4.5").isEqualTo(4);
    assertThat(book.total(Element.SCOPE2_LOCATION_NANO_KG)).as("5 · 0.4").isEqualTo(2);

    device.sends(20, energy("0.000000020"));
    assertThat(book.total(Element.COST_ENERGY_NANO_HKD)).as("4 + 15 · 0.9 = 13.5").isEqualTo(18);
    assertThat(book.total(Element.SCOPE2_MARKET_NANO_KG)).as("2 + 15 · 0.4").isEqualTo(8);
  }

  @Test
  void idealTimeIsThatOfTheProductBeingMade() {
    device.sends(0, "\"good_count\":0,\"reject_count\":0");
    device.sends(10, "\"good_count\":10,\"reject_count\":2", ",\"product\":\"noodle-xl\"");
    device.sends(20, "\"good_count\":15,\"reject_count\":3");
    assertThat(book.total(Element.GOOD_ITEMS)).isEqualTo(15);
    assertThat(book.total(Element.SCRAP_ITEMS)).isEqualTo(3);
    assertThat(book.total(Element.IDEAL_GOOD_NS))
        .as("10 · 0.5 + 5 · 0.8")
        .isEqualTo(9_000_000_000L);
    assertThat(book.total(Element.IDEAL_NS)).as("12 · 0.5 + 6 · 0.8").isEqualTo(10_800_000_000L);
  }

  @Test
  void aRegisterRollsOverAtItsModulus() {
    device.sends(0, energy("999999.9"));
    assertThat(device.sends(10, energy("0.05"))).isEqualTo(Outcome.ACCEPTED);
    assertThat(book.total(Element.GRID_NANO_KWH))
        .as("1,000,000 − 999,999.9 + 0.05")
        .isEqualTo(NANO * 15 / 100);
    assertThat(book.total(Element.RESETS)).isZero();
  }

  @Test
  void aRegisterRollsOverThoughTheDeviceRestartedAsWell() {
    device.sends(0, energy("999999.9"));
    device.restarts();
    device.sends(10, energy("0.05"));
    assertThat(book.total(Element.GRID_NANO_KWH)).isEqualTo(NANO * 15 / 100);
    assertThat(book.total(Element.RESETS)).isZero();
  }

  @Test
  void aCounterThatARestartSetBackCountsWhatItShowsAsALowerBound() {
    device.sends(0, energy("500") + ",\"good_count\":700");
    device.restarts();
    device.sends(10, energy("0.1") + ",\"good_count\":3");
    assertThat(book.total(Element.GRID_NANO_KWH)).isEqualTo(NANO / 10);
    assertThat(book.total(Element.GOOD_ITEMS)).isEqualTo(3);
    assertThat(book.total(Element.RESETS)).as("both counters").isEqualTo(2);
  }

  @Test
  void aCounterThatARestartLeftAloneGoesOn() {
    device.sends(0, energy("500"));
    device.restarts();
    device.sends(10, energy("500.1"));
    assertThat(book.total(Element.GRID_NANO_KWH)).isEqualTo(NANO / 10);
    assertThat(book.total(Element.RESETS)).isZero();
  }

  @Test
  void aCounterRestoredFromFlashCountsNothingForTheRestart() {
    device.sends(0, energy("500") + ",\"good_count\":50000");
    device.sends(10, energy("500.1") + ",\"good_count\":50002");
    device.restarts();
    device.sends(20, energy("500.0") + ",\"good_count\":49999");
    device.sends(30, energy("500.1") + ",\"good_count\":50001");
    assertThat(book.total(Element.GOOD_ITEMS)).as("2 + 0 + 2").isEqualTo(4);
    assertThat(book.total(Element.GRID_NANO_KWH)).as("0.1 + 0 + 0.1").isEqualTo(NANO / 5);
    assertThat(book.total(Element.RESETS)).as("both say so").isEqualTo(2);
  }

  @Test
  void aZeroAtBootThatIsNoneIsTakenBack() {
    device.sends(0, energy("13423.7"));
    device.sends(10, energy("13423.8"));
    device.restarts();
    for (int second = 20; second < 3620; second += 10) {
      device.sends(second, energy("0"));
    }
    device.sends(3620, energy("13424.0"));
    device.sends(3630, energy("13424.1"));
    assertThat(book.total(Element.GRID_NANO_KWH)).as("0.1 + 0.2 + 0.1").isEqualTo(NANO * 4 / 10);
    assertThat(book.total(Element.RESETS)).isZero();
    assertThat(book.samplesHeld()).isLessThan(16);
  }

  @Test
  void aRejectThatIsTakenBackIsACorrection() {
    device.sends(0, "\"reject_count\":5");
    device.sends(10, "\"reject_count\":6");
    device.sends(20, "\"reject_count\":5");
    device.sends(30, "\"reject_count\":7");
    assertThat(book.total(Element.SCRAP_ITEMS)).as("1 − 1 + 2").isEqualTo(2);
    assertThat(book.total(Element.QUARANTINED)).isZero();
  }

  @Test
  void nothingIsTakenBackThatWasNotCounted() {
    device.sends(0, "\"reject_count\":5");
    device.sends(10, "\"reject_count\":4");
    device.sends(20, "\"reject_count\":5");
    assertThat(book.total(Element.SCRAP_ITEMS)).isEqualTo(1);
  }

  @Test
  void gaugesAreNotSummed() {
    device.sends(0, "\"humidity_pct\":50,\"temperature_c\":180");
    device.sends(10, "\"humidity_pct\":60,\"temperature_c\":190");
    for (Element element : Element.values()) {
      if (element.ordinal() < Element.MESSAGES.ordinal()) {
        // the time is unknown, for want of a state
        assertThat(book.total(element))
            .as(element.name())
            .isEqualTo(element == Element.UNKNOWN_MS ? 10_000 : 0);
      }
    }
  }

  @Test
  void whatTheCountersCountWhileTheMachineIsOutOfPlanIsKept() {
    AccountBook off = new AccountBook(TestMachine.standard().planned(minute -> false));
    Device worker = new Device(off);
    worker.sends(0, state("RUNNING") + "," + energy("1") + ",\"good_count\":1");
    worker.sends(10, state("RUNNING") + "," + energy("1.1") + ",\"good_count\":9");
    assertThat(off.total(Element.GOOD_ITEMS)).isEqualTo(8);
    assertThat(off.total(Element.RUNNING_NANO_KWH)).isEqualTo(NANO / 10);
  }
}
