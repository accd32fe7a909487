package hk.innopark.jobs.element;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApparentEnergyTest {
  @ParameterizedTest
  @CsvSource({"3, 4, 5", "4, 3, 5", "0, 7, 7", "7, 0, 7", "-3, 4, 5", "0, 0, 0"})
  void activeAndReactiveEnergyAreTheSidesOfARightAngle(double kwh, double kvarh, double kvah) {
    assertThat(ApparentEnergy.kvah(kwh, kvarh)).isEqualTo(kvah);
  }
}
