package hk.innopark.jobs.account;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.MachineState;
import hk.innopark.events.Signal;
import hk.innopark.events.SignalValues;
import hk.innopark.jobs.reference.MachineReference;
import hk.innopark.jobs.reference.MeterReference;
import hk.innopark.jobs.reference.RegisterSwap;
import hk.innopark.registry.model.EnergySource;
import hk.innopark.registry.model.Meter.Counter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The standard machine is rated at 120 kW, half a second an item, and sends each ten seconds. */
class RegisterBoundTest {
  private static final long KWH = 1_000_000_000L;
  private static final long ONCE = 1_000_000_000L;
  private static final long HOUR_LESS_A_PERIOD = 3_590_000;
  private static final TestMachine STANDARD = TestMachine.standard();

  private static Sample at(long millis, String product) {
    return new Sample(
        Device.START + millis,
        "b1",
        1,
        MachineState.RUNNING,
        null,
        product,
        null,
        new SignalValues(0, new long[0]));
  }

  /** Of two readings that are an hour apart, the period in which a register moves included. */
  private static long anHour(Signal signal, MachineReference machine, double paceAnHour) {
    return RegisterBound.of(signal, at(0, null), at(HOUR_LESS_A_PERIOD, null), machine, paceAnHour);
  }

  /** A machine whose meters all say how much they can count in an hour. */
  private static MachineReference counting(long maxPerHour) {
    MeterReference meter =
        new MeterReference(
            EnergySource.GRID, "clp", 0, ONCE, false, List.of(), Counter.LIFETIME, maxPerHour);
    return new TestMachineView(STANDARD) {
      @Override
      public MeterReference meter(Signal signal, long atMillis) {
        return meter;
      }
    };
  }

  @Test
  void energyIsAtMostATenthAboveTheRatedPower() {
    assertThat(anHour(Signal.ACTIVE_ENERGY_KWH, STANDARD, 0)).isEqualTo(132 * KWH);
    assertThat(anHour(Signal.EXPORT_ENERGY_KWH, STANDARD, 0)).isEqualTo(132 * KWH);
    assertThat(anHour(Signal.ACTIVE_ENERGY_KWH, STANDARD, 1e15))
        .as("whatever its pace")
        .isEqualTo(132 * KWH);
  }

  @Test
  void reactiveEnergyIsAtMostTwiceTheActive() {
    assertThat(anHour(Signal.REACTIVE_ENERGY_KVARH, STANDARD, 0)).isEqualTo(264 * KWH);
    assertThat(anHour(Signal.REACTIVE_ENERGY_KVARH, STANDARD.unrated(), 0))
        .isEqualTo(RegisterBound.UNKNOWN);
  }

  @Test
  void itemsAreAtMostTenTimesTheIdealPaceAndOne() {
    assertThat(anHour(Signal.GOOD_COUNT, STANDARD, 0)).isEqualTo(72_001);
    assertThat(
            RegisterBound.of(
                Signal.REJECT_COUNT,
                at(0, "noodle-xl"),
                at(HOUR_LESS_A_PERIOD, "noodle-xl"),
                STANDARD,
                0))
        .isEqualTo(45_001);
  }

  @Test
  void whatAMeterSaysOfItselfComesFirst() {
    assertThat(anHour(Signal.ACTIVE_ENERGY_KWH, counting(20 * KWH), 1e15)).isEqualTo(22 * KWH);
    assertThat(
            RegisterBound.of(
                Signal.ACTIVE_ENERGY_KWH,
                at(0, null),
                at(2 * 3_600_000 - 10_000, null),
                counting(20 * KWH),
                0))
        .isEqualTo(44 * KWH);
    assertThat(anHour(Signal.ACTIVE_ENERGY_KWH, counting(0), 0)).isEqualTo(132 * KWH);
  }

  @Test
  void whereNothingIsRegisteredFiftyTimesTheQuickestPaceItHasShown() {
    assertThat(anHour(Signal.ACTIVE_ENERGY_KWH, STANDARD.unrated(), 3.0 * KWH))
        .isEqualTo(150 * KWH);
    assertThat(anHour(Signal.ACTIVE_ENERGY_KWH, STANDARD.unrated(), 0))
        .isEqualTo(RegisterBound.UNKNOWN);
    assertThat(anHour(Signal.WATER_M3, STANDARD, 1e30)).isEqualTo(RegisterBound.GREATEST_NANO);
  }

  /** The rated power is what a machine draws, not what its roof gives. */
  @Test
  void aRoofMayGiveMoreThanItsMachineDrawsWhereItHasShownIt() {
    assertThat(anHour(Signal.PV_ENERGY_KWH, STANDARD, 0)).isEqualTo(132 * KWH);
    assertThat(anHour(Signal.PV_ENERGY_KWH, STANDARD, 1.0 * KWH)).isEqualTo(132 * KWH);
    assertThat(anHour(Signal.PV_ENERGY_KWH, STANDARD, 10.0 * KWH)).isEqualTo(500 * KWH);
  }

  @Test
  void knowsWhereThePaceAloneBounds() {
    Sample from = at(0, null);
    long to = Device.START;
    assertThat(RegisterBound.isByPace(Signal.ACTIVE_ENERGY_KWH, from, to, STANDARD)).isFalse();
    assertThat(RegisterBound.isByPace(Signal.ACTIVE_ENERGY_KWH, from, to, STANDARD.unrated()))
        .isTrue();
    assertThat(RegisterBound.isByPace(Signal.PV_ENERGY_KWH, from, to, STANDARD)).isTrue();
    assertThat(RegisterBound.isByPace(Signal.PV_ENERGY_KWH, from, to, counting(1))).isFalse();
    assertThat(RegisterBound.isByPace(Signal.WATER_M3, from, to, counting(1))).isFalse();
    assertThat(RegisterBound.isByPace(Signal.WATER_M3, from, to, STANDARD)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "10, 1000000000, 10, false",
    "11, 1000000000, 10, true",
    "1, 20500000000, 20, false",
    "1, 21000000000, 20, true",
    // beyond 64 bits
    "9000000000000000000, 1000000000, 9000000000000000000, false",
    "9000000000000000000, 2000000000, 9000000000000000000, true",
    // the product is between 2^63 and 2^64
    "10000000000, 1000000000, 1000000000000, false",
    "10000000000, 1000000000, 1000000000, true",
  })
  void comparesAProductThatMayBeBeyond64Bits(
      long moved, long multiplierNano, long bound, boolean exceeds) {
    assertThat(RegisterBound.exceeds(moved, multiplierNano, bound)).isEqualTo(exceeds);
  }

  /** Exchanges at their readings: final, first, and the multiplier from then on. */
  private static long overSwaps(long modulus, long first, long second, RegisterSwap... swaps) {
    return RegisterBound.overSwaps(
        first,
        second,
        Device.START,
        new MeterReference(EnergySource.GRID, "clp", modulus, ONCE, false, List.of(swaps)),
        List.of(swaps));
  }

  private static RegisterSwap swap(long finalReading, long firstReading, long multiplierNano) {
    return new RegisterSwap(Device.START + 60_000, finalReading, firstReading, multiplierNano);
  }

  @Test
  void eachRegisterOfAnExchangeCountsByItsOwnMultiplier() {
    assertThat(overSwaps(0, 100, 7, swap(130, 5, ONCE))).isEqualTo(32);
    assertThat(overSwaps(0, 100, 7, swap(130, 5, 20 * ONCE))).isEqualTo(30 + 40);
    assertThat(overSwaps(0, 100, 4, swap(130, 5, 2 * ONCE), swap(9, 0, ONCE)))
        .isEqualTo(30 + 8 + 4);
  }

  @Test
  void aRegisterOfAnExchangeMayPassItsModulusByATenthButNotFall() {
    assertThat(overSwaps(1_000, 950, 7, swap(50, 5, ONCE))).isEqualTo(100 + 2);
    assertThat(overSwaps(1_000, 950, 7, swap(51, 5, ONCE))).isEqualTo(RegisterBound.NOT_POSSIBLE);
    assertThat(overSwaps(1_000, 1_000, 7, swap(50, 5, ONCE)))
        .as("a register does not show its modulus")
        .isEqualTo(RegisterBound.NOT_POSSIBLE);
    assertThat(overSwaps(0, 950, 7, swap(50, 5, ONCE))).isEqualTo(RegisterBound.NOT_POSSIBLE);
    assertThat(overSwaps(1_000, 950, 950, swap(950, 950, ONCE))).isZero();
  }

  @Test
  void anExchangeBeyondAllBoundsIsNotPossible() {
    long most = RegisterBound.GREATEST_NANO;
    assertThat(overSwaps(0, 0, most, swap(0, 0, ONCE))).isEqualTo(most);
    assertThat(overSwaps(0, 0, most, swap(1, 0, ONCE))).isEqualTo(RegisterBound.NOT_POSSIBLE);
    assertThat(overSwaps(0, 0, most, swap(0, 0, 2 * ONCE))).isEqualTo(RegisterBound.NOT_POSSIBLE);
  }
}
