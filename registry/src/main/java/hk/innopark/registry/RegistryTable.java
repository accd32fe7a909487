package hk.innopark.registry;

import java.util.List;
import java.util.stream.Collectors;

/** A table of the registry schema; parents before their children. */
enum RegistryTable {
  TENANT("id", "name, estate"),
  LINE("tenant, id", "name, calendar"),
  MACHINE(
      "tenant, line, id",
      "name, sample_period, stale_after, rated_kw, ideal_cycle, micro_stop, power_reporting,"
          + " expected_from, mapping"),
  METER(
      "tenant, line, machine, signal, valid_from",
      "source, utility, modulus, multiplier, feed_in_tariff, swaps, counter, max_per_h,"
          + " accuracy_pct"),
  CALENDAR("id", "zone, shifts, holidays, exceptions"),
  TARIFF(
      "id",
      "utility, valid_from, currency, fuel_adjustment_per_kwh, demand_window, demand_sliding,"
          + " demand_per_kva_month, demand_minimum_kva, source, demand_band,"
          + " demand_outside_per_kva_month, demand_blocks, holidays"),
  TARIFF_BAND("tariff, position", "name, days, start_time, end_time, per_kwh, blocks"),
  FACTOR("id", "carrier, utility, valid_from, kg_per_unit, unit, scope, basis, source, confidence"),
  COMMITMENT(
      "id",
      "tenant, metric, baseline, target, by, minimum_coverage, judged_over, baseline_period,"
          + " boundary, method"),
  CERTIFICATE("id", "tenant, account, kwh, year, period, source"),
  CRITERION("id", "principle, metric, at_least, at_most, weight, source"),
  DECLARATION("tenant, principle, metric, period", "value, evidence"),
  ALERT("tenant, line, kind", "enabled, raise, clear, lasting, clear_for, signals"),
  BASELINE(
      "id",
      "tenant, line, valid_from, kwh_per_day, kwh_per_item, kwh_per_degree_day,"
          + " base_temperature_c, r_squared, points, source"),
  TEMPERATURE("date", "mean_c, source"),
  CHANNEL("tenant, id", "kind, recipients, url, language, changes"),
  NOTIFICATION("tenant, id", "kinds, severity, of_lines, shifts, channels, quiet, escalate"),
  REASON("tenant, id", "name, under, standard, position");

  private final String key;
  private final String columns;

  RegistryTable(String key, String others) {
    this.key = key;
    this.columns = key + ", " + others;
  }

  String tableName() {
    return Choices.word(this);
  }

  /**
   * Closes the rows that the file no longer holds in this form. Parameters: the file's rows as a
   * JSON array, the moment. Gives the key of each row closed.
   */
  String closeSql() {
    String sameKey =
        List.of(key.split(", ")).stream()
            .map(column -> "t." + column + " = gone." + column)
            .collect(Collectors.joining(" AND "));
    return """
    UPDATE registry.%1$s t SET superseded_at = moment.at
    FROM (SELECT %2$s FROM registry.%1$s WHERE superseded_at = 'infinity'
          EXCEPT SELECT %2$s FROM jsonb_populate_recordset(NULL::registry.%1$s, ?::jsonb)) gone,
         (SELECT ?::timestamptz AS at) moment
    WHERE t.superseded_at = 'infinity' AND %3$s
    RETURNING %4$s\
    """
        .formatted(tableName(), columns, sameKey, keyOf("t."));
  }

  /** Adds the rows that are not there yet. Parameters and result as of {@link #closeSql}. */
  String addSql() {
    return """
    INSERT INTO registry.%1$s AS t (%2$s, recorded_at)
    SELECT fresh.*, moment.at
    FROM (SELECT %2$s FROM jsonb_populate_recordset(NULL::registry.%1$s, ?::jsonb)
          EXCEPT SELECT %2$s FROM registry.%1$s WHERE superseded_at = 'infinity') fresh,
         (SELECT ?::timestamptz AS at) moment
    RETURNING %3$s\
    """
        .formatted(tableName(), columns, keyOf("t."));
  }

  /** Ids hold no slash, so the text is the key's alone. */
  private String keyOf(String prefix) {
    return List.of(key.split(", ")).stream()
        .map(column -> prefix + column)
        .collect(Collectors.joining(", ", "concat_ws('/', ", ")"));
  }
}
