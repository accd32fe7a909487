package hk.innopark.registry.ledger;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;

/** Follows one chain row by row and remembers the first that is wrong. */
final class ChainVerifier {
  private final LedgerChain chain;
  private final NavigableMap<Long, String> anchored;
  private long rows;
  private long previousSeq;
  private String previousHash = LedgerRow.GENESIS;
  private LedgerFault firstFault;

  ChainVerifier(LedgerChain chain) {
    this(chain, Collections.emptyNavigableMap());
  }

  /**
   * Also holds the chain against what was known of it elsewhere.
   *
   * @param anchored the hash of a row, by its number
   */
  ChainVerifier(LedgerChain chain, NavigableMap<Long, String> anchored) {
    this.chain = chain;
    this.anchored = anchored;
  }

  /**
   * Goes on behind a row that was verified before.
   *
   * @param there that row as the chain has it now; null where it has it no more
   */
  void goOnAfter(ChainPosition position, LedgerRow there) {
    rows = position.rows();
    previousSeq = position.seq();
    previousHash = position.hash();
    if (there == null || !there.hash().equals(position.hash()) || !there.isIntact()) {
      firstFault =
          new LedgerFault(
              chain,
              position.seq(),
              LedgerFault.Kind.REWRITTEN,
              "was verified before with hash %s and is not there with it now: the chain was written"
                      .formatted(position.hash())
                  + " anew");
    }
  }

  /** How far the chain holds; null where it does not. */
  ChainPosition position() {
    return firstFault == null ? new ChainPosition(chain, rows, previousSeq, previousHash) : null;
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
    if (firstFault == null && !anchored.isEmpty() && anchored.lastKey() > previousSeq) {
      firstFault =
          new LedgerFault(
              chain,
              previousSeq,
              LedgerFault.Kind.SHORTER,
              "is the last one, but an anchor knew row %d with hash %s: rows were cut off"
                  .formatted(anchored.lastKey(), anchored.lastEntry().getValue()));
    }
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
    String known = anchored.get(row.seq());
    if (known != null && !known.equals(row.hash())) {
      return fault(
          row,
          LedgerFault.Kind.REWRITTEN,
          "has hash %s, but an anchor knew it with %s: the chain was written anew"
              .formatted(row.hash(), known));
    }
    return null;
  }

  private LedgerFault fault(LedgerRow row, LedgerFault.Kind kind, String detail) {
    return new LedgerFault(chain, row.seq(), kind, detail);
  }
}
