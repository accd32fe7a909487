package hk.innopark.registry.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * A private key of signed notes: Ed25519 as PEM (PKCS #8) in a file that its owner alone can read,
 * with the public key's text in a file beside it that ends in {@code .pub}.
 */
public final class NoteSigner {
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";

  private final PrivateKey key;
  private final NoteVerifier verifier;

  private NoteSigner(PrivateKey key, NoteVerifier verifier) {
    this.key = key;
    this.verifier = verifier;
  }

  /** The key of a file; where there is none, a new one of that name, written there first. */
  public static NoteSigner keptIn(Path file, String name) {
    try {
      if (!Files.exists(file)) {
        create(file, name);
      }
      String pem = Files.readString(file).replace(BEGIN, "").replace(END, "");
      PrivateKey key =
          KeyFactory.getInstance("Ed25519")
              .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem)));
      return new NoteSigner(key, NoteVerifier.parse(Files.readString(publicFile(file))));
    } catch (IOException e) {
      throw new EvidenceException(file + " or " + publicFile(file) + " cannot be read or made", e);
    } catch (GeneralSecurityException e) {
      throw new EvidenceException(file + " holds no Ed25519 key in PEM", e);
    }
  }

  private static void create(Path file, String name) throws IOException, GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] encoded = pair.getPublic().getEncoded();
    NoteVerifier verifier =
        new NoteVerifier(name, Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    String pem =
        BEGIN
            + '\n'
            + Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(pair.getPrivate().getEncoded())
            + '\n'
            + END
            + '\n';
    Files.writeString(publicFile(file), verifier.toString() + '\n');
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, pem, StandardOpenOption.TRUNCATE_EXISTING);
  }

  private static Path publicFile(Path file) {
    return file.resolveSibling(file.getFileName() + ".pub");
  }

  public NoteVerifier verifier() {
    return verifier;
  }

  byte[] sign(String text) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(key);
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime from 15 on signs by Ed25519", e);
    }
  }
}
