package hk.innopark.console.figures;

import hk.innopark.events.AlertKind;
import java.time.Instant;
import java.util.Comparator;

/**
 * An alert as the store knows it.
 *
 * @param signal the one that is stuck; null for every other kind
 * @param clearedAt null while it is active
 * @param value in the kind's unit; NaN where it lapsed
 */
public record AlertRow(
    AlertKind kind,
    Place place,
    String signal,
    Instant since,
    Instant raisedAt,
    Instant clearedAt,
    double value,
    double threshold) {
  /** Active ones first, each newest first. */
  static final Comparator<AlertRow> ORDER =
      Comparator.comparing(AlertRow::isActive)
          .thenComparing(AlertRow::raisedAt)
          .reversed()
          .thenComparing(row -> row.place().toString());

  public boolean isActive() {
    return clearedAt == null;
  }
}
