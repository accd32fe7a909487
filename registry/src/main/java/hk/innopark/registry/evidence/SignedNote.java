package hk.innopark.registry.evidence;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;

/**
 * A text with signatures, in the format C2SP signed-note that transparency logs use: the text, an
 * empty line, and a line for each signature.
 */
public final class SignedNote {
  private static final String MARK = "\u2014 ";
  private static final int ID_BYTES = 4;

  private SignedNote() {}

  /**
   * The note of a text.
   *
   * @param text ends with a line end
   */
  public static String sign(String text, NoteSigner signer) {
    if (!text.endsWith("\n")) {
      throw new IllegalArgumentException("a note's text ends with a line end");
    }
    byte[] signature = signer.sign(text);
    byte[] withId =
        ByteBuffer.allocate(ID_BYTES + signature.length)
            .put(signer.verifier().id())
            .put(signature)
            .array();
    return text
        + '\n'
        + MARK
        + signer.verifier().name()
        + ' '
        + Base64.getEncoder().encodeToString(withId)
        + '\n';
  }

  /**
   * The text of a note that one of the keys signed. Signatures of other keys are passed over, so
   * that keys can follow each other.
   *
   * @throws EvidenceException where none of them did, or one that claims to be of theirs is false
   */
  public static String open(String note, Collection<NoteVerifier> keys) {
    int split = note.lastIndexOf("\n\n");
    if (split < 0 || !note.endsWith("\n")) {
      throw new EvidenceException("this is no signed note");
    }
    String text = note.substring(0, split + 1);
    boolean isSigned = false;
    for (String line : note.substring(split + 2).split("\n", -1)) {
      if (!line.isEmpty()) {
        isSigned |= isSignedBy(line, text, keys);
      }
    }
    if (!isSigned) {
      throw new EvidenceException("no key that was given has signed this");
    }
    return text;
  }

  private static boolean isSignedBy(String line, String text, Collection<NoteVerifier> keys) {
    String[] parts = line.startsWith(MARK) ? line.substring(MARK.length()).split(" ", 2) : null;
    if (parts == null || parts.length != 2) {
      throw new EvidenceException("this is no signed note: " + line);
    }
    byte[] withId;
    try {
      withId = Base64.getDecoder().decode(parts[1]);
    } catch (IllegalArgumentException malformed) {
      throw new EvidenceException("a signature is not base64", malformed);
    }
    for (NoteVerifier key : keys) {
      if (key.name().equals(parts[0])
          && withId.length > ID_BYTES
          && Arrays.equals(key.id(), Arrays.copyOf(withId, ID_BYTES))) {
        if (!key.verifies(text, Arrays.copyOfRange(withId, ID_BYTES, withId.length))) {
          throw new EvidenceException("the signature of " + key.name() + " is false");
        }
        return true;
      }
    }
    return false;
  }
}
