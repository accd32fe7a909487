package hk.innopark.testkit;

import hk.innopark.registry.ledger.LedgerRow;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.assertj.core.api.AbstractAssert;

/** Assertions on a ledger. */
public final class LedgerAssert extends AbstractAssert<LedgerAssert, Ledger> {
  LedgerAssert(Ledger ledger) {
    super(ledger, LedgerAssert.class);
  }

  /** Whether each chain begins at its genesis, has no gap, and every hash is what it has to be. */
  public LedgerAssert isUnbroken() {
    Map<String, LedgerRow> last = new HashMap<>();
    for (LedgerRow row : actual.rows()) {
      LedgerRow before = last.put(Ledger.chain(row), row);
      long seq = before == null ? 1 : before.seq() + 1;
      String previous = before == null ? LedgerRow.GENESIS : before.hash();
      if (row.seq() != seq || !row.previousHash().equals(previous) || !row.isIntact()) {
        throw failure("chain %s is broken at seq %d", Ledger.chain(row), row.seq());
      }
    }
    return this;
  }

  public LedgerAssert hasRows(int rows) {
    if (actual.rows().size() != rows) {
      throw failure("the ledger should have %d rows and has %d", rows, actual.rows().size());
    }
    return this;
  }

  public LedgerAssert isNotEmpty() {
    if (actual.rows().isEmpty()) {
      throw failure("the ledger is empty");
    }
    return this;
  }

  /** Whether the ledger holds the same rows in the same order. */
  public LedgerAssert hasHash(String hash) {
    if (!actual.hash().equals(hash)) {
      throw failure("the ledger's hash should be %s and is %s", hash, actual.hash());
    }
    return this;
  }

  /** Whether nothing that was closed was changed afterwards. */
  public LedgerAssert hasNoRevisions() {
    TreeSet<String> revised = new TreeSet<>();
    for (LedgerRow row : actual.rows()) {
      if (row.entry().revision() > 1) {
        revised.add(
            "%s %s %s of %s (%s)"
                .formatted(
                    row.entry().grain(),
                    java.time.Instant.ofEpochMilli(row.entry().periodStartMillis()),
                    row.entry().measurement(),
                    row.entry().line() == null ? row.entry().tenant() : row.entry().line(),
                    row.entry().reason()));
      }
    }
    if (!revised.isEmpty()) {
      throw failure("nothing should be revised, but %s", revised);
    }
    return this;
  }
}
