package hk.innopark.registry.ledger;

/**
 * How far a verification of a chain has come without a fault.
 *
 * @param rows how many rows were read
 * @param seq of the last of them; 0 before the first
 * @param hash of the last of them; {@link LedgerRow#GENESIS} before the first
 */
public record ChainPosition(LedgerChain chain, long rows, long seq, String hash) {
  /** Before the first row. */
  static ChainPosition begin(LedgerChain chain) {
    return new ChainPosition(chain, 0, 0, LedgerRow.GENESIS);
  }
}
