package hk.innopark.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hk.innopark.console.figures.FigureQuery;
import hk.innopark.console.figures.FigureRow;
import hk.innopark.console.figures.FigureStore;
import hk.innopark.console.figures.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OriginsTest {
  private static final Instant NOW = Instant.parse("2026-11-20T06:30:00Z");

  private record Having(List<Origin> origins) implements FigureStore {
    @Override
    public List<FigureRow> rows(FigureQuery query) {
      return List.of();
    }

    @Override
    public List<FigureRow> totals(FigureQuery query) {
      return List.of();
    }

    @Override
    public List<FigureRow> sums(FigureQuery query, Duration bucket) {
      return List.of();
    }
  }

  private static Origins having(Origin... origins) {
    return new Origins(new Having(List.of(origins)));
  }

  private static Origin origin(String name, Duration ago) {
    return new Origin(name, NOW.minus(ago));
  }

  @Test
  void real_figures_come_before_simulated_ones_that_are_newer() {
    Moment moment =
        having(origin("sim:demo", Duration.ZERO), origin("real", Duration.ofHours(3))).moment(null);
    assertThat(moment.origin().name()).isEqualTo("real");
    assertThat(moment.asOf()).isEqualTo(NOW.minus(Duration.ofHours(3)).plusSeconds(60));
  }

  @Test
  void real_figures_of_last_week_do_not_hide_what_is_simulated_now() {
    Moment moment =
        having(
                origin("real", Duration.ofDays(7)),
                origin("sim:old", Duration.ofHours(2)),
                origin("sim:new", Duration.ZERO))
            .moment(null);
    assertThat(moment.origin().name()).isEqualTo("sim:new");
    assertThat(moment.origins()).hasSize(3);
  }

  @Test
  void an_origin_that_is_asked_for_is_shown_however_old() {
    Moment moment =
        having(origin("real", Duration.ofDays(7)), origin("sim:new", Duration.ZERO)).moment("real");
    assertThat(moment.origin().name()).isEqualTo("real");
  }

  @Test
  void an_origin_without_figures_or_of_another_form_is_refused() {
    Origins origins = having(origin("real", Duration.ZERO));
    assertThatThrownBy(() -> origins.moment("sim:none")).hasMessageContaining("sim:none");
    assertThatThrownBy(() -> origins.moment("x' OR 1=1"))
        .isInstanceOf(RequestException.class)
        .hasMessage("The parameter origin is neither real nor sim:{run}.");
  }

  @Test
  void nothing_yet_is_a_moment_too() {
    assertThat(having().moment(null).isEmpty()).isTrue();
  }
}
