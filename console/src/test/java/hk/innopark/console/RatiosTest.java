package hk.innopark.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import hk.innopark.console.figures.FigureRow;
import hk.innopark.console.figures.Measure;
import hk.innopark.console.figures.Place;
import hk.innopark.events.Grain;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RatiosTest {
  private static final Map<String, Double> GOOD_HOUR =
      Map.of(
          "production_s", 3600.0,
          "setup_s", 0.0,
          "delay_s", 0.0,
          "idle_s", 0.0,
          "ideal_covered_s", 3600.0,
          "ideal_good_covered_s", 3600.0,
          "produced", 1000.0,
          "good", 1000.0);
  private static final Map<String, Double> BAD_MINUTE =
      Map.of(
          "production_s", 30.0,
          "setup_s", 0.0,
          "delay_s", 30.0,
          "idle_s", 0.0,
          "ideal_covered_s", 15.0,
          "ideal_good_covered_s", 7.5,
          "produced", 10.0,
          "good", 5.0);

  private static FigureRow row(long periods, Map<String, Double> values) {
    return new FigureRow(Place.ANY, Instant.EPOCH, 1, periods, values);
  }

  @SafeVarargs
  private static Elements sum(Map<String, Double>... minutes) {
    Elements elements = new Elements();
    for (Map<String, Double> minute : minutes) {
      elements.add(Measure.THROUGHPUT, Grain.MINUTE, row(1, minute));
    }
    return elements;
  }

  @Test
  void oee_is_the_quotient_of_sums_and_not_the_mean_of_ratios() {
    Map<String, Double> figures = Ratios.figures(sum(GOOD_HOUR, BAD_MINUTE));
    assertThat(figures.get("oee")).isCloseTo(3607.5 / 3660, within(1e-12));
    assertThat(figures.get("oee")).isNotCloseTo((1 + 0.125) / 2, within(0.1));
  }

  @Test
  void oee_is_the_product_of_its_factors_where_every_item_has_one_ideal_cycle() {
    Map<String, Double> figures = Ratios.figures(sum(BAD_MINUTE));
    assertThat(figures.get("oee"))
        .isCloseTo(
            figures.get("availability") * figures.get("effectiveness") * figures.get("quality"),
            within(1e-12));
  }

  @Test
  void unknown_time_is_in_no_ratio() {
    Map<String, Double> unknown = new HashMap<>(BAD_MINUTE);
    unknown.put("unknown_s", 5000.0);
    assertThat(Ratios.figures(sum(unknown)).get("availability"))
        .isEqualTo(Ratios.figures(sum(BAD_MINUTE)).get("availability"));
  }

  @Test
  void a_ratio_with_a_zero_denominator_has_no_value() {
    Map<String, Double> zeros = new HashMap<>();
    for (Measure measure : Measure.values()) {
      measure.additiveFields().forEach(field -> zeros.put(field, 0.0));
    }
    Map<String, Double> figures = Ratios.figures(sum(zeros));
    assertThat(figures)
        .doesNotContainKeys(
            "oee",
            "availability",
            "effectiveness",
            "quality",
            "nee",
            "scrap_ratio",
            "setup_ratio",
            "technical_efficiency",
            "utilization",
            "throughput_per_h",
            "renewable_share",
            "kwh_per_good",
            "base_load_share",
            "power_factor",
            "hkd_per_kwh",
            "carbon_kg_per_good",
            "water_m3_per_good",
            "coverage");
    assertThat(figures).containsEntry("good", 0.0).containsEntry("carbon_kg", 0.0);
  }

  @Test
  void nothing_known_gives_no_figure_at_all() {
    assertThat(Ratios.figures(new Elements())).isEmpty();
  }

  @Test
  void effectiveness_above_one_is_not_clamped() {
    assertThat(Ratios.figures(sum(Map.of("production_s", 60.0, "ideal_covered_s", 66.0))))
        .containsEntry("effectiveness", 1.1);
  }

  @Test
  void power_is_energy_over_the_time_that_has_rows() {
    Elements elements = new Elements();
    elements.add(Measure.ENERGY, Grain.MINUTE, row(3, Map.of("active_kwh", 6.0)));
    assertThat(Ratios.figures(elements).get("mean_kw")).isCloseTo(120, within(1e-9));
  }

  @Test
  void minutes_without_energy_count_where_another_measurement_has_rows() {
    Elements elements = new Elements();
    elements.add(Measure.ENERGY, Grain.MINUTE, row(1, Map.of("active_kwh", 1.0)));
    elements.add(Measure.QUALITY_OF_DATA, Grain.MINUTE, row(3, Map.of("expected", 6.0)));
    assertThat(Ratios.figures(elements).get("mean_kw")).isCloseTo(20, within(1e-9));
  }

  @Test
  void places_side_by_side_add_their_power_and_not_their_time() {
    Elements one = new Elements();
    one.add(Measure.ENERGY, Grain.HOUR, row(2, Map.of("active_kwh", 20.0)));
    Elements other = new Elements();
    other.add(Measure.ENERGY, Grain.HOUR, row(1, Map.of("active_kwh", 4.0)));
    one.addParallel(other);
    assertThat(Ratios.figures(one).get("mean_kw")).isCloseTo(12, within(1e-9));
  }

  @Test
  void items_made_while_no_state_was_known_are_in_no_ratio_over_time() {
    Map<String, Double> outage = new HashMap<>(GOOD_HOUR);
    outage.put("ideal_s", 7200.0);
    outage.put("ideal_good_s", 7200.0);
    outage.put("produced", 2000.0);
    outage.put("good", 2000.0);
    Map<String, Double> figures = Ratios.figures(sum(outage));
    assertThat(figures).containsEntry("oee", 1.0).containsEntry("effectiveness", 1.0);
    assertThat(figures.get("nee")).isCloseTo(1, within(1e-12));
  }

  @Property(tries = 200)
  void every_ratio_is_the_same_however_the_time_is_cut(
      @ForAll @Size(min = 2, max = 30) List<@IntRange(min = 1, max = 60) Integer> seconds) {
    Elements cut = new Elements();
    Map<String, Double> whole = new HashMap<>();
    for (int i = 0; i < seconds.size(); i++) {
      double run = seconds.get(i);
      Map<String, Double> part =
          Map.of(
              "production_s",
              run,
              "delay_s",
              60 - run,
              "ideal_covered_s",
              run * 0.75,
              "ideal_good_covered_s",
              run * 0.5,
              "produced",
              run * 3,
              "good",
              run * 2 + i % 2);
      cut.add(Measure.THROUGHPUT, Grain.MINUTE, row(1, part));
      part.forEach((field, value) -> whole.merge(field, value, Double::sum));
    }
    Elements once = new Elements();
    once.add(Measure.THROUGHPUT, Grain.MINUTE, row(seconds.size(), whole));
    assertThat(Ratios.figures(cut)).isEqualTo(Ratios.figures(once));
  }
}
