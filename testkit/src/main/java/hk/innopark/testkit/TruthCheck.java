package hk.innopark.testkit;

import hk.innopark.events.Level;
import hk.innopark.simulators.oracle.Mismatch;
import hk.innopark.simulators.oracle.Observed;
import hk.innopark.simulators.oracle.Oracle;
import hk.innopark.simulators.oracle.TruthPeriods;
import hk.innopark.simulators.plant.GroundTruth;
import hk.innopark.simulators.plant.TruthRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Holds the figures of whole minutes, half hours, hours and days against the truth. */
final class TruthCheck {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HALF_HOUR = Duration.ofMinutes(30);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  private static final Set<String> FAILURES = Set.of("failures", "mtbf_s");

  private final Figures figures;
  private final GroundTruth truth;

  private record Key(String path, long start) {}

  private TruthCheck(Figures figures, GroundTruth truth) {
    this.figures = figures;
    this.truth = truth;
  }

  /** What is not the truth. */
  static List<String> all(Figures figures, GroundTruth truth) {
    return new TruthCheck(figures, truth).wrong(Warned.TOO);
  }

  /** What is not the truth, in periods whose quality figures do not warn. */
  static List<String> unflagged(Figures figures, GroundTruth truth) {
    return new TruthCheck(figures, truth).wrong(Warned.NOT);
  }

  /** Whether periods whose quality figures warn are judged. */
  private enum Warned {
    TOO,
    NOT
  }

  private List<String> wrong(Warned warned) {
    List<TruthRow> minutes = truth.completeMinutes();
    List<TruthRow> hours = truth.completeHours();
    List<TruthRow> halfHours = TruthPeriods.of(minutes, MINUTE, HALF_HOUR);
    List<String> wrong = new ArrayList<>();
    wrong.addAll(wrong("minute", minutes, MINUTE, List.of(), warned));
    wrong.addAll(wrong("half_hour", halfHours, HALF_HOUR, halfHours, warned));
    wrong.addAll(wrong("hour", hours, HOUR, halfHours, warned));
    wrong.addAll(wrong("day", TruthPeriods.of(hours, HOUR, DAY), DAY, List.of(), warned));
    return wrong;
  }

  private List<String> wrong(
      String grain, List<TruthRow> rows, Duration length, List<TruthRow> halfHours, Warned warned) {
    Map<Key, List<FigureRow>> periods = periods(grain);
    if (periods.isEmpty()) {
      return List.of();
    }
    Oracle oracle = new Oracle(rows, EnumSet.allOf(Level.class), length);
    if (!halfHours.isEmpty()) {
      oracle.withHalfHours(halfHours, start -> Double.NaN);
    }
    Set<String> fields = new TreeSet<>(oracle.fields());
    fields.remove("cost_energy_hkd");
    if (length.compareTo(HOUR) < 0) {
      // a stop is a failure when it has lasted, which may be a minute after it began
      fields.removeAll(FAILURES);
    }
    List<Observed> observed = observed(periods, fields);
    List<String> wrong = new ArrayList<>();
    for (Mismatch mismatch : oracle.compare(observed, fields)) {
      Key key = new Key(mismatch.entity(), mismatch.hourStart().toEpochMilli());
      boolean isJudged =
          warned == Warned.TOO
              || PeriodAssert.warnings(periods.getOrDefault(key, List.of())).isEmpty();
      if (isJudged && !isYetToCome(mismatch, length)) {
        wrong.add(grain + ' ' + mismatch);
      }
    }
    return wrong;
  }

  /** A stop at the end of the feed is a failure that nobody can know of yet. */
  private boolean isYetToCome(Mismatch mismatch, Duration length) {
    return FAILURES.contains(String.valueOf(mismatch.field()))
        && mismatch.hourStart().plus(length).plus(MINUTE).isAfter(truth.completeUntil());
  }

  /** What is reported; fields that no row has are taken from those that are compared. */
  private static List<Observed> observed(Map<Key, List<FigureRow>> periods, Set<String> fields) {
    Set<String> reported = new TreeSet<>();
    List<Observed> observed = new ArrayList<>();
    periods.forEach(
        (key, rows) -> {
          Map<String, Double> values = new LinkedHashMap<>();
          rows.forEach(row -> values.putAll(row.values()));
          reported.addAll(values.keySet());
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
    fields.retainAll(reported);
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
