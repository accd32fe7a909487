package hk.innopark.console;

import static hk.innopark.console.figures.Measure.ENERGY;
import static hk.innopark.console.figures.Measure.QUALITY_OF_DATA;
import static hk.innopark.console.figures.Measure.SUSTAINABILITY;
import static hk.innopark.console.figures.Measure.THROUGHPUT;

import hk.innopark.console.figures.Measure;
import hk.innopark.console.figures.Place;
import hk.innopark.events.Level;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Reads what the figures of now need. */
final class LiveReader {
  private final ElementReader reader;

  LiveReader(ElementReader reader) {
    this.reader = reader;
  }

  /** By place of the level; a place without any figure is absent. */
  Map<Place, Live> read(Level level, Place filter, Moment moment) {
    Map<Place, Live> live = new HashMap<>();
    read(level, filter, moment, Set.of(THROUGHPUT, QUALITY_OF_DATA), moment.lastHour())
        .forEach((place, sums) -> of(live, place).lastHour().addParallel(sums));
    read(level, filter, moment, Set.of(ENERGY, QUALITY_OF_DATA), moment.powerWindow())
        .forEach((place, sums) -> of(live, place).power().addParallel(sums));
    read(level, filter, moment, Set.of(THROUGHPUT, ENERGY, SUSTAINABILITY), moment.today())
        .forEach((place, sums) -> of(live, place).today().addParallel(sums));
    return live;
  }

  private Map<Place, Elements> read(
      Level level, Place filter, Moment moment, Set<Measure> measures, Period period) {
    return reader.totals(new Selection(level, filter, moment.origin().name(), measures), period);
  }

  private static Live of(Map<Place, Live> live, Place place) {
    return live.computeIfAbsent(place, key -> Live.none());
  }
}
