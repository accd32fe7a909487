package hk.innopark.registry.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A ledger entry in its tenant's hash chain.
 *
 * <p>The database computes the same hash (function {@code ledger_hash}) and refuses a row whose
 * hash is another, so the two change together.
 *
 * @param seq from 1, without gaps, for each tenant and origin
 * @param previousHash the hash of the row before, {@link #GENESIS} for the first
 * @param hash SHA-256 over {@code seq}, {@code previousHash} and every member of the entry, lower
 *     case hex
 */
public record LedgerRow(LedgerEntry entry, long seq, String previousHash, String hash) {
  /** The previous hash of a chain's first row. */
  public static final String GENESIS = "0".repeat(64);

  private static final byte[] NULL_MEMBER = {'-', ';'};

  /** The row that follows the one with this hash. */
  public static LedgerRow chain(LedgerEntry entry, long seq, String previousHash) {
    return new LedgerRow(entry, seq, previousHash, hash(entry, seq, previousHash));
  }

  /** Whether the hash is what the content gives. */
  public boolean isIntact() {
    return hash.equals(hash(entry, seq, previousHash));
  }

  private static String hash(LedgerEntry entry, long seq, String previousHash) {
    MessageDigest digest = sha256();
    member(digest, Long.toString(seq));
    member(digest, previousHash);
    member(digest, entry.tenant());
    member(digest, entry.origin());
    member(digest, entry.line());
    member(digest, entry.measurement());
    member(digest, entry.grain());
    member(digest, Long.toString(entry.periodStartMillis()));
    member(digest, Long.toString(entry.periodEndMillis()));
    member(digest, Integer.toString(entry.revision()));
    member(digest, entry.elements());
    member(digest, entry.figures());
    member(digest, bits(entry.coverage()));
    member(digest, entry.codeVersion());
    member(digest, entry.registryVersion());
    member(digest, entry.factorIds());
    member(digest, Long.toString(entry.rawMessages()));
    member(digest, entry.rawDigest());
    member(digest, entry.reason());
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java runtime has SHA-256", impossible);
    }
  }

  /** IEEE 754 bits: the decimal text of a double differs between Java versions. */
  private static String bits(Double value) {
    return value == null
        ? null
        : HexFormat.of().toHexDigits(Double.doubleToLongBits(value.doubleValue()));
  }

  /** Length-prefixed, so that no two contents give the same text; null is told from empty. */
  private static void member(MessageDigest digest, String value) {
    if (value == null) {
      digest.update(NULL_MEMBER);
      return;
    }
    byte[] content = value.getBytes(StandardCharsets.UTF_8);
    digest.update((content.length + ":").getBytes(StandardCharsets.US_ASCII));
    digest.update(content);
    digest.update((byte) ';');
  }
}
