package hk.innopark.jobs.rollup;

import static hk.innopark.jobs.reference.HongKong.millis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import hk.innopark.events.Grain;
import hk.innopark.jobs.reference.Billing;
import org.junit.jupiter.api.Test;

/** What is kept of half hours, days and months of demand, and for how long. */
class DemandDaysTest {
  private static final String HALF_HOURLY = "{window: PT30M, per_kva_month: 68}";
  private static final String ON_PEAK =
      "{window: PT30M, per_kva_month: 10, band: on_peak, outside_per_kva_month: 1}";

  private final KnownMinutes known = new KnownMinutes();
  private final DemandWindows demand = new DemandWindows(known);
  private Billing billing;

  DemandDaysTest() throws Exception {
    this.billing = KnownMinutes.billing(HALF_HOURLY);
  }

  @Test
  void aDayIsKeptAsOneWhenTheNextDayEnds() {
    take("2026-03-03T10:05", 30, 40);
    take("2026-03-04T23:35", 3, 4);
    known.forget();
    fold("2026-03-03T11:00");
    fold("2026-03-04T00:00");
    fold("2026-03-04T23:30");
    assertThat(hour("2026-03-03T10:00")).as("a shift may reach back so far").isEqualTo(100);
    fold("2026-03-05T00:00");
    assertThat(hour("2026-03-03T10:00")).as("its half hours are forgotten").isNaN();
    assertThat(day("2026-03-03T00:00")).isEqualTo(100);
    assertThat(hour("2026-03-04T23:00")).as("of the day that ended").isEqualTo(10);
    assertThat(day("2026-03-04T00:00")).isEqualTo(10);
  }

  @Test
  void whatChangedIsLookedAtBeforeItsHourIsForgotten() {
    known.add("2026-03-03T10:05", 30, 40);
    demand.change(millis("2026-03-03T10:05"), billing);
    fold("2026-03-03T11:00");
    known.forget();
    assertThat(hour("2026-03-03T10:00")).isEqualTo(100);
  }

  @Test
  void aLateReadingChangesADayThatIsOver() {
    take("2026-03-03T10:05", 30, 40);
    take("2026-03-04T00:05", 3, 4);
    assertThat(day("2026-03-03T00:00")).isEqualTo(100);
    assertThat(day("2026-03-04T00:00")).isEqualTo(10);
    known.add("2026-03-03T23:59", 60, 80);
    demand.change(millis("2026-03-03T23:59"), billing);
    assertThat(demand.day(millis("2026-03-03T00:00"), billing).peakKva).isEqualTo(200);
    known.add("2026-03-04T00:00", 27, 36);
    demand.change(millis("2026-03-04T00:00"), billing);
    assertThat(demand.day(millis("2026-03-04T00:00"), billing).peakKva).isEqualTo(100);
    assertThat(day("2026-03-03T00:00")).isEqualTo(200);
  }

  @Test
  void aMonthIsForgottenWithItsHalfHoursAndTheNextStays() {
    take("2026-03-03T10:05", 30, 40);
    take("2026-03-31T23:35", 30, 40);
    take("2026-04-01T00:05", 3, 4);
    assertThat(day("2026-03-31T00:00")).isEqualTo(100);
    assertThat(day("2026-04-01T00:00")).isEqualTo(10);
    demand.forgetMonth(millis("2026-03-01T00:00"), millis("2026-04-01T00:00"));
    assertThat(hour("2026-03-03T10:00")).isNaN();
    assertThat(hour("2026-03-31T23:00")).isNaN();
    assertThat(day("2026-03-31T00:00")).isNaN();
    assertThat(hasData("2026-03-01T00:00", "2026-04-01T00:00")).isFalse();
    assertThat(hour("2026-04-01T00:00")).isEqualTo(10);
    assertThat(day("2026-04-01T00:00")).isEqualTo(10);
    assertThat(hasData("2026-04-01T00:00", "2026-05-01T00:00")).isTrue();
  }

  @Test
  void thereIsDataOfATimeWhetherAsChangesHalfHoursOrDays() {
    known.add("2026-03-03T10:05", 30, 40);
    demand.change(millis("2026-03-03T10:05"), billing);
    hasDataOfMarchAlone("a change");
    assertThat(hour("2026-03-03T10:00")).isEqualTo(100);
    hasDataOfMarchAlone("a half hour");
    fold("2026-03-05T00:00");
    assertThat(hour("2026-03-03T10:00")).isNaN();
    hasDataOfMarchAlone("a day");
  }

  private void hasDataOfMarchAlone(String as) {
    assertThat(hasData("2026-02-01T00:00", "2026-03-01T00:00")).as(as).isFalse();
    assertThat(hasData("2026-03-01T00:00", "2026-04-01T00:00")).as(as).isTrue();
    assertThat(hasData("2026-04-01T00:00", "2026-05-01T00:00")).as(as).isFalse();
  }

  @Test
  void aHalfHourIsBilledThatLiesWhollyInTheBand() throws Exception {
    billing = KnownMinutes.billing(ON_PEAK);
    known.add("2026-03-03T09:00", 50, 0);
    demand.change(millis("2026-03-03T09:00"), billing);
    assertThat(bill().demandBilledKva()).as("it begins with the band").isEqualTo(100);
    known.add("2026-03-03T20:59", 100, 0);
    demand.change(millis("2026-03-03T20:59"), billing);
    assertThat(bill().demandBilledKva()).as("it ends with the band").isEqualTo(200);
    known.add("2026-03-03T21:00", 150, 0);
    demand.change(millis("2026-03-03T21:00"), billing);
    assertThat(bill().demandBilledKva()).as("the band is over").isEqualTo(200);
    assertThat(bill().demandHkd()).as("200 · 10 + 100 · 1").isCloseTo(2_100, within(1e-9));
  }

  private void take(String minute, double kwh, double kvarh) {
    known.add(minute, kwh, kvarh);
    demand.change(millis(minute), billing);
    hour(minute.substring(0, 14) + "00");
  }

  private void fold(String hourEnd) {
    demand.fold(millis(hourEnd), billing);
  }

  private double hour(String start) {
    return demand.peakKva(Grain.HOUR, millis(start), millis(start) + HourBlock.MILLIS, billing);
  }

  private double day(String start) {
    long day = millis(start);
    return demand.peakKva(Grain.DAY, day, day + DemandWindows.DAY_MILLIS, billing);
  }

  private MonthBill bill() {
    return demand.bill(millis("2026-03-01T00:00"), millis("2026-04-01T00:00"), billing);
  }

  private boolean hasData(String start, String end) {
    return demand.hasData(millis(start), millis(end));
  }
}
