package hk.innopark.simulators.oracle;

import hk.innopark.events.Level;
import hk.innopark.simulators.plant.TruthRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Knows what the figures of periods have to be, from the plants' ground truth, and says which ones
 * are not: counts have to be equal, times come within a millisecond, all else within 10⁻⁹, and
 * masses and costs within a rounding of 10⁻⁹ for each piece besides.
 */
public final class Oracle {
  private static final Duration HOUR = Duration.ofHours(1);
  private final PeriodTruth truth;
  private final Map<String, ExpectedField> known = new LinkedHashMap<>();

  /**
   * @param rows the hours to be judged, complete ones, of machines; the other levels are their sums
   */
  public Oracle(Collection<TruthRow> rows, Set<Level> levels) {
    this(rows, HOUR, TruthGrain.every(HOUR), levels);
  }

  /**
   * Judges every period of which all parts are there.
   *
   * @param rows of machines, equally long, in order of time; the other levels are their sums
   * @param part their length
   * @param grain which period each belongs to
   */
  public Oracle(Collection<TruthRow> rows, Duration part, TruthGrain grain, Set<Level> levels) {
    truth = new PeriodTruth(rows, part, grain, levels);
    known.putAll(ExpectedFields.sums());
    known.putAll(ExpectedFields.quotients());
  }

  /** The fields that are plain sums: counts, times, metered amounts. */
  public static Set<String> sums() {
    return ExpectedFields.sums().keySet();
  }

  /** Every field that is known without tariffs and factors, of whatever feed. */
  public static Set<String> everyField() {
    Map<String, ExpectedField> fields = new LinkedHashMap<>(ExpectedFields.sums());
    fields.putAll(ExpectedFields.quotients());
    return fields.keySet();
  }

  /** The fields that tariffs, factors and baselines make known. */
  public static Set<String> fieldsOfRates() {
    return ExpectedFields.ofRates().keySet();
  }

  /** The fields of data quality that are known of a feed to which nothing happened. */
  public static Set<String> fieldsOfCleanFeeds() {
    return ExpectedFields.ofCleanFeeds().keySet();
  }

  /** Fields that truth does not determine, with the reason. */
  public static Map<String, String> undetermined() {
    return ExpectedFields.undetermined();
  }

  /** Says that nothing happened to the data on its way, which makes its quality known. */
  public Oracle ofCleanFeed() {
    known.putAll(ExpectedFields.ofCleanFeeds());
    return this;
  }

  /**
   * Makes costs, masses and demand known, and what baselines expect. The parts must be so short
   * that no rate changes within them, and no longer than half an hour.
   *
   * @param whole whether these are months, for which demand is billed; or hours or days, of which
   *     baselines expect something
   */
  public Oracle withRates(ReferenceRates rates, Billing whole) {
    truth.add(rates, whole);
    known.putAll(ExpectedFields.ofRates());
    return this;
  }

  /** What of a period is billed or expected beside its sums. */
  public enum Billing {
    /** Minutes, half hours, shifts. */
    NONE,
    /** Baselines expect something of an hour, without a running sum. */
    HOUR,
    /** Baselines have a running sum of days. */
    DAY,
    /** Demand is billed, and baselines have a running sum. */
    MONTH
  }

  /** The fields that this oracle knows. */
  public Set<String> fields() {
    return Set.copyOf(known.keySet());
  }

  /** How many rows are expected. */
  public int expectedRows() {
    return truth.sums().size();
  }

  /**
   * Compares the fields that are named; every expected row has to be there, once, and rows of other
   * hours are passed over.
   *
   * @return what is wrong, in order of time; nothing where all is well
   */
  public List<Mismatch> compare(Collection<Observed> observed, Set<String> fields) {
    for (String field : fields) {
      if (!known.containsKey(field)) {
        throw new IllegalArgumentException("the oracle does not know " + field);
      }
    }
    Map<PeriodTruth.Key, Mismatch> wrongRows = new TreeMap<>();
    Map<PeriodTruth.Key, Observed> found = new HashMap<>();
    for (Observed row : observed) {
      PeriodTruth.Key key = new PeriodTruth.Key(row.hourStart().toEpochMilli(), entity(row));
      if (!truth.hasStart(key.start())) {
        continue;
      }
      if (!truth.sums().containsKey(key)) {
        wrongRows.put(key, wrongRow(key, "nothing of the kind was simulated"));
      } else if (found.put(key, row) != null) {
        wrongRows.put(key, wrongRow(key, "reported more than once"));
      }
    }
    List<Mismatch> mismatches = new ArrayList<>();
    truth
        .sums()
        .forEach(
            (key, sum) -> {
              Observed row = found.get(key);
              if (row == null) {
                wrongRows.put(key, wrongRow(key, "missing"));
              } else {
                compare(key, sum, row, fields, mismatches);
              }
            });
    mismatches.addAll(wrongRows.values());
    return mismatches;
  }

  private void compare(
      PeriodTruth.Key key,
      TruthSum sum,
      Observed row,
      Set<String> fields,
      List<Mismatch> mismatches) {
    for (String field : fields) {
      ExpectedField rule = known.get(field);
      double expected = rule.value().applyAsDouble(sum);
      Double reported = row.fields().get(field);
      if (!agrees(rule, expected, reported, sum)) {
        mismatches.add(
            new Mismatch(
                key.entity(),
                Instant.ofEpochMilli(key.start()),
                field,
                "%s instead of %s".formatted(shown(reported), shown(expected))));
      }
    }
  }

  /** A measurement that has nothing to say has no row, so nothing reported may mean zero. */
  private static boolean agrees(
      ExpectedField rule, double expected, Double reported, TruthSum sum) {
    if (reported == null || Double.isNaN(reported)) {
      return Double.isNaN(expected) || (reported == null && expected == 0);
    }
    return !Double.isNaN(expected) && rule.accepts(expected, reported, sum);
  }

  private static String shown(Double value) {
    return value == null || Double.isNaN(value) ? "no value" : Double.toString(value);
  }

  private static Mismatch wrongRow(PeriodTruth.Key key, String text) {
    return new Mismatch(key.entity(), Instant.ofEpochMilli(key.start()), null, text);
  }

  private static String entity(Observed row) {
    StringBuilder entity = new StringBuilder(row.estate());
    for (String part : new String[] {row.tenant(), row.line(), row.machine()}) {
      if (part == null) {
        break;
      }
      entity.append('/').append(part);
    }
    return entity.toString();
  }
}
