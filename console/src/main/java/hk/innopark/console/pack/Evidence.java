package hk.innopark.console.pack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hk.innopark.registry.ledger.ChainVerdict;
import hk.innopark.registry.ledger.LedgerChain;
import hk.innopark.registry.ledger.LedgerEntry;
import hk.innopark.registry.ledger.LedgerRow;
import hk.innopark.registry.ledger.LedgerStore;
import hk.innopark.registry.ledger.LedgerVerifier;
import hk.innopark.registry.model.Commitment;
import hk.innopark.registry.model.EmissionFactor;
import hk.innopark.registry.model.Registry;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the ledger says of a tenant's month, as an evidence pack tells it.
 *
 * @param chain what verification says of the tenant's chain
 * @param rows every row whose period lies in the month, by number
 */
public record Evidence(
    YearMonth month, ChainVerdict chain, List<LedgerRow> rows, Registry registry, Instant at) {
  static final ZoneId ZONE = ZoneId.of("Asia/Hong_Kong");
  private static final JsonMapper JSON = new JsonMapper();

  /** A figure of the month and the row that says it. */
  public record Figure(LedgerRow row, String field, JsonNode value) {
    /** The name with its measurement. */
    String name() {
      return row.entry().measurement() + '.' + field;
    }
  }

  /**
   * A commitment and the newest verdict on it that the ledger has of a period in the month.
   *
   * @param row the verdict's row; empty where no period that is judged closed in the month
   * @param said the row's figures; empty with it
   */
  public record Verdict(Commitment commitment, Optional<LedgerRow> row, JsonNode said) {
    /** met, not_met, insufficient_evidence, not_yet_due; or that nothing was judged. */
    String verdict() {
      return said.path("verdict").asText("not_judged");
    }
  }

  /** What a day's newest row says of a figure. */
  public record DayValue(int day, double value) {}

  /**
   * Reads what the ledger says of a tenant's month, and verifies the chain.
   *
   * @param knownAt rows that were recorded later are passed over; null for now
   * @param at when the pack is made
   */
  public static Evidence of(
      LedgerStore ledger,
      LedgerChain chain,
      YearMonth month,
      Registry registry,
      Instant knownAt,
      Instant at) {
    long start = startOf(month);
    long end = startOf(month.plusMonths(1));
    List<LedgerRow> touching =
        knownAt == null
            ? ledger.touching(chain, start, end)
            : ledger.touching(chain, start, end, knownAt);
    List<LedgerRow> rows =
        touching.stream()
            .filter(row -> row.entry().periodStartMillis() >= start)
            .filter(row -> row.entry().periodEndMillis() <= end)
            .sorted(Comparator.comparingLong(LedgerRow::seq))
            .toList();
    return new Evidence(month, LedgerVerifier.verify(ledger, chain), rows, registry, at);
  }

  private static long startOf(YearMonth month) {
    return month.atDay(1).atStartOfDay(ZONE).toInstant().toEpochMilli();
  }

  String tenant() {
    return chain.chain().tenant();
  }

  String tenantName() {
    return registry.tenant(tenant()).map(tenant -> tenant.name()).orElse(tenant());
  }

  boolean isSimulated() {
    return chain.chain().origin().startsWith("sim:");
  }

  /** The newest revision of the tenant's month, by measurement. */
  Map<String, LedgerRow> months() {
    Map<String, LedgerRow> months = new TreeMap<>();
    rows.stream()
        .filter(row -> row.entry().line() == null && row.entry().grain().equals("month"))
        .filter(row -> !row.entry().isCommitment())
        .forEach(row -> months.put(row.entry().measurement(), row));
    return months;
  }

  /** Every figure of the month that has a value. */
  List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    months()
        .values()
        .forEach(
            row ->
                json(row.entry())
                    .properties()
                    .forEach(
                        member -> {
                          if (!member.getValue().isNull()) {
                            figures.add(new Figure(row, member.getKey(), member.getValue()));
                          }
                        }));
    return figures;
  }

  /** The newest of each of the tenant's days, by day of the month. */
  List<DayValue> days(String measurement, String field) {
    Map<Integer, Double> values = new TreeMap<>();
    rows.stream()
        .map(LedgerRow::entry)
        .filter(entry -> entry.line() == null && entry.grain().equals("day"))
        .filter(entry -> entry.measurement().equals(measurement))
        .forEach(
            entry -> {
              JsonNode value = json(entry).path(field);
              if (value.isNumber()) {
                values.put(dayOf(entry), value.doubleValue());
              }
            });
    return values.entrySet().stream()
        .map(value -> new DayValue(value.getKey(), value.getValue()))
        .toList();
  }

  private static int dayOf(LedgerEntry entry) {
    return Instant.ofEpochMilli(entry.periodStartMillis()).atZone(ZONE).getDayOfMonth();
  }

  /** Each commitment of the tenant, with what the ledger says of it. */
  List<Verdict> verdicts() {
    Map<String, LedgerRow> newest = new TreeMap<>();
    rows.stream()
        .filter(row -> row.entry().isCommitment())
        .forEach(row -> newest.put(row.entry().measurement(), row));
    return registry.commitments().stream()
        .filter(commitment -> commitment.tenant().equals(tenant()))
        .map(
            commitment -> {
              LedgerRow row = newest.get(LedgerEntry.commitmentMeasurement(commitment.id()));
              return new Verdict(
                  commitment,
                  Optional.ofNullable(row),
                  row == null ? JSON.createObjectNode() : json(row.entry()));
            })
        .toList();
  }

  /** Ids of the factors that the month's rows used. */
  List<String> factorIds() {
    TreeSet<String> used = new TreeSet<>();
    rows.forEach(row -> used.addAll(Arrays.asList(row.entry().factorIds().split(","))));
    used.remove("");
    return List.copyOf(used);
  }

  Optional<EmissionFactor> factor(String id) {
    return registry.factors().stream().filter(factor -> factor.id().equals(id)).findFirst();
  }

  /** Days and months that were said anew. */
  List<LedgerRow> revisions() {
    return rows.stream()
        .filter(row -> row.entry().revision() > 1 && !row.entry().grain().equals("hour"))
        .toList();
  }

  /** What the month's newest row of a measurement says of a figure; null where it says nothing. */
  Double value(String measurement, String field) {
    LedgerRow row = months().get(measurement);
    JsonNode value = row == null ? JSON.nullNode() : json(row.entry()).path(field);
    return value.isNumber() ? Double.valueOf(value.doubleValue()) : null;
  }

  static JsonNode json(LedgerEntry entry) {
    try {
      return JSON.readTree(entry.figures());
    } catch (JsonProcessingException noJson) {
      throw new IllegalStateException("the database takes JSON alone", noJson);
    }
  }
}
