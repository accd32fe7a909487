package hk.innopark.jobs.rollup;

import static hk.innopark.jobs.reference.HongKong.millis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.jobs.reference.TariffDay;
import org.junit.jupiter.api.Test;

/** Windows of a quarter of an hour and others, by hand; 2026-03-03 is a Tuesday. */
class MinuteWindowsTest {
  private static final String SLIDING = "{window: PT15M, sliding: true, per_kva_month: 68}";
  private static final String FIXED = "{window: PT15M, per_kva_month: 68}";

  private final KnownMinutes known = new KnownMinutes();

  @Test
  void aWindowsDemandIsItsApparentEnergyByItsLength() throws Exception {
    known.add("2026-03-03T10:07", 3, 4);
    known.add("2026-03-03T10:09", 6, 8);
    HalfHour halfHour = measure(SLIDING, "10:00");
    assertThat(halfHour.billedKva).as("4 · √(9² + 12²)").isCloseTo(60, within(1e-9));
    assertThat(halfHour.outsideKva).as("every window is billed").isNaN();
  }

  @Test
  void aSlidingWindowHoldsAsManyMinutesAsItIsLong() throws Exception {
    known.add("2026-03-03T10:05", 1, 0);
    known.add("2026-03-03T10:20", 2, 0);
    assertThat(measure(SLIDING, "10:00").billedKva).as("never both").isCloseTo(8, within(1e-9));
    known.add("2026-03-03T10:19", 4, 0);
    assertThat(measure(SLIDING, "10:00").billedKva)
        .as("10:05 to 10:19 are 5 kWh, 10:06 to 10:20 are 6")
        .isCloseTo(24, within(1e-9));
    known.add("2026-03-03T10:05", 2, 0);
    assertThat(measure(SLIDING, "10:00").billedKva).as("now 7").isCloseTo(28, within(1e-9));
  }

  @Test
  void ofAHalfHourAreTheSlidingWindowsThatEndInIt() throws Exception {
    known.add("2026-03-03T09:46", 1, 0);
    assertThat(measure(SLIDING, "10:00").billedKva).as("to 10:00").isCloseTo(4, within(1e-9));
    known.add("2026-03-03T09:45", 2, 0);
    assertThat(measure(SLIDING, "10:00").billedKva).as("to 09:59").isCloseTo(4, within(1e-9));
    known.add("2026-03-03T10:29", 3, 0);
    assertThat(measure(SLIDING, "10:00").billedKva).as("to 10:29").isCloseTo(12, within(1e-9));
    known.add("2026-03-03T10:30", 5, 0);
    assertThat(measure(SLIDING, "10:00").billedKva).as("to 10:30").isCloseTo(12, within(1e-9));
  }

  @Test
  void fixedWindowsDivideTheDay() throws Exception {
    known.add("2026-03-03T10:14", 3, 0);
    known.add("2026-03-03T10:15", 3, 0);
    assertThat(measure(FIXED, "10:00").billedKva).isCloseTo(12, within(1e-9));
    known.add("2026-03-03T10:29", 1, 0);
    assertThat(measure(FIXED, "10:00").billedKva).isCloseTo(16, within(1e-9));
  }

  @Test
  void theDayIsTheLocalOne() throws Exception {
    known.add("2026-03-03T00:00", 3, 0);
    known.add("2026-03-03T02:59", 3, 0);
    String threeHours = "{window: PT3H, per_kva_month: 68}";
    assertThat(measure(threeHours, "02:30").billedKva).as("a third").isCloseTo(2, within(1e-9));
    assertThat(measure(threeHours, "03:00").billedKva).as("no window ends in it").isNaN();
  }

  @Test
  void aFixedHourIsOfTheHalfHourInWhichItEnds() throws Exception {
    String hours = "{window: PT60M, per_kva_month: 68}";
    known.add("2026-03-03T10:00", 3, 0);
    known.add("2026-03-03T10:59", 3, 0);
    assertThat(measure(hours, "10:00").billedKva).as("no hour ends in it").isNaN();
    assertThat(measure(hours, "10:30").billedKva).as("kWh of an hour").isCloseTo(6, within(1e-9));
  }

  @Test
  void aWindowIsBilledThatLiesWhollyInTheBand() throws Exception {
    String onPeak = "{window: PT15M, sliding: true, per_kva_month: 68, band: on_peak}";
    known.add("2026-03-03T08:59", 5, 0);
    known.add("2026-03-03T09:14", 3, 0);
    HalfHour first = measure(onPeak, "09:00");
    assertThat(first.billedKva).as("from 09:00 on").isCloseTo(12, within(1e-9));
    assertThat(first.outsideKva).as("from 08:59 at the latest").isCloseTo(20, within(1e-9));
    known.add("2026-03-03T20:45", 3, 0);
    known.add("2026-03-03T20:59", 4, 0);
    known.add("2026-03-03T21:00", 5, 0);
    HalfHour last = measure(onPeak, "20:30");
    assertThat(last.billedKva).as("to 20:59").isCloseTo(28, within(1e-9));
    assertThat(last.outsideKva).as("none that ends in it").isNaN();
    HalfHour after = measure(onPeak, "21:00");
    assertThat(after.billedKva).as("none that ends in it").isNaN();
    assertThat(after.outsideKva).as("20:46 to 21:00").isCloseTo(36, within(1e-9));
  }

  private HalfHour measure(String demand, String halfHour) throws Exception {
    long start = millis("2026-03-03T" + halfHour);
    TariffDay tariff = KnownMinutes.billing(demand).on(ReferenceData.localDay(start)).orElseThrow();
    HalfHour into = new HalfHour();
    new MinuteWindows(tariff, known, start).measure(into);
    return into;
  }
}
