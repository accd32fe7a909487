package hk.innopark.registry.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LedgerRowTest {
  /** The hash is a promise to auditors: it may not change, whatever the Java version. */
  @Test
  void theHashOfAKnownRowIsWhatItAlwaysWas() {
    LedgerRow row = LedgerRow.chain(LedgerRows.entry("alpha", "real", 5), 1, LedgerRow.GENESIS);

    assertThat(row.hash())
        .isEqualTo("ddc119d2715eda3a4b38cd5ebe265da3644ab4ebd3e01066bc7a0c0d73f187ca");
  }

  @Test
  void everyMemberIsHashedAndNullIsNotEmpty() {
    Set<String> hashes = new LinkedHashSet<>();
    LedgerEntry e =
        new LedgerEntry(
            "t", "o", "l", "m", "g", 1, 2, 3, "e", "f", 0.5, "c", "r", "i", 4, "d", "x");
    hashes.add(hash(e, 1));
    hashes.add(hash(e, 2));
    hashes.add(LedgerRow.chain(e, 1, "1".repeat(64)).hash());
    LedgerEntry[] others = {
      new LedgerEntry("T", "o", "l", "m", "g", 1, 2, 3, "e", "f", 0.5, "c", "r", "i", 4, "d", "x"),
      new LedgerEntry("t", "O", "l", "m", "g", 1, 2, 3, "e", "f", 0.5, "c", "r", "i", 4, "d", "x"),
      new LedgerEntry("t", "o", "L", "m", "g", 1, 2, 3, "e", "f", 0.5, "c", "r", "i", 4, "d", "x"),
      new LedgerEntry("t", "o", "", "m", "g", 1, 2, 3, "e", "f", 0.5, "c", "r", "i", 4, "d", "x"),
      new LedgerEntry("t", "o", null, "m", "g", 1, 2, 3, "e", "f", 0.5, "c", "r", "i", 4, "d", "x"),
      new LedgerEntry("t", "o", "l", "M", "g", 1, 2, 3, "e", "f", 0.5, "c", "r", "i", 4, "d", "x"),
      new LedgerEntry("t", "o", "l", "m", "G", 1, 2, 3, "e", "f", 0.5, "c", "r", "i", 4, "d", "x"),
      new LedgerEntry("t", "o", "l", "m", "g", 0, 2, 3, "e", "f", 0.5, "c", "r", "i", 4, "d", "x"),
      new LedgerEntry("t", "o", "l", "m", "g", 1, 3, 3, "e", "f", 0.5, "c", "r", "i", 4, "d", "x"),
      new LedgerEntry("t", "o", "l", "m", "g", 1, 2, 4, "e", "f", 0.5, "c", "r", "i", 4, "d", "x"),
      new LedgerEntry("t", "o", "l", "m", "g", 1, 2, 3, "E", "f", 0.5, "c", "r", "i", 4, "d", "x"),
      new LedgerEntry("t", "o", "l", "m", "g", 1, 2, 3, "e", "F", 0.5, "c", "r", "i", 4, "d", "x"),
      new LedgerEntry("t", "o", "l", "m", "g", 1, 2, 3, "e", "f", 0.6, "c", "r", "i", 4, "d", "x"),
      new LedgerEntry("t", "o", "l", "m", "g", 1, 2, 3, "e", "f", null, "c", "r", "i", 4, "d", "x"),
      new LedgerEntry("t", "o", "l", "m", "g", 1, 2, 3, "e", "f", 0.5, "C", "r", "i", 4, "d", "x"),
      new LedgerEntry("t", "o", "l", "m", "g", 1, 2, 3, "e", "f", 0.5, "c", "R", "i", 4, "d", "x"),
      new LedgerEntry("t", "o", "l", "m", "g", 1, 2, 3, "e", "f", 0.5, "c", "r", "I", 4, "d", "x"),
      new LedgerEntry("t", "o", "l", "m", "g", 1, 2, 3, "e", "f", 0.5, "c", "r", "i", 5, "d", "x"),
      new LedgerEntry("t", "o", "l", "m", "g", 1, 2, 3, "e", "f", 0.5, "c", "r", "i", 4, "D", "x"),
      new LedgerEntry("t", "o", "l", "m", "g", 1, 2, 3, "e", "f", 0.5, "c", "r", "i", 4, "d", "X"),
      // text moved from one member to the next
      new LedgerEntry("to", "", "l", "m", "g", 1, 2, 3, "e", "f", 0.5, "c", "r", "i", 4, "d", "x"),
    };
    for (LedgerEntry other : others) {
      hashes.add(hash(other, 1));
    }

    assertThat(hashes).hasSize(others.length + 3);
  }

  private static String hash(LedgerEntry entry, long seq) {
    return LedgerRow.chain(entry, seq, LedgerRow.GENESIS).hash();
  }
}
