package hk.innopark.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import hk.innopark.console.figures.FigureQuery;
import hk.innopark.console.figures.FigureStore;
import hk.innopark.console.figures.Measure;
import hk.innopark.console.figures.Origin;
import hk.innopark.console.figures.Place;
import hk.innopark.events.Grain;
import hk.innopark.events.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that is not of the contract's form gets into a query. */
class FigureQueryTest {
  private static FigureQuery query(String origin, String field) {
    return new FigureQuery(
        Measure.ENERGY,
        Level.TENANT,
        Grain.HOUR,
        origin,
        Place.ANY,
        Instant.EPOCH,
        Instant.EPOCH,
        List.of(field));
  }

  @Test
  void what_the_contract_names_passes() {
    assertThat(query("sim:run-1.b", "delay_quality_hold_s").fields()).hasSize(1);
    assertThat(query("real", "good").origin()).isEqualTo("real");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sim:",
        "SIM:a",
        "sim:a'",
        "sim:a b",
        "sim:a:b",
        "real ",
        "real'--",
        "sim:\u202e",
        "real\n"
      })
  void an_origin_of_another_form_is_refused(String origin) {
    assertThatIllegalArgumentException().isThrownBy(() -> query(origin, "good"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Good", "good)", "a b", "1a", "*", "good--", "g\u043e\u043ed", "a;b"})
  void a_field_of_another_form_is_refused(String field) {
    assertThatIllegalArgumentException().isThrownBy(() -> query("real", field));
  }

  @Property
  void an_id_that_passes_has_nothing_that_means_something_in_sql(@ForAll String id) {
    try {
      assertThat(Place.ofTenant(id).tenant()).matches("[A-Za-z0-9._-]{1,64}");
    } catch (IllegalArgumentException refused) {
      assertThat(id).doesNotMatch("[A-Za-z0-9._-]{1,64}");
    }
  }

  @Property
  void an_origin_that_passes_has_nothing_that_means_something_in_sql(@ForAll String run) {
    if (Origin.isValid("sim:" + run)) {
      assertThat(run).matches("[A-Za-z0-9._-]{1,64}");
    }
  }

  @Test
  void a_query_that_ends_before_it_starts_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new FigureQuery(
                    Measure.ENERGY,
                    Level.TENANT,
                    Grain.HOUR,
                    "real",
                    Place.ANY,
                    Instant.EPOCH.plusSeconds(1),
                    Instant.EPOCH,
                    List.of("good")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1M", "PT7M", "PT2H", "PT90S", "PT1M0.5S"})
  void a_bucket_that_does_not_divide_an_hour_is_refused(Duration bucket) {
    assertThatIllegalArgumentException().isThrownBy(() -> FigureStore.bucketMinutes(bucket));
  }
}
