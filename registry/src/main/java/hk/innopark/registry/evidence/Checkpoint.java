package hk.innopark.registry.evidence;

import hk.innopark.registry.ledger.LedgerChain;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;

/**
 * How far a chain had come at a time: the number and the hash of its last row. As a note it has the
 * lines of C2SP tlog-checkpoint: whose it is, how many, the hash; and one more line, the time.
 *
 * @param hash lower case hex
 */
public record Checkpoint(LedgerChain chain, long rows, String hash, Instant at) {
  private static final String PREFIX = "innopark-ledger/";
  private static final String TIME = "at ";

  /** The note's text. */
  public String text() {
    return PREFIX
        + chain.tenant()
        + '/'
        + chain.origin()
        + '\n'
        + rows
        + '\n'
        + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hash))
        + '\n'
        + TIME
        + at
        + '\n';
  }

  /** The checkpoint, signed. */
  public String signed(NoteSigner signer) {
    return SignedNote.sign(text(), signer);
  }

  /** The checkpoint of a note that one of the keys signed. */
  public static Checkpoint open(String note, Collection<NoteVerifier> keys) {
    String[] lines = SignedNote.open(note, keys).split("\n", -1);
    try {
      String[] chain = lines[0].substring(PREFIX.length()).split("/", 2);
      if (lines[0].startsWith(PREFIX) && lines[3].startsWith(TIME)) {
        return new Checkpoint(
            new LedgerChain(chain[0], chain[1]),
            Long.parseLong(lines[1]),
            HexFormat.of().formatHex(Base64.getDecoder().decode(lines[2])),
            Instant.parse(lines[3].substring(TIME.length())));
      }
    } catch (IllegalArgumentException
        | IndexOutOfBoundsException
        | DateTimeParseException malformed) {
      // refused below
    }
    throw new EvidenceException("this note is signed, and is no checkpoint");
  }
}
