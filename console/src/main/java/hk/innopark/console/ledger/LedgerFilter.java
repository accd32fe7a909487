package hk.innopark.console.ledger;

import java.time.Instant;

/**
 * Which rows are wanted; null means any.
 *
 * @param knownAt only what was recorded by then
 */
public record LedgerFilter(
    String tenant,
    String origin,
    String measurement,
    String grain,
    Revisions revisions,
    Instant knownAt) {

  /** Which revisions are wanted. */
  public enum Revisions {
    ALL,
    /** Rows that replace an earlier one. */
    CORRECTIONS
  }
}
