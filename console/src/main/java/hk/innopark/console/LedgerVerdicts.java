package hk.innopark.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hk.innopark.console.Plant.CommitmentRow;
import hk.innopark.console.ledger.LedgerReader;
import hk.innopark.events.OutputFields;
import hk.innopark.registry.ledger.LedgerEntry;
import hk.innopark.registry.model.Commitment;
import java.time.Instant;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Commitments as HKSTP sees them: judged by the newest closed month of the ledger. Where the metric
 * depends on how many items were made, only the verdict and the coverage are shown.
 */
final class LedgerVerdicts implements Commitments {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Optional<LedgerReader> ledger;

  LedgerVerdicts(Optional<LedgerReader> ledger) {
    this.ledger = ledger;
  }

  @Override
  public List<CommitmentRow> read(List<Commitment> commitments, Moment moment) {
    Map<String, Optional<LedgerEntry>> months = new HashMap<>();
    return commitments.stream()
        .map(
            commitment -> {
              String measurement = commitment.measurement();
              return row(
                  commitment,
                  months.computeIfAbsent(
                      measurement, name -> month(commitment.tenant(), name, moment)));
            })
        .toList();
  }

  private Optional<LedgerEntry> month(String tenant, String measurement, Moment moment) {
    return moment.isEmpty()
        ? Optional.empty()
        : ledger.flatMap(
            reader -> reader.closed().newestMonth(tenant, moment.origin().name(), measurement));
  }

  private static CommitmentRow row(Commitment commitment, Optional<LedgerEntry> month) {
    Map<String, Double> figures = new HashMap<>();
    String field = commitment.field();
    month.ifPresent(
        entry -> {
          JsonNode value = figures(entry).path(field);
          if (value.isNumber()) {
            figures.put(field, value.doubleValue());
          }
          if (entry.coverage() != null) {
            figures.put("coverage", entry.coverage());
          }
        });
    String period =
        month
            .map(entry -> Instant.ofEpochMilli(entry.periodStartMillis()))
            .map(start -> YearMonth.from(start.atZone(HongKongTime.ZONE)).toString())
            .orElse(null);
    CommitmentRow row = CommitmentReader.row(commitment, figures, period);
    return OutputFields.contains(field) ? row.withoutValue() : row;
  }

  private static JsonNode figures(LedgerEntry entry) {
    try {
      return JSON.readTree(entry.figures());
    } catch (JsonProcessingException noJson) {
      throw new IllegalStateException("the ledger takes JSON alone", noJson);
    }
  }
}
