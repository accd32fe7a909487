package hk.innopark.simulators.oracle;

import hk.innopark.events.Level;
import hk.innopark.events.MachineId;
import hk.innopark.simulators.plant.TruthElement;
import hk.innopark.simulators.plant.TruthRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * Knows what the figures of each period (hours, unless it is said otherwise) have to be, from the
 * plants' ground truth, and says which ones are not: counts have to be equal, times come within a
 * millisecond, all else within 10⁻⁹.
 */
public final class Oracle {
  private final Set<Level> levels;
  private final Duration length;
  private final Map<Key, TruthSum> truth = new TreeMap<>();
  private final TreeSet<Long> hours = new TreeSet<>();
  private final Map<String, ExpectedField> known = new LinkedHashMap<>();

  private record Key(long hourStartMillis, String entity) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byHour = Long.compare(hourStartMillis, other.hourStartMillis);
      return byHour != 0 ? byHour : entity.compareTo(other.entity);
    }
  }

  /**
   * @param rows the hours to be judged, complete ones, of machines; the other levels are their sums
   */
  public Oracle(Collection<TruthRow> rows, Set<Level> levels) {
    this(rows, levels, Duration.ofHours(1));
  }

  /**
   * @param rows the periods to be judged, complete ones, of machines; the other levels are their
   *     sums
   * @param length of a period
   */
  public Oracle(Collection<TruthRow> rows, Set<Level> levels, Duration length) {
    this.levels = EnumSet.copyOf(levels);
    this.length = length;
    double hoursLong = length.toMillis() / 3_600_000.0;
    for (TruthRow row : rows) {
      hours.add(row.startMillis());
      for (Level level : this.levels) {
        truth
            .computeIfAbsent(
                new Key(row.startMillis(), entity(row.machine(), level)),
                key -> new TruthSum(hoursLong))
            .add(row);
      }
    }
    known.putAll(ExpectedField.sums());
    known.putAll(ExpectedField.quotients());
  }

  /** The fields that are plain sums: counts, times, metered amounts. */
  public static Set<String> sums() {
    return ExpectedField.sums().keySet();
  }

  /** Every field that is known without a factor. */
  public static Set<String> everyField() {
    Map<String, ExpectedField> fields = new LinkedHashMap<>(ExpectedField.sums());
    fields.putAll(ExpectedField.quotients());
    return fields.keySet();
  }

  /**
   * Makes a field known that is so much a unit of an element, such as {@code scope1_kg} a MJ of
   * towngas.
   */
  public Oracle withFactor(String field, TruthElement element, double perUnit) {
    known.put(field, ExpectedField.perUnit(element, perUnit));
    return this;
  }

  /**
   * Makes {@code peak_demand_kva} and {@code cost_energy_hkd} known.
   *
   * @param halfHours of machines, all of the periods that are judged
   * @param ratePerKwh of the half hour that begins then; the same for each machine
   */
  public Oracle withHalfHours(
      Collection<TruthRow> halfHours, ToDoubleFunction<Instant> ratePerKwh) {
    Map<Key, TruthSum> sums = new TreeMap<>();
    for (TruthRow row : halfHours) {
      for (Level level : levels) {
        sums.computeIfAbsent(
                new Key(row.startMillis(), entity(row.machine(), level)), key -> new TruthSum(0.5))
            .add(row);
      }
    }
    sums.forEach(
        (key, sum) -> {
          TruthSum period = truth.get(new Key(periodOf(key.hourStartMillis), key.entity));
          if (period != null) {
            period.addHalfHour(
                sum, ratePerKwh.applyAsDouble(Instant.ofEpochMilli(key.hourStartMillis)));
          }
        });
    known.put("peak_demand_kva", ExpectedField.peakDemand());
    known.put("cost_energy_hkd", ExpectedField.energyCost());
    return this;
  }

  /** The period in which a moment lies; -1 where none is judged. */
  private long periodOf(long millis) {
    Long start = hours.floor(millis);
    return start == null || millis >= start + length.toMillis() ? -1 : start;
  }

  /** The fields that this oracle knows. */
  public Set<String> fields() {
    return Set.copyOf(known.keySet());
  }

  /** How many rows are expected. */
  public int expectedRows() {
    return truth.size();
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
    Map<Key, Mismatch> wrongRows = new TreeMap<>();
    Map<Key, Observed> found = new HashMap<>();
    for (Observed row : observed) {
      Key key = new Key(row.hourStart().toEpochMilli(), entity(row));
      if (!hours.contains(key.hourStartMillis)) {
        continue;
      }
      if (!truth.containsKey(key)) {
        wrongRows.put(key, wrongRow(key, "nothing of the kind was simulated"));
      } else if (found.put(key, row) != null) {
        wrongRows.put(key, wrongRow(key, "reported more than once"));
      }
    }
    List<Mismatch> mismatches = new ArrayList<>();
    truth.forEach(
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
      Key key, TruthSum sum, Observed row, Set<String> fields, List<Mismatch> mismatches) {
    for (String field : fields) {
      ExpectedField rule = known.get(field);
      double expected = rule.value().applyAsDouble(sum);
      Double reported = row.fields().get(field);
      boolean agrees = agrees(rule, expected, reported);
      if (!agrees) {
        mismatches.add(
            new Mismatch(
                key.entity,
                Instant.ofEpochMilli(key.hourStartMillis),
                field,
                "%s instead of %s".formatted(shown(reported), shown(expected))));
      }
    }
  }

  /** A measurement that has nothing to say has no row, so nothing reported may mean zero. */
  private static boolean agrees(ExpectedField rule, double expected, Double reported) {
    if (reported == null || Double.isNaN(reported)) {
      return Double.isNaN(expected) || (reported == null && expected == 0);
    }
    return !Double.isNaN(expected) && rule.tolerance().accepts(expected, reported);
  }

  private static String shown(Double value) {
    return value == null || Double.isNaN(value) ? "no value" : Double.toString(value);
  }

  private static Mismatch wrongRow(Key key, String text) {
    return new Mismatch(key.entity, Instant.ofEpochMilli(key.hourStartMillis), null, text);
  }

  private static String entity(MachineId id, Level level) {
    return switch (level) {
      case MACHINE -> id.key();
      case LINE -> id.estate() + '/' + id.tenant() + '/' + id.line();
      case TENANT -> id.estate() + '/' + id.tenant();
      case ESTATE -> id.estate();
    };
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
