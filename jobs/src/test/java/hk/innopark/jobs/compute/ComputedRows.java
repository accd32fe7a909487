package hk.innopark.jobs.compute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The figures of a computation, by period of an entity; origin {@code real} is left out. */
final class ComputedRows {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String QUALITY = "quality_of_data";
  private static final double RELATIVE = 1e-9;
  private static final Set<String> WHOLE =
      Set.of("produced", "good", "scrap", "rework", "failures");

  /** A period of a machine, line, tenant or estate; its row of each measurement. */
  record PeriodKey(
      String grain,
      String estate,
      String tenant,
      String line,
      String machine,
      String shift,
      long start) {
    /** Where it is in the tree: {@code estate/tenant/line/machine}. */
    String path() {
      return estate + "/" + tenant + "/" + line + "/" + machine;
    }
  }

  private final Map<PeriodKey, Map<String, JsonNode>> rows = new LinkedHashMap<>();

  private ComputedRows() {}

  static ComputedRows read(Path figures) throws IOException {
    ComputedRows read = new ComputedRows();
    for (String text : Files.readAllLines(figures)) {
      JsonNode row = JSON.readTree(text);
      if (!row.get("origin").asText().equals("real")) {
        read.rows
            .computeIfAbsent(key(row), key -> new TreeMap<>())
            .put(row.get("measurement").asText(), row);
      }
    }
    return read;
  }

  List<PeriodKey> keys(Predicate<PeriodKey> chosen) {
    return rows.keySet().stream().filter(chosen).toList();
  }

  /** A value by measurement and field, joined by a dot; 0 where there is none. */
  double value(PeriodKey key, String field) {
    int dot = field.indexOf('.');
    JsonNode row = rows.get(key).get(field.substring(0, dot));
    return row == null ? 0 : row.get(field.substring(dot + 1)).asDouble();
  }

  /** End of a period, epoch milliseconds, exclusive. */
  long endOf(PeriodKey key) {
    return rows.get(key).values().iterator().next().get("end").asLong();
  }

  /** Keys of machines that have any figure. */
  Set<String> machines() {
    Set<String> machines = new TreeSet<>();
    rows.keySet().stream()
        .filter(key -> key.machine() != null)
        .forEach(k -> machines.add(k.path()));
    return machines;
  }

  /**
   * Periods whose figures, those of quality aside, are not the same: whole numbers and times must
   * be equal, everything else to 10⁻⁹ of it. Each with the first field that differs.
   */
  Map<PeriodKey, String> differencesTo(ComputedRows other) {
    Set<PeriodKey> keys = new LinkedHashSet<>(rows.keySet());
    keys.addAll(other.rows.keySet());
    Map<PeriodKey, String> differences = new LinkedHashMap<>();
    for (PeriodKey key : keys) {
      Map<String, JsonNode> own = rows.getOrDefault(key, Map.of());
      Map<String, JsonNode> theirs = other.rows.getOrDefault(key, Map.of());
      Set<String> measurements = new TreeSet<>(own.keySet());
      measurements.addAll(theirs.keySet());
      measurements.remove(QUALITY);
      for (String measurement : measurements) {
        String difference = difference(own.get(measurement), theirs.get(measurement));
        if (difference != null) {
          differences.putIfAbsent(key, measurement + ": " + difference);
        }
      }
    }
    return differences;
  }

  /** A field of quality; 0 where there is no row. */
  double quality(PeriodKey key, String field) {
    JsonNode quality = rows.getOrDefault(key, Map.of()).get(QUALITY);
    return quality == null ? 0 : quality.get(field).asDouble();
  }

  /** Whether the row of quality of the same period warns, by more than doubt. */
  boolean isWarned(PeriodKey key) {
    JsonNode quality = rows.getOrDefault(key, Map.of()).get(QUALITY);
    return quality != null
        && (quality.get("coverage").asDouble(1) < 1
            || quality.get("measured_share").asDouble(1) < 1
            || Set.of(
                    "late", "dead_letters", "sequence_gaps", "quarantined", "stuck_s", "clock_off")
                .stream()
                .anyMatch(field -> quality.get(field).asDouble() > 0));
  }

  /** How many of the periods warn by more than doubt, of those chosen. */
  double warnedShare(Predicate<PeriodKey> chosen) {
    long all = rows.keySet().stream().filter(chosen).count();
    return (double) rows.keySet().stream().filter(chosen).filter(this::isWarned).count() / all;
  }

  /** The periods that are flagged by doubt alone. */
  List<PeriodKey> onlyDoubted() {
    return rows.keySet().stream()
        .filter(key -> quality(key, "doubtful_s") > 0 && !isWarned(key))
        .toList();
  }

  private static String difference(JsonNode own, JsonNode theirs) {
    if (own == null || theirs == null) {
      return own == null ? "only with faults" : "only without faults";
    }
    for (Map.Entry<String, JsonNode> field : own.properties()) {
      JsonNode value = theirs.get(field.getKey());
      boolean isFigure = field.getValue().isDouble() || value.isDouble();
      if (isFigure && !isSame(field.getKey(), field.getValue(), value)) {
        return field.getKey() + " " + field.getValue() + " and " + value;
      }
    }
    return null;
  }

  private static boolean isSame(String field, JsonNode one, JsonNode other) {
    if (one.isNull() || other.isNull()) {
      return one.isNull() && other.isNull();
    }
    boolean isExact = WHOLE.contains(field) || field.endsWith("_s");
    double difference = Math.abs(one.asDouble() - other.asDouble());
    return difference <= (isExact ? 0 : RELATIVE * Math.abs(one.asDouble()));
  }

  private static PeriodKey key(JsonNode row) {
    return new PeriodKey(
        row.get("grain").asText(),
        text(row, "estate"),
        text(row, "tenant"),
        text(row, "line"),
        text(row, "machine"),
        text(row, "shift"),
        row.get("start").asLong());
  }

  private static String text(JsonNode row, String name) {
    return row.get(name).isNull() ? null : row.get(name).asText();
  }
}
