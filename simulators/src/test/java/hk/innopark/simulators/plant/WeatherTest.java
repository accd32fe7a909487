package hk.innopark.simulators.plant;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.MachineState;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WeatherTest {
  private static final ZoneOffset HONG_KONG = ZoneOffset.ofHours(8);
  private static final int MARCH_3 = 178;
  private static final int AUGUST_20 = 299;

  private static double mean(LocalDate from, int days) {
    return from.datesUntil(from.plusDays(days)).mapToInt(Weather::meanDeciC).average().orElse(0)
        / 10;
  }

  @Test
  void itGoesThroughTheYear() {
    assertThat(mean(LocalDate.of(2026, 1, 1), 31)).isBetween(15.0, 18.0);
    assertThat(mean(LocalDate.of(2026, 4, 1), 30)).isBetween(21.5, 24.5);
    assertThat(mean(LocalDate.of(2026, 7, 1), 31)).isBetween(27.5, 30.5);
    int[] may =
        LocalDate.of(2026, 5, 1)
            .datesUntil(LocalDate.of(2026, 6, 1))
            .mapToInt(Weather::meanDeciC)
            .toArray();
    assertThat(Arrays.stream(may).distinct().count()).as("no two days are alike").isGreaterThan(15);
  }

  @Test
  void aDayIsTheSameInEveryRun() {
    // registries hold it, so it must not change
    assertThat(Weather.meanDeciC(LocalDate.of(2026, 3, 3))).isEqualTo(MARCH_3);
    assertThat(Weather.meanDeciC(LocalDate.of(2026, 8, 20))).isEqualTo(AUGUST_20);
  }

  @Test
  void aChillerTakesMoreByTheDegreeOnWarmDaysAndNothingOnColdOnes() {
    PlantLine line =
        Plants.sample().lines().stream()
            .filter(one -> one.id().equals("smt-1"))
            .findFirst()
            .orElseThrow();
    PlantMachine chilled =
        line.machines().stream()
            .filter(one -> one.coolingWattsPerDegree() > 0)
            .findFirst()
            .orElseThrow();
    MachinePower power = new MachinePower(1, chilled, line.calendar());
    long idle = chilled.watts().get(MachineState.IDLE);
    for (LocalDate day : new LocalDate[] {LocalDate.of(2026, 1, 9), LocalDate.of(2026, 8, 20)}) {
      long noon = day.atTime(12, 0).toInstant(HONG_KONG).toEpochMilli();
      double warmer = Math.max(0, Weather.meanDeciC(day) / 10.0 - 18);
      assertThat(power.ratesAt(noon, MachineState.IDLE).gridWatts())
          .isEqualTo(idle + Math.round(chilled.coolingWattsPerDegree() * warmer));
    }
    assertThat(Weather.meanDeciC(LocalDate.of(2026, 1, 9))).as("a cold day").isLessThan(180);
  }
}
