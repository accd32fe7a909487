package hk.innopark.console.figures;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which columns the tables have. QuestDB adds a column with the first value that it is sent, so a
 * field that nobody has had yet is not there, and naming it would be an error.
 */
final class QuestDbColumns {
  private static final long KEEP_NANOS = Duration.ofSeconds(5).toNanos();

  private static final Set<String> OF_EVERY_TABLE =
      Set.of("estate", "tenant", "line", "machine", "level", "grain", "origin", "revision");

  private record Known(Set<String> columns, long readNanos) {}

  private final QuestDbHttp http;
  private final Map<Measure, Known> known = new ConcurrentHashMap<>();

  QuestDbColumns(QuestDbHttp http) {
    this.http = http;
  }

  /** The table's columns, read again at times while some of the wanted are missing. */
  Set<String> of(Measure measure, Collection<String> wanted) {
    Known before = known.get(measure);
    if (before != null
        && ((before.columns.containsAll(wanted) && before.columns.containsAll(OF_EVERY_TABLE))
            || System.nanoTime() - before.readNanos < KEEP_NANOS)) {
      return before.columns;
    }
    Set<String> columns = read(http, measure.wireName());
    known.put(measure, new Known(Set.copyOf(columns), System.nanoTime()));
    return columns;
  }

  /** A table's columns as they are now; none where it does not exist yet. */
  static Set<String> read(QuestDbHttp http, String table) {
    Set<String> columns = new HashSet<>();
    for (JsonNode row : http.dataset("SELECT \"column\" FROM table_columns('" + table + "')")) {
      columns.add(row.get(0).textValue());
    }
    return columns;
  }

  /** A term for a column, which no row may have had yet. */
  static String orNull(String column, Set<String> known) {
    return known.contains(column) ? column : "NULL AS " + column;
  }
}
