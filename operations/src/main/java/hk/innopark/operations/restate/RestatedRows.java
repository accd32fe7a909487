package hk.innopark.operations.restate;

import hk.innopark.events.Level;
import hk.innopark.jobs.figures.FigureRow;
import hk.innopark.registry.ledger.LedgerEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * The figure rows that a restatement touches: of every level and grain, where the same time of the
 * same tenant changes in the ledger. A row that the ledger does not hold takes the greatest
 * revision of those that do.
 */
final class RestatedRows {
  private final List<Restatement.Change> changes;
  private final boolean withEstates;
  private final List<FigureRow> rows = new ArrayList<>();

  /**
   * @param withEstates whether every tenant is restated, so that what lies above them is known
   */
  RestatedRows(List<Restatement.Change> changes, boolean withEstates) {
    this.changes = changes;
    this.withEstates = withEstates;
  }

  void accept(FigureRow row) {
    if (row.level() == Level.ESTATE && !withEstates) {
      return;
    }
    int revision = 0;
    for (Restatement.Change change : changes) {
      LedgerEntry after = change.after();
      boolean touches =
          after.periodStartMillis() < row.endMillis()
              && after.periodEndMillis() > row.startMillis()
              && after.origin().equals(row.origin())
              && (row.tenant() == null || after.tenant().equals(row.tenant()));
      if (touches) {
        revision = Math.max(revision, after.revision());
      }
    }
    if (revision > 0) {
      rows.add(revised(row, revision));
    }
  }

  List<FigureRow> rows() {
    return rows;
  }

  static FigureRow revised(FigureRow row, int revision) {
    return new FigureRow(
        row.measurement(),
        row.level(),
        row.grain(),
        row.estate(),
        row.tenant(),
        row.line(),
        row.machine(),
        row.shift(),
        row.origin(),
        row.startMillis(),
        row.endMillis(),
        revision,
        FigureRow.Status.REVISED,
        row.values());
  }
}
