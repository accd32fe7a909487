package hk.innopark.dashboards;

import hk.innopark.jobs.figures.Measurement;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What the names in an InfluxQL query are. */
final class QueryNames {
  /** Of hours, days and months, whatever period is picked. */
  private static final Set<String> OF_WHOLE_HOURS = Set.of("expected_kwh", "saving_kwh");

  private static final Set<String> ALERT_FIELDS =
      Set.of("state", "value", "threshold", "since_ms", "raised_at_ms");
  private static final String OF_ORDERS = "FROM \"order\"";
  private static final String OF_ALERTS = "FROM \"alerts\"";

  private static final Pattern NAME = Pattern.compile("\"([^\"]+)\"");
  private static final Pattern MADE = Pattern.compile("AS \"([^\"]+)\"");

  private QueryNames() {}

  /** Quoted names that are no measurement, tag or field and that the query does not make itself. */
  static Set<String> unknown(String query) {
    Set<String> known =
        new TreeSet<>(
            Set.of("estate", "tenant", "line", "machine", "level", "grain", "origin", "revision"));
    for (Measurement measurement : Measurement.values()) {
      known.add(measurement.wireName());
      known.addAll(measurement.fields());
    }
    if (query.contains(OF_ORDERS)) {
      known.addAll(Set.of("order", "product"));
    }
    if (query.contains(OF_ALERTS)) {
      known.addAll(ALERT_FIELDS);
      known.addAll(Set.of("alerts", "kind", "severity", "signal"));
    }
    MADE.matcher(query).results().forEach(made -> known.add(made.group(1)));
    Set<String> unknown = new TreeSet<>();
    NAME.matcher(query).results().forEach(name -> unknown.add(name.group(1)));
    unknown.removeAll(known);
    return unknown;
  }

  /** Whether rows of this grain do not have what the query asks for. */
  static boolean noneAt(String grain, String query) {
    if (fields(query).stream().anyMatch(OF_WHOLE_HOURS::contains)) {
      return !Set.of("hour", "day", "month").contains(grain);
    }
    // a minute has no demand window
    return grain.equals("minute") && query.contains("peak_demand_kva");
  }

  /** The names in a query that are a field of some measurement. */
  static Set<String> fields(String query) {
    Set<String> fields = new TreeSet<>();
    if (query.contains(OF_ALERTS)) {
      fields.addAll(ALERT_FIELDS);
      fields.removeIf(field -> !query.contains("\"" + field + "\""));
      return fields;
    }
    for (Measurement measurement : Measurement.values()) {
      for (String field : measurement.fields()) {
        if (query.contains("\"" + field + "\"")) {
          fields.add(field);
        }
      }
    }
    return fields;
  }
}
