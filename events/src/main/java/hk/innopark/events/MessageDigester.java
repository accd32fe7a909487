package hk.innopark.events;

import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;

/** Makes the {@link MessageDigestSum} of one message after the other. Not thread-safe. */
final class MessageDigester {
  private static final int HASH_BYTES = 32;

  private final MessageDigest sha256 = MessageDigestSum.sha256();
  private final byte[] hash = new byte[HASH_BYTES];
  private final ByteBuffer lanes = ByteBuffer.wrap(hash);

  /**
   * The digest of one message.
   *
   * @param prefix the topic in UTF-8 and a zero byte
   */
  MessageDigestSum digest(byte[] prefix, byte[] payload) {
    sha256.update(prefix);
    sha256.update(payload);
    try {
      sha256.digest(hash, 0, HASH_BYTES);
    } catch (DigestException impossible) {
      throw new IllegalStateException("SHA-256 has 32 bytes", impossible);
    }
    return new MessageDigestSum(
        lanes.getLong(0), lanes.getLong(8), lanes.getLong(16), lanes.getLong(24));
  }
}
