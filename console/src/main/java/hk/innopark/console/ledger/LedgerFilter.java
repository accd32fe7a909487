package hk.innopark.console.ledger;

/** Which rows are wanted; null means any. */
public record LedgerFilter(
    String tenant, String origin, String measurement, String grain, Revisions revisions) {

  /** Which revisions are wanted. */
  public enum Revisions {
    ALL,
    /** Rows that replace an earlier one. */
    CORRECTIONS
  }
}
