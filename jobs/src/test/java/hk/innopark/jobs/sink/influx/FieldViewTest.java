package hk.innopark.jobs.sink.influx;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.jobs.figures.ItemDependence;
import hk.innopark.jobs.figures.Measurement;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class FieldViewTest {
  /** A new field that is about items belongs here, or HKSTP reads a tenant's output from it. */
  private static final Set<String> WITHHELD =
      Set.of(
          "produced",
          "good",
          "scrap",
          "rework",
          "ideal_s",
          "ideal_good_s",
          "ideal_covered_s",
          "ideal_good_covered_s",
          "throughput_per_h",
          "effectiveness",
          "quality",
          "oee",
          "nee",
          "scrap_ratio",
          "expected_kwh",
          "saving_kwh",
          "cusum_kwh",
          "kwh_per_good",
          "scope2_location_kg_per_good",
          "scope2_market_kg_per_good",
          "water_m3_per_good",
          "compressed_air_m3_per_good",
          "diesel_l_per_good",
          "gas_m3_per_good",
          "scope1_kg_per_good",
          "scope3_kg_per_good",
          "towngas_mj_per_good",
          "waste_kg_per_good");

  @Test
  void hkstpSeesEverythingButWhatDependsOnCounts() {
    Set<String> hidden = new TreeSet<>();
    for (Measurement measurement : Measurement.values()) {
      boolean[] mask = FieldView.WITHOUT_COUNTS.mask(measurement);
      for (int i = 0; i < mask.length; i++) {
        if (!mask[i]) {
          hidden.add(measurement.fields().get(i));
        }
      }
    }

    assertThat(hidden).isEqualTo(new TreeSet<>(WITHHELD));
  }

  @Test
  void noFieldNameThatSpeaksOfItemsIsShown() {
    for (Measurement measurement : Measurement.values()) {
      for (String field : measurement.fields()) {
        if (field.matches(".*(good|produced|scrap|rework|item|piece|throughput).*")) {
          assertThat(FieldView.WITHOUT_COUNTS.shows(field)).as(field).isFalse();
        }
      }
    }
  }

  @Test
  void twoPlantsThatDifferOnlyInWhatTheyMakeLookTheSameToHkstp() {
    Set<String> dependent = ItemDependence.fields();

    assertThat(dependent).contains("produced", "oee", "quality", "kwh_per_good");
    for (String field : dependent) {
      assertThat(FieldView.WITHOUT_COUNTS.shows(field)).as(field).isFalse();
    }
  }

  @Test
  void theTenantSeesEverything() {
    for (Measurement measurement : Measurement.values()) {
      boolean[] all = new boolean[measurement.fields().size()];
      Arrays.fill(all, true);
      assertThat(FieldView.ALL.mask(measurement)).isEqualTo(all);
    }
  }
}
