package hk.innopark.registry.ledger;

import java.util.Locale;

/**
 * What is wrong with one row of the ledger.
 *
 * @param seq of the row that is there and does not fit
 */
public record LedgerFault(LedgerChain chain, long seq, Kind kind, String detail) {
  /** In what a row can be wrong; a row is judged in this order. */
  public enum Kind {
    /** Its number does not follow the number before it: rows are missing or repeated. */
    GAP,
    /** It does not carry the hash of the row before it. */
    LINK,
    /** Its hash is not that of its content. */
    CONTENT,
    /** An anchor knew another hash of this row: the chain was written anew up to here. */
    REWRITTEN,
    /** The chain ends here, and an anchor knew a later row: rows were cut off. */
    SHORTER;

    /** The name outside of Java. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public String toString() {
    return chain + ": row " + seq + ": " + detail;
  }
}
