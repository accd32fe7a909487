package hk.innopark.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hk.innopark.console.ledger.LedgerReader;
import hk.innopark.console.ledger.StoredRow;
import hk.innopark.events.text.Message;
import hk.innopark.registry.ledger.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.Year;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the ledger has closed of a tenant's year: its closed months, the closed days after them, and
 * the closed hours after those, so that every moment counts once.
 */
final class ClosedYear {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Year year;
  private final Map<String, List<Row>> byMeasurement = new HashMap<>();
  private long closedMillis;
  private Instant last;

  /** A ledger row with its figures and elements read. */
  private record Row(long seq, LedgerEntry entry, JsonNode figures, JsonNode elements) {}

  /**
   * A sum over the closed periods.
   *
   * @param value null where no period has one, or one of them lacks it
   * @param reason why it is null
   * @param rows the ledger rows that it rests on
   */
  record Sum(Double value, Message reason, List<Long> rows) {}

  ClosedYear(LedgerReader ledger, String tenant, String origin, Year year) {
    this.year = year;
    Instant from = year.atDay(1).atStartOfDay(HongKongTime.ZONE).toInstant();
    Instant until = year.plusYears(1).atDay(1).atStartOfDay(HongKongTime.ZONE).toInstant();
    this.last = from;
    for (String grain : List.of("month", "day", "hour")) {
      for (StoredRow row : ledger.closed().periods(tenant, origin, grain, last, until)) {
        add(row);
      }
      closedMillis = closed();
      last = end(from);
    }
  }

  private void add(StoredRow stored) {
    LedgerEntry entry = stored.row().entry();
    byMeasurement
        .computeIfAbsent(entry.measurement(), name -> new ArrayList<>())
        .add(new Row(stored.row().seq(), entry, read(entry.figures()), read(entry.elements())));
  }

  private long closed() {
    Map<Long, Long> periods = new HashMap<>();
    byMeasurement
        .values()
        .forEach(
            rows ->
                rows.forEach(
                    row ->
                        periods.put(
                            row.entry().periodStartMillis(),
                            row.entry().periodEndMillis() - row.entry().periodStartMillis())));
    return periods.values().stream().mapToLong(Long::longValue).sum();
  }

  private Instant end(Instant from) {
    return byMeasurement.values().stream()
        .flatMap(List::stream)
        .map(row -> Instant.ofEpochMilli(row.entry().periodEndMillis()))
        .max(Instant::compareTo)
        .orElse(from);
  }

  boolean isEmpty() {
    return byMeasurement.isEmpty();
  }

  /** The part of the year of which periods are closed, 0 to 1. */
  double closedShare() {
    return closedMillis / (double) Duration.ofDays(year.length()).toMillis();
  }

  /** The first moment that is closed; empty where none is. */
  Optional<Instant> first() {
    return byMeasurement.values().stream()
        .flatMap(List::stream)
        .map(row -> Instant.ofEpochMilli(row.entry().periodStartMillis()))
        .min(Instant::compareTo);
  }

  /** The end of what is closed. */
  Instant last() {
    return last;
  }

  /** The sum of a figure, {@code measurement.field}. */
  Sum figure(String metric) {
    String measurement = metric.substring(0, metric.indexOf('.'));
    String field = metric.substring(metric.indexOf('.') + 1);
    List<Row> rows = byMeasurement.getOrDefault(measurement, List.of());
    if (rows.isEmpty()) {
      return new Sum(null, Message.of("year.nothing_closed"), List.of());
    }
    double sum = 0;
    for (Row row : rows) {
      JsonNode value = row.figures().path(field);
      if (!value.isNumber()) {
        return new Sum(null, missing(row), seqs(rows));
      }
      sum += value.doubleValue();
    }
    return new Sum(sum, null, seqs(rows));
  }

  /** The sum of an element in 10⁻⁹ of its unit, of a measurement's rows. */
  Sum nano(String measurement, String element) {
    List<Row> rows = byMeasurement.getOrDefault(measurement, List.of());
    long sum = 0;
    for (Row row : rows) {
      sum += row.elements().path(element).asLong(0);
    }
    return rows.isEmpty()
        ? new Sum(null, Message.of("year.nothing_closed"), List.of())
        : new Sum(sum / 1e9, null, seqs(rows));
  }

  /** Σ valid / Σ expected intervals; null where none was expected. */
  Double coverage() {
    Double valid = figure("quality_of_data.valid").value();
    Double expected = figure("quality_of_data.expected").value();
    return valid == null || expected == null || expected == 0 ? null : valid / expected;
  }

  /** Metered of active energy; null where there is none. */
  Double measuredShare() {
    Double active = figure("energy.active_kwh").value();
    Double estimated = nano("energy", "estimated_nano_kwh").value();
    Double integrated = nano("energy", "integrated_nano_kwh").value();
    return active == null || active == 0 || estimated == null || integrated == null
        ? null
        : (active - estimated - integrated) / active;
  }

  /**
   * Factors used that are not of the year: what rests on them is provisional until it is trued up.
   */
  Set<String> provisionalFactors() {
    Set<String> provisional = new TreeSet<>();
    byMeasurement.getOrDefault("sustainability", List.of()).stream()
        .flatMap(row -> List.of(row.entry().factorIds().split(",")).stream())
        .filter(id -> !id.isEmpty() && !id.startsWith("missing:"))
        // what has no utility is no year's
        .filter(id -> !id.split(":", -1)[1].equals("*"))
        .filter(id -> !id.endsWith(":" + year + id.substring(id.length() - 6)))
        .forEach(provisional::add);
    return provisional;
  }

  private static Message missing(Row row) {
    String factors =
        List.of(row.entry().factorIds().split(",")).stream()
            .filter(id -> id.startsWith("missing:"))
            .map(id -> id.substring("missing:".length()))
            .reduce((one, other) -> one + ", " + other)
            .orElse("");
    return factors.isEmpty()
        ? Message.of("year.row_without_value", row.seq())
        : Message.of("year.factor_missing", factors);
  }

  private static List<Long> seqs(List<Row> rows) {
    return rows.stream().map(Row::seq).sorted().toList();
  }

  private static JsonNode read(String object) {
    try {
      return JSON.readTree(object);
    } catch (JsonProcessingException noJson) {
      throw new IllegalStateException("the ledger takes JSON alone", noJson);
    }
  }
}
