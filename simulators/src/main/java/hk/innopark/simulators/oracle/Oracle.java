package hk.innopark.simulators.oracle;

import hk.innopark.events.Level;
import hk.innopark.events.MachineId;
import hk.innopark.simulators.plant.TruthElement;
import hk.innopark.simulators.plant.TruthRow;
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

/**
 * Knows what the figures of each hour have to be, from the plants' ground truth, and says which
 * ones are not: counts have to be equal, times come within a millisecond, all else within 10⁻⁹.
 */
public final class Oracle {
  private final Map<Key, TruthSum> truth = new TreeMap<>();
  private final Set<Long> hours = new java.util.HashSet<>();
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
    for (TruthRow row : rows) {
      hours.add(row.startMillis());
      for (Level level : EnumSet.copyOf(levels)) {
        truth
            .computeIfAbsent(
                new Key(row.startMillis(), entity(row.machine(), level)), key -> new TruthSum())
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
      double value = reported == null ? Double.NaN : reported;
      boolean agrees =
          Double.isNaN(expected) ? Double.isNaN(value) : rule.tolerance().accepts(expected, value);
      if (!agrees) {
        mismatches.add(
            new Mismatch(
                key.entity,
                Instant.ofEpochMilli(key.hourStartMillis),
                field,
                "%s instead of %s".formatted(shown(value), shown(expected))));
      }
    }
  }

  private static String shown(double value) {
    return Double.isNaN(value) ? "no value" : Double.toString(value);
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
