package hk.innopark.registry.ledger;

import java.util.Optional;

/** Follows one chain row by row and remembers the first that is wrong. */
final class ChainVerifier {
  private final LedgerChain chain;
  private long rows;
  private long previousSeq;
  private String previousHash = LedgerRow.GENESIS;
  private LedgerFault firstFault;

  ChainVerifier(LedgerChain chain) {
    this.chain = chain;
  }

  void accept(LedgerRow row) {
    rows++;
    if (firstFault == null) {
      firstFault = fault(row);
    }
    previousSeq = row.seq();
    previousHash = row.hash();
  }

  ChainVerdict verdict() {
    return new ChainVerdict(chain, rows, previousHash, Optional.ofNullable(firstFault));
  }

  private LedgerFault fault(LedgerRow row) {
    if (row.seq() != previousSeq + 1) {
      return fault(row, LedgerFault.Kind.GAP, "does not follow row " + previousSeq);
    }
    if (!row.previousHash().equals(previousHash)) {
      return fault(row, LedgerFault.Kind.LINK, "does not carry the hash of the row before it");
    }
    if (!row.isIntact()) {
      return fault(
          row, LedgerFault.Kind.CONTENT, "was changed: its hash is not that of its content");
    }
    return null;
  }

  private LedgerFault fault(LedgerRow row, LedgerFault.Kind kind, String detail) {
    return new LedgerFault(chain, row.seq(), kind, detail);
  }
}
