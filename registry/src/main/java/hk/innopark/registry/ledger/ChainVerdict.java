package hk.innopark.registry.ledger;

import java.util.Optional;

/**
 * What verification says of one chain.
 *
 * @param rows how many rows were there
 * @param lastHash of the last row. Rows cut off at a chain's end leave no trace in the rest:
 *     compare this, and the number of rows, with what was known before
 * @param firstFault empty where the chain holds
 */
public record ChainVerdict(
    LedgerChain chain, long rows, String lastHash, Optional<LedgerFault> firstFault) {
  public boolean holds() {
    return firstFault.isEmpty();
  }
}
