package hk.innopark.jobs.account;

import static hk.innopark.jobs.account.Device.at;
import static hk.innopark.jobs.account.Device.energy;
import static hk.innopark.jobs.account.Device.state;
import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.jobs.account.MachineAccount.Outcome;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.reference.RegisterSwap;
import org.junit.jupiter.api.Test;

/** An exchanged meter, by hand: final − last before + first after − first. */
class MeterSwapTest {
  private static final long NANO = 1_000_000_000L;

  /** At 15 s: the old one ended at 500.06, the new one began at 3, and counts as before. */
  private static final RegisterSwap SWAP =
      new RegisterSwap(at(15), 500_060_000_000L, 3 * NANO, NANO);

  private final AccountBook book = book(SWAP);
  private final Device device = new Device(book);

  @Test
  void nothingIsLostOverASwap() {
    device.sends(0, energy("499.9"));
    device.sends(10, energy("500.0"));
    assertThat(device.sends(20, energy("3.04"))).isEqualTo(Outcome.ACCEPTED);
    device.sends(30, energy("3.14"));
    assertThat(book.total(Element.GRID_NANO_KWH))
        .as("0.1 + (500.06 − 500) + (3.04 − 3) + 0.1")
        .isEqualTo(NANO * 3 / 10);
    assertThat(book.total(Element.QUARANTINED) + book.total(Element.RESETS)).isZero();
  }

  @Test
  void aSwapIsNotWhatALaterFallIs() {
    device.sends(0, energy("500.0"));
    device.sends(20, energy("3.1"));
    assertThat(device.sends(30, energy("2.9"))).isEqualTo(Outcome.ACCEPTED);
    assertThat(book.total(Element.QUARANTINED)).isEqualTo(1);
  }

  @Test
  void aReadingOfTheMomentOfTheSwapIsTheNewMeters() {
    device.sends(0, energy("500.0"));
    device.sends(15, energy("3.0"));
    assertThat(book.total(Element.GRID_NANO_KWH)).isEqualTo(NANO * 6 / 100);
  }

  /** Whichever comes last, the sum is the same, and each side is measured by its own meter. */
  @Test
  void aBacklogAcrossTheSwapReplacesTheEstimate() {
    device.sends(0, state("RUNNING") + "," + energy("499.9"));
    device.withholds(2);
    device.sends(70, state("RUNNING") + "," + energy("3.24"));
    long all = NANO * 16 / 100 + NANO * 24 / 100;
    assertThat(book.total(Element.GRID_NANO_KWH)).as("0.16 + 0.24").isEqualTo(all);
    assertThat(book.total(Element.ESTIMATED_NANO_KWH)).isEqualTo(all);
    device.delivers(2, 16, 80, energy("3.0"));
    assertThat(book.total(Element.GRID_NANO_KWH)).isEqualTo(all);
    device.delivers(1, 14, 90, energy("500.06"));
    assertThat(book.total(Element.GRID_NANO_KWH)).isEqualTo(all);
    assertThat(book.at(at(60), Element.GRID_NANO_KWH))
        .as("10 of the 54 seconds in which the new one counted 0.24")
        .isEqualTo(NANO * 24 / 100 - Proportion.of(NANO * 24 / 100, 44, 54));
  }

  @Test
  void aMultiplierAppliesFromTheSwapOn() {
    AccountBook twice = book(new RegisterSwap(at(15), 500_060_000_000L, 0, 2 * NANO));
    Device worker = new Device(twice);
    worker.sends(0, energy("500.0"));
    worker.sends(20, energy("0.05"));
    assertThat(twice.total(Element.GRID_NANO_KWH)).as("0.06 + 2 · 0.05").isEqualTo(NANO * 16 / 100);
    worker.sends(30, energy("0.10"));
    assertThat(twice.total(Element.GRID_NANO_KWH)).as("+ 2 · 0.05").isEqualTo(NANO * 26 / 100);
  }

  @Test
  void twoSwapsInOneSilenceCountWhatTheMeterBetweenThemDid() {
    AccountBook both =
        book(
            new RegisterSwap(at(30), 500_100_000_000L, 0, NANO),
            new RegisterSwap(at(60), NANO / 5, 700 * NANO, NANO));
    Device worker = new Device(both);
    worker.sends(0, energy("500.0"));
    worker.sends(90, energy("700.3"));
    assertThat(both.total(Element.GRID_NANO_KWH)).as("0.1 + 0.2 + 0.3").isEqualTo(NANO * 6 / 10);
  }

  @Test
  void aSwapThatContradictsTheReadingsIsQuarantinedAndNotCounted() {
    device.sends(0, energy("600.0"));
    assertThat(device.sends(20, energy("3.04"))).isEqualTo(Outcome.ACCEPTED);
    device.sends(30, energy("3.14"));
    assertThat(book.total(Element.GRID_NANO_KWH)).as("since the new one").isEqualTo(NANO / 10);
    assertThat(book.total(Element.QUARANTINED)).isEqualTo(1);
  }

  private static AccountBook book(RegisterSwap... swaps) {
    return new AccountBook(TestMachine.standard().swapping(swaps));
  }
}
