package hk.innopark.console;

import java.util.Map;
import java.util.TreeMap;

/**
 * The elements behind the figures of now.
 *
 * @param lastHour of throughput and quality of data
 * @param power of energy, over the last complete minutes
 * @param today since local midnight
 */
record Live(Elements lastHour, Elements power, Elements today) {
  static Live none() {
    return new Live(new Elements(), new Elements(), new Elements());
  }

  void addParallel(Live other) {
    lastHour.addParallel(other.lastHour);
    power.addParallel(other.power);
    today.addParallel(other.today);
  }

  /** The figures of the last hour, {@code kw_now}, and today's with {@code _today} appended. */
  Map<String, Double> figures() {
    Map<String, Double> figures = new TreeMap<>(Ratios.figures(lastHour));
    Double kw = Ratios.figures(power).get("mean_kw");
    if (kw != null) {
      figures.put("kw_now", kw);
    }
    Ratios.figures(today).forEach((field, value) -> figures.put(field + "_today", value));
    return figures;
  }
}
