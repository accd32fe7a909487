package hk.innopark.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import hk.innopark.console.figures.FigureQuery;
import hk.innopark.console.figures.FigureRow;
import hk.innopark.console.figures.FigureStore;
import hk.innopark.console.figures.Measure;
import hk.innopark.console.figures.Origin;
import hk.innopark.console.figures.Place;
import hk.innopark.events.Grain;
import hk.innopark.events.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ElementReaderTest {
  private static final Selection ENERGY =
      new Selection(Level.TENANT, Place.ofTenant("t"), "real", Set.of(Measure.ENERGY));

  /** One kWh a minute, from either grain, whatever is asked. */
  private static final class OneKwhAMinute implements FigureStore {
    private final List<FigureQuery> asked = new ArrayList<>();

    @Override
    public List<FigureRow> rows(FigureQuery query) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<FigureRow> totals(FigureQuery query) {
      asked.add(query);
      long seconds = query.grain() == Grain.HOUR ? 3600 : 60;
      long periods = Duration.between(query.from(), query.to()).toSeconds() / seconds;
      double kwh = periods * seconds / 60.0;
      return periods == 0
          ? List.of()
          : List.of(
              new FigureRow(query.place(), query.from(), 1, periods, Map.of("active_kwh", kwh)));
    }

    @Override
    public List<FigureRow> sums(FigureQuery query, Duration bucket) {
      List<FigureRow> rows = new ArrayList<>();
      long step = query.grain() == Grain.HOUR ? 3600 : 60;
      for (Instant at = query.from(); at.isBefore(query.to()); at = at.plusSeconds(step)) {
        rows.add(
            new FigureRow(
                query.place(),
                HongKongTime.floor(at, bucket),
                1,
                1,
                Map.of("active_kwh", step / 60.0)));
      }
      return rows;
    }

    @Override
    public List<Origin> origins() {
      return List.of();
    }
  }

  @Property(tries = 300)
  void every_minute_is_counted_once_whatever_the_period(
      @ForAll @IntRange(min = 0, max = 100_000) int startMinute,
      @ForAll @IntRange(min = 1, max = 60_000) int minutes) {
    Instant from = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(startMinute * 60L);
    Period period = new Period(from, from.plusSeconds(minutes * 60L));
    Elements total = new ElementReader(new OneKwhAMinute()).total(ENERGY, period);
    assertThat(total.sum("active_kwh")).isCloseTo(minutes, within(1e-6));
    assertThat(total.covered()).isEqualTo(Duration.ofMinutes(minutes));
  }

  @Test
  void a_week_is_read_from_hours_but_for_its_ends() {
    OneKwhAMinute store = new OneKwhAMinute();
    Instant to = Instant.parse("2026-11-20T06:28:00Z");
    new ElementReader(store).total(ENERGY, new Period(to.minus(Duration.ofDays(7)), to));
    assertThat(store.asked)
        .filteredOn(query -> query.grain() == Grain.MINUTE)
        .allSatisfy(
            query ->
                assertThat(Duration.between(query.from(), query.to()))
                    .isLessThanOrEqualTo(Duration.ofHours(2)));
    assertThat(store.asked)
        .filteredOn(query -> query.grain() == Grain.HOUR)
        .singleElement()
        .satisfies(
            query -> assertThat(query.to()).isEqualTo(Instant.parse("2026-11-20T05:00:00Z")));
  }

  @Test
  void a_day_is_read_from_minutes_alone() {
    OneKwhAMinute store = new OneKwhAMinute();
    Instant to = Instant.parse("2026-11-20T06:28:00Z");
    new ElementReader(store).total(ENERGY, new Period(to.minus(Duration.ofHours(24)), to));
    assertThat(store.asked).allSatisfy(query -> assertThat(query.grain()).isEqualTo(Grain.MINUTE));
  }

  @Test
  void buckets_of_three_hours_hold_what_their_hours_hold() {
    Instant from = Instant.parse("2026-11-13T06:28:00Z");
    Map<Place, SortedMap<Instant, Elements>> series =
        new ElementReader(new OneKwhAMinute())
            .series(ENERGY, new Period(from, from.plus(Duration.ofDays(7))), Duration.ofHours(3));
    SortedMap<Instant, Elements> buckets = series.get(ENERGY.place());
    assertThat(buckets.get(Instant.parse("2026-11-14T16:00:00Z")).sum("active_kwh"))
        .isEqualTo(180.0);
    assertThat(buckets.values().stream().mapToDouble(bucket -> bucket.sum("active_kwh")).sum())
        .isEqualTo(7 * 1440.0);
  }
}
