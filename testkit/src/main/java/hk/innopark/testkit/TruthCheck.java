package hk.innopark.testkit;

import hk.innopark.events.Level;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.simulators.junit.SimulatedFeed;
import hk.innopark.simulators.oracle.Mismatch;
import hk.innopark.simulators.oracle.Observed;
import hk.innopark.simulators.oracle.Oracle;
import hk.innopark.simulators.oracle.ReferenceRates;
import hk.innopark.simulators.oracle.TruthGrain;
import hk.innopark.simulators.plant.TruthRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Holds the figures of whole periods of every grain against the truth. */
final class TruthCheck {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Figures figures;
  private final SimulatedFeed feed;
  private final ReferenceRates rates;

  private record Key(String path, long start) {}

  private TruthCheck(Figures figures, SimulatedFeed feed) {
    this.figures = figures;
    this.feed = feed;
    try {
      this.rates =
          ReferenceRates.parse(
              feed.registryYaml() == null ? RegistryYaml.sampleText() : feed.registryYaml());
    } catch (IOException noYaml) {
      throw new UncheckedIOException(noYaml);
    }
  }

  /** What is not the truth. */
  static List<String> all(Figures figures, SimulatedFeed feed) {
    return new TruthCheck(figures, feed).wrong(Warned.TOO);
  }

  /** What is not the truth, in periods whose quality figures do not warn. */
  static List<String> unflagged(Figures figures, SimulatedFeed feed) {
    return new TruthCheck(figures, feed).wrong(Warned.NOT);
  }

  /** Whether periods whose quality figures warn are judged. */
  private enum Warned {
    TOO,
    NOT
  }

  private List<String> wrong(Warned warned) {
    EnumSet<Level> every = EnumSet.allOf(Level.class);
    List<String> wrong = new ArrayList<>();
    wrong.addAll(wrong("minute", TruthGrain.every(MINUTE), every, Oracle.Billing.NONE, warned));
    wrong.addAll(
        wrong(
            "half_hour",
            TruthGrain.every(Duration.ofMinutes(30)),
            every,
            Oracle.Billing.NONE,
            warned));
    wrong.addAll(
        wrong("hour", TruthGrain.every(Duration.ofHours(1)), every, Oracle.Billing.HOUR, warned));
    wrong.addAll(
        wrong(
            "shift",
            TruthGrain.shifts(feed.plants()),
            EnumSet.of(Level.MACHINE, Level.LINE),
            Oracle.Billing.NONE,
            warned));
    wrong.addAll(
        wrong("day", TruthGrain.every(Duration.ofDays(1)), every, Oracle.Billing.DAY, warned));
    wrong.addAll(wrong("month", TruthGrain.month(), every, Oracle.Billing.MONTH, warned));
    return wrong;
  }

  private List<String> wrong(
      String name, TruthGrain grain, Set<Level> levels, Oracle.Billing whole, Warned warned) {
    Map<Key, List<FigureRow>> periods = periods(name);
    if (periods.isEmpty()) {
      return List.of();
    }
    List<TruthRow> minutes = feed.truth().completeMinutes();
    Oracle oracle = new Oracle(minutes, MINUTE, grain, levels).withRates(rates, whole);
    if (feed.faults().counts().isEmpty()) {
      oracle.ofCleanFeed();
    }
    List<String> wrong = new ArrayList<>();
    for (Mismatch mismatch : oracle.compare(observed(periods), oracle.fields())) {
      Key key = new Key(mismatch.entity(), mismatch.hourStart().toEpochMilli());
      boolean isJudged =
          warned == Warned.TOO
              || PeriodAssert.warnings(periods.getOrDefault(key, List.of())).isEmpty();
      if (isJudged) {
        wrong.add(name + ' ' + mismatch);
      }
    }
    return wrong;
  }

  private static List<Observed> observed(Map<Key, List<FigureRow>> periods) {
    List<Observed> observed = new ArrayList<>();
    periods.forEach(
        (key, rows) -> {
          Map<String, Double> values = new LinkedHashMap<>();
          rows.forEach(row -> values.putAll(row.values()));
          Place place = rows.get(0).place();
          observed.add(
              new Observed(
                  place.estate(),
                  place.tenant(),
                  place.line(),
                  place.machine(),
                  rows.get(0).period().start(),
                  values));
        });
    return observed;
  }

  private Map<Key, List<FigureRow>> periods(String grain) {
    Map<Key, List<FigureRow>> periods = new HashMap<>();
    for (FigureRow row : figures.rows()) {
      if (row.period().grain().equals(grain) && row.order() == null) {
        periods
            .computeIfAbsent(
                new Key(row.place().path(), row.period().start().toEpochMilli()),
                key -> new ArrayList<>())
            .add(row);
      }
    }
    return periods;
  }
}
