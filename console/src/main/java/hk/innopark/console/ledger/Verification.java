package hk.innopark.console.ledger;

import hk.innopark.registry.ledger.ChainVerdict;
import hk.innopark.registry.ledger.LedgerFault;

/**
 * What a recomputation of a chain's hashes found.
 *
 * @param rows how many were read
 * @param brokenSeq the first row that is wrong; null where none is
 * @param fault what is wrong with it, a kind of {@link LedgerFault}; null where nothing is
 * @param finding one English sentence
 */
public record Verification(
    boolean intact, long rows, Long brokenSeq, String fault, String finding) {
  static Verification of(ChainVerdict verdict) {
    if (verdict.firstFault().isPresent()) {
      LedgerFault fault = verdict.firstFault().get();
      return new Verification(
          false,
          verdict.rows(),
          fault.seq(),
          fault.kind().wireName(),
          "Row " + fault.seq() + " " + fault.detail() + ".");
    }
    return new Verification(
        true,
        verdict.rows(),
        null,
        null,
        verdict.rows() == 0
            ? "The chain has no rows."
            : "Every hash was computed again and fits: rows 1 to " + verdict.rows() + ".");
  }
}
