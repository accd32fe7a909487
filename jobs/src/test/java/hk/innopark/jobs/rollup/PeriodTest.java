package hk.innopark.jobs.rollup;

import static hk.innopark.jobs.reference.HongKong.millis;
import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.Grain;
import hk.innopark.events.Level;
import hk.innopark.events.MachineId;
import hk.innopark.jobs.element.Entity;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.jobs.reference.ReferenceHistory;
import hk.innopark.registry.RegistryYaml;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PeriodTest {
  private static final ReferenceHistory REFERENCE =
      ReferenceData.Source.of(RegistryYaml.sample()).open();
  private static final Entity OVEN =
      Entity.of(new MachineId("tai-po", "golden-noodle", "line-1", "oven-1"), "real");
  private static final Entity BAKERY =
      Entity.of(new MachineId("yuen-long", "lotus-bakery", "bread-1", "oven-1"), "real");

  @ParameterizedTest
  @CsvSource({
    "2026-03-03T10:29, MINUTE,    2026-03-03T10:29, 2026-03-03T10:30",
    "2026-03-03T10:29, HALF_HOUR, 2026-03-03T10:00, 2026-03-03T10:30",
    "2026-03-03T10:30, HALF_HOUR, 2026-03-03T10:30, 2026-03-03T11:00",
    "2026-03-03T10:59, HOUR,      2026-03-03T10:00, 2026-03-03T11:00",
    // the local day begins at 16:00 UTC of the day before
    "2026-03-03T00:00, DAY,       2026-03-03T00:00, 2026-03-04T00:00",
    "2026-03-02T23:59, DAY,       2026-03-02T00:00, 2026-03-03T00:00",
    "2026-03-01T00:00, MONTH,     2026-03-01T00:00, 2026-04-01T00:00",
    "2026-02-28T23:59, MONTH,     2026-02-01T00:00, 2026-03-01T00:00",
    "2028-02-29T12:00, MONTH,     2028-02-01T00:00, 2028-03-01T00:00",
    "2026-03-03T13:59, SHIFT,     2026-03-03T06:00, 2026-03-03T14:00",
  })
  void aPeriodIsTheOneInHongKongInWhichTheMinuteLies(
      String minute, Grain grain, String start, String end) {
    Period period = Period.around(millis(minute), grain, OVEN, REFERENCE).orElseThrow();
    assertThat(period.startMillis()).isEqualTo(millis(start));
    assertThat(period.endMillis()).isEqualTo(millis(end));
    assertThat(period.grain()).isEqualTo(grain);
  }

  @Test
  void aNightShiftIsOnePeriodOverMidnight() {
    Period night =
        new Period(Grain.SHIFT, "night", millis("2026-03-02T22:00"), millis("2026-03-03T06:00"));
    assertThat(Period.around(millis("2026-03-02T23:00"), Grain.SHIFT, BAKERY, REFERENCE))
        .contains(night);
    assertThat(Period.around(millis("2026-03-03T05:00"), Grain.SHIFT, BAKERY, REFERENCE))
        .contains(night);
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void onlyMachinesAndLinesHaveShifts(Level level) {
    boolean hasShift =
        Period.around(millis("2026-03-03T12:00"), Grain.SHIFT, OVEN.at(level), REFERENCE)
            .isPresent();
    assertThat(hasShift).isEqualTo(level == Level.MACHINE || level == Level.LINE);
  }

  @Test
  void outsideShiftsThereIsNoShift() {
    assertThat(Period.around(millis("2026-03-03T23:00"), Grain.SHIFT, OVEN, REFERENCE)).isEmpty();
  }

  @Test
  void aKeyHoldsGrainAndStartAndIsUnique() {
    Set<Long> keys = new HashSet<>();
    Set<Period> periods = new HashSet<>();
    long start = millis("2026-02-27T20:00");
    for (long minute = start; minute < start + 36 * 3_600_000L; minute += 60_000) {
      for (Grain grain : EnumSet.allOf(Grain.class)) {
        Period.around(minute, grain, BAKERY, REFERENCE)
            .ifPresent(
                period -> {
                  keys.add(period.key());
                  periods.add(period);
                  assertThat(Period.grainOf(period.key())).isEqualTo(grain);
                  assertThat(Period.startOf(period.key())).isEqualTo(period.startMillis());
                });
      }
    }
    assertThat(keys).hasSameSizeAs(periods);
  }

  @Test
  void aTimeBefore1970HasAKeyToo() {
    long minute = millis("1969-06-01T10:30");
    Period hour = Period.around(minute, Grain.HOUR, OVEN, REFERENCE).orElseThrow();
    assertThat(hour.startMillis()).isEqualTo(millis("1969-06-01T10:00"));
    assertThat(Period.startOf(hour.key())).isEqualTo(hour.startMillis());
    assertThat(Period.grainOf(hour.key())).isEqualTo(Grain.HOUR);
  }
}
