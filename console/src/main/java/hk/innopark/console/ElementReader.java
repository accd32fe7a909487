package hk.innopark.console;

import hk.innopark.console.figures.FigureQuery;
import hk.innopark.console.figures.FigureRow;
import hk.innopark.console.figures.FigureStore;
import hk.innopark.console.figures.Measure;
import hk.innopark.console.figures.Place;
import hk.innopark.events.Grain;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Sums elements over time, from minutes where the time is short or recent and from hours where it
 * is long ago, so that a week is as quick as an hour and the current hour is always there.
 */
final class ElementReader {
  private static final Duration MINUTES_ALONE = Duration.ofHours(26);
  private static final Duration HOURS_CLOSE_WITHIN = Duration.ofHours(1);

  private final FigureStore store;

  ElementReader(FigureStore store) {
    this.store = store;
  }

  /** The sums of each place over the whole time. */
  Map<Place, Elements> totals(Selection selection, Period period) {
    Map<Place, Elements> totals = new HashMap<>();
    for (Part part : parts(period)) {
      for (Measure measure : selection.measures()) {
        for (FigureRow row : store.totals(query(selection, measure, part))) {
          totals
              .computeIfAbsent(row.place(), place -> new Elements())
              .add(measure, part.grain, row);
        }
      }
    }
    return totals;
  }

  /** The sums of the one place that is selected; empty where it has no figures. */
  Elements total(Selection selection, Period period) {
    Elements sum = new Elements();
    totals(selection, period).values().forEach(sum::addParallel);
    return sum;
  }

  /**
   * The sums of each place and bucket, by the bucket's start.
   *
   * @param bucket divides an hour, or is whole hours that divide a day
   */
  Map<Place, SortedMap<Instant, Elements>> series(
      Selection selection, Period period, Duration bucket) {
    Duration inStore =
        bucket.compareTo(FigureStore.LONGEST_BUCKET) < 0 ? bucket : FigureStore.LONGEST_BUCKET;
    Map<Place, SortedMap<Instant, Elements>> series = new HashMap<>();
    for (Part part : parts(period)) {
      for (Measure measure : selection.measures()) {
        for (FigureRow row : store.sums(query(selection, measure, part), inStore)) {
          series
              .computeIfAbsent(row.place(), place -> new TreeMap<>())
              .computeIfAbsent(HongKongTime.floor(row.start(), bucket), start -> new Elements())
              .add(measure, part.grain, row);
        }
      }
    }
    return series;
  }

  private static FigureQuery query(Selection selection, Measure measure, Part part) {
    return new FigureQuery(
        measure,
        selection.level(),
        part.grain,
        selection.origin(),
        selection.place(),
        part.period.from(),
        part.period.to(),
        measure.additiveFields());
  }

  private record Part(Grain grain, Period period) {}

  private static Part[] parts(Period period) {
    if (period.length().compareTo(MINUTES_ALONE) <= 0) {
      return new Part[] {new Part(Grain.MINUTE, period)};
    }
    Duration hour = Duration.ofHours(1);
    // the newest hours may not be closed yet, and the first may be cut
    Instant cut = HongKongTime.floor(period.to().minus(HOURS_CLOSE_WITHIN), hour);
    Instant first = HongKongTime.floor(period.from().plus(hour).minusMillis(1), hour);
    return new Part[] {
      new Part(Grain.MINUTE, new Period(period.from(), first)),
      new Part(Grain.HOUR, new Period(first, cut)),
      new Part(Grain.MINUTE, new Period(cut, period.to()))
    };
  }
}
