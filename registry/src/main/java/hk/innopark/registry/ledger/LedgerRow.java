package hk.innopark.registry.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A ledger entry in its tenant's hash chain.
 *
 * @param seq from 1, without gaps, for each tenant and origin
 * @param previousHash the hash of the row before, {@link #GENESIS} for the first
 * @param hash SHA-256 over {@code seq}, {@code previousHash} and every member of the entry, lower
 *     case hex
 */
public record LedgerRow(LedgerEntry entry, long seq, String previousHash, String hash) {
  /** The previous hash of a chain's first row. */
  public static final String GENESIS = "0".repeat(64);

  /** The row that follows the one with this hash. */
  public static LedgerRow chain(LedgerEntry entry, long seq, String previousHash) {
    return new LedgerRow(entry, seq, previousHash, hash(entry, seq, previousHash));
  }

  /** Whether the hash is what the content gives. */
  public boolean isIntact() {
    return hash.equals(hash(entry, seq, previousHash));
  }

  private static String hash(LedgerEntry entry, long seq, String previousHash) {
    StringBuilder content = new StringBuilder(1024);
    member(content, Long.toString(seq));
    member(content, previousHash);
    member(content, entry.tenant());
    member(content, entry.origin());
    member(content, entry.line());
    member(content, entry.measurement());
    member(content, entry.grain());
    member(content, Long.toString(entry.periodStartMillis()));
    member(content, Long.toString(entry.periodEndMillis()));
    member(content, Integer.toString(entry.revision()));
    member(content, entry.elements());
    member(content, entry.figures());
    member(content, entry.coverage() == null ? null : entry.coverage().toString());
    member(content, entry.codeVersion());
    member(content, entry.registryVersion());
    member(content, entry.factorIds());
    member(content, Long.toString(entry.rawMessages()));
    member(content, entry.rawDigest());
    member(content, entry.reason());
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(content.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java runtime has SHA-256", impossible);
    }
  }

  /** Length-prefixed, so that no two contents give the same text; null is told from empty. */
  private static void member(StringBuilder content, String value) {
    if (value == null) {
      content.append("-;");
    } else {
      content.append(value.length()).append(':').append(value).append(';');
    }
  }
}
