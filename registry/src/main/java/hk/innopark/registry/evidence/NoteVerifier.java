package hk.innopark.registry.evidence;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A public key of signed notes (C2SP signed-note), in the text {@code name+id+key} that other
 * implementations read: the id is of name and key, the key is base64 of the byte 1 and Ed25519's
 * 32.
 */
public final class NoteVerifier {
  static final byte ED25519 = 1;
  private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");
  private static final int KEY_BYTES = 32;
  private static final int ID_BYTES = 4;

  private final String name;
  private final byte[] key;
  private final byte[] id;

  NoteVerifier(String name, byte[] key) {
    if (name.isEmpty()
        || name.indexOf('+') >= 0
        || name.chars().anyMatch(Character::isWhitespace)) {
      throw new EvidenceException("a key's name has no space and no +: \"" + name + '"');
    }
    this.name = name;
    this.key = key.clone();
    this.id = id(name, key);
  }

  /** The key that a text names; anything else is refused. */
  public static NoteVerifier parse(String text) {
    String[] parts = text.strip().split("\\+", 3);
    try {
      byte[] typed = Base64.getDecoder().decode(parts[2]);
      NoteVerifier verifier =
          new NoteVerifier(parts[0], Arrays.copyOfRange(typed, 1, typed.length));
      if (typed.length == 1 + KEY_BYTES
          && typed[0] == ED25519
          && verifier.toString().equals(text.strip())) {
        return verifier;
      }
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException malformed) {
      // refused below
    }
    throw new EvidenceException("this is no public key of the form name+id+key: " + text.strip());
  }

  static byte[] id(String name, byte[] key) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(name.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) '\n');
      digest.update(ED25519);
      digest.update(key);
      return Arrays.copyOf(digest.digest(), ID_BYTES);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java runtime has SHA-256", impossible);
    }
  }

  public String name() {
    return name;
  }

  byte[] id() {
    return id.clone();
  }

  /** Whether it signed the text. */
  boolean verifies(String text, byte[] signature) {
    try {
      byte[] encoded = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + KEY_BYTES);
      System.arraycopy(key, 0, encoded, X509_PREFIX.length, KEY_BYTES);
      PublicKey publicKey =
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
      Signature verification = Signature.getInstance("Ed25519");
      verification.initVerify(publicKey);
      verification.update(text.getBytes(StandardCharsets.UTF_8));
      return verification.verify(signature);
    } catch (GeneralSecurityException malformed) {
      return false;
    }
  }

  @Override
  public String toString() {
    byte[] typed = new byte[1 + key.length];
    typed[0] = ED25519;
    System.arraycopy(key, 0, typed, 1, key.length);
    return name
        + '+'
        + HexFormat.of().formatHex(id)
        + '+'
        + Base64.getEncoder().encodeToString(typed);
  }
}
