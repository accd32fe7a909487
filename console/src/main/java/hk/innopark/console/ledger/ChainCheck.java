package hk.innopark.console.ledger;

import hk.innopark.registry.ledger.LedgerRow;

/** Follows a chain from its first row and stops at the first that does not fit. */
final class ChainCheck {
  private long rows;
  private String previousHash = LedgerRow.GENESIS;
  private Verification broken;

  /** Takes the next row; false where it is wrong. */
  boolean accept(LedgerRow row) {
    rows++;
    if (row.seq() != rows) {
      broken = finding(rows, "Row " + rows + " is missing: row " + row.seq() + " comes next.");
    } else if (!row.previousHash().equals(previousHash)) {
      broken = finding(row.seq(), "Row " + row.seq() + " does not follow from the row before it.");
    } else if (!row.isIntact()) {
      broken =
          finding(
              row.seq(), "Row " + row.seq() + " was changed: its hash does not fit its content.");
    }
    previousHash = row.hash();
    return broken == null;
  }

  Verification result() {
    return broken == null
        ? new Verification(
            true,
            rows,
            null,
            rows == 0
                ? "The chain has no rows."
                : "Every hash was computed again and fits: rows 1 to " + rows + ".")
        : broken;
  }

  private Verification finding(long seq, String sentence) {
    return new Verification(false, rows, seq, sentence);
  }
}
