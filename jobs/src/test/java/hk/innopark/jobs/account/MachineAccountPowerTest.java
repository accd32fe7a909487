package hk.innopark.jobs.account;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.Reading;
import hk.innopark.events.Signal;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.reference.MachineReference;
import hk.innopark.registry.model.Machine.PowerReporting;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Energy from power, by hand: stale after 60 s, 120 kW rated, 0.9 HK$ a kWh. */
class MachineAccountPowerTest {
  private static final long KWH = 1_000_000_000L;
  private static final long HOUR = 3_600_000L;

  @Test
  void betweenPeriodicReadingsPowerIsATrapezium() {
    AccountBook book = new AccountBook(machine(PowerReporting.PERIODIC, false));
    Device device = new Device(book);
    device.sends(0, power(60));
    device.sends(30, power(120));
    assertThat(book.total(Element.GRID_NANO_KWH)).as("90 kW · 30 s").isEqualTo(3 * KWH / 4);
    assertThat(book.total(Element.INTEGRATED_NANO_KWH)).isEqualTo(3 * KWH / 4);
    assertThat(book.total(Element.COST_ENERGY_NANO_HKD)).as("· 0.9").isEqualTo(675_000_000L);
  }

  @Test
  void powerReportedByExceptionHoldsUntilTheNext() {
    AccountBook book = new AccountBook(machine(PowerReporting.BY_EXCEPTION, false));
    Device device = new Device(book);
    device.sends(0, power(60));
    device.sends(30, power(120));
    assertThat(book.total(Element.GRID_NANO_KWH)).as("60 kW · 30 s").isEqualTo(KWH / 2);
  }

  @Test
  void powerStopsWhenItIsStale() {
    for (PowerReporting reporting : PowerReporting.values()) {
      AccountBook book = new AccountBook(machine(reporting, false));
      Device device = new Device(book);
      device.sends(0, power(60));
      device.sends(600, power(60));
      assertThat(book.total(Element.GRID_NANO_KWH)).as("60 kW · 60 s").isEqualTo(KWH);
      assertThat(book.at(Device.at(60), Element.GRID_NANO_KWH)).isZero();
    }
  }

  @Test
  void inSilencePowerHoldsUntilItIsStaleAndIsReplacedByWhatComesLater() {
    AccountBook book = new AccountBook(machine(PowerReporting.PERIODIC, false));
    Device device = new Device(book);
    device.sends(0, power(60));
    book.advanceTo(Device.at(600));
    assertThat(book.total(Element.GRID_NANO_KWH)).as("60 kW · 60 s").isEqualTo(KWH);
    device.delivers(1, 30, 601, power(120));
    assertThat(book.total(Element.GRID_NANO_KWH))
        .as("90 kW · 30 s, then 120 kW · 60 s")
        .isEqualTo(3 * KWH / 4 + 2 * KWH);
  }

  @Test
  void aMeterWinsAndThePowerIsComparedWithIt() {
    AccountBook book = new AccountBook(machine(PowerReporting.PERIODIC, true));
    Device device = new Device(book);
    device.sends(0, Device.energy("10") + ',' + power(66));
    device.sends(30, power(66));
    device.sends(60, Device.energy("11") + ',' + power(66));
    assertThat(book.total(Element.GRID_NANO_KWH)).isEqualTo(KWH);
    assertThat(book.total(Element.INTEGRATED_NANO_KWH)).isZero();
    assertThat(book.total(Element.COMPARED_POWER_NANO_KWH))
        .as("66 kW · 60 s: 10 % more")
        .isEqualTo(KWH + KWH / 10);
    assertThat(book.total(Element.COMPARED_METER_NANO_KWH)).isEqualTo(KWH);
  }

  @Test
  void integratedEnergyIsThatOfTheStatesInWhichItWasTaken() {
    AccountBook book = new AccountBook(machine(PowerReporting.PERIODIC, false));
    Device device = new Device(book);
    device.sends(0, Device.state("IDLE") + ',' + power(60));
    device.sends(15, Device.state("RUNNING"));
    device.sends(30, power(60));
    assertThat(book.total(Element.IDLE_NANO_KWH)).as("60 kW · 15 s").isEqualTo(KWH / 4);
    assertThat(book.total(Element.RUNNING_NANO_KWH)).isEqualTo(KWH / 4);
  }

  @Test
  void wattsForKilowattsAndASwappedTransformerAreNoReadings() {
    AccountBook book = new AccountBook(machine(PowerReporting.PERIODIC, false));
    Device device = new Device(book);
    device.sends(0, power(60));
    device.sends(10, power(60_000));
    device.sends(20, power(-60));
    assertThat(book.total(Element.GRID_NANO_KWH)).as("60 kW · 10 s").isEqualTo(166_666_667);
    assertThat(book.total(Element.QUARANTINED)).isEqualTo(2);
  }

  @Property(tries = 200)
  void theOrderOfArrivalLeavesTheFinalElementsUnchanged(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 60) int samples,
      @ForAll PowerReporting reporting,
      @ForAll boolean metered) {
    List<Reading> history = history(seed, samples, metered);
    List<Reading> shuffled = new ArrayList<>(history);
    Collections.shuffle(shuffled, new Random(seed));
    long now = history.get(samples - 1).timestampMillis();
    AccountBook inOrder = new AccountBook(machine(reporting, metered));
    AccountBook inDisorder = new AccountBook(machine(reporting, metered));
    history.forEach(inOrder::accept);
    for (Reading reading : shuffled) {
      inDisorder.accept(Readings.receivedAt(reading, now));
    }
    inOrder.advanceTo(now + HOUR);
    inDisorder.advanceTo(now + HOUR);
    assertThat(inDisorder.minutes()).isEqualTo(inOrder.minutes());
    Elements sum = new Elements();
    inOrder.minutes().values().forEach(sum::add);
    assertThat(
            sum.get(Element.RUNNING_NANO_KWH)
                + sum.get(Element.IDLE_NANO_KWH)
                + sum.get(Element.SETUP_NANO_KWH)
                + sum.get(Element.DOWN_NANO_KWH)
                + sum.get(Element.OFF_NANO_KWH)
                + sum.get(Element.UNKNOWN_NANO_KWH))
        .as("active by state sums to active")
        .isEqualTo(sum.get(Element.GRID_NANO_KWH));
  }

  private static List<Reading> history(long seed, int samples, boolean metered) {
    Random random = new Random(seed);
    String[] states = {"RUNNING", "IDLE", "DOWN", "OFF"};
    List<Reading> readings = new ArrayList<>();
    long millis = Device.START + random.nextInt(60_000);
    long wattHours = 1000;
    for (int index = 0; index < samples; index++) {
      millis += 1 + random.nextInt(random.nextInt(8) == 0 ? 150_000 : 20_000);
      wattHours += random.nextInt(20);
      List<String> signals = new ArrayList<>();
      signals.add(power(random.nextInt(150)));
      signals.add(Device.state(states[random.nextInt(states.length)]));
      if (metered) {
        signals.add(Device.energy(wattHours / 1000 + "." + "%03d".formatted(wattHours % 1000)));
      }
      readings.add(Readings.at(millis, "b1", index, String.join(",", signals)));
    }
    return readings;
  }

  private static String power(int kw) {
    return "\"active_power_kw\":" + kw;
  }

  /** A machine that reports power in a certain way, with a meter or without. */
  private static MachineReference machine(PowerReporting reporting, boolean metered) {
    return new TestMachineView(TestMachine.standard()) {
      @Override
      public PowerReporting powerReporting() {
        return reporting;
      }

      @Override
      public boolean hasMeter(Signal signal, long atMillis) {
        return metered;
      }
    };
  }
}
