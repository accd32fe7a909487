package hk.innopark.events;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A digest of a set of messages that does not depend on their order: SHA-256 of each message as
 * four 64-bit lanes, each lane summed modulo 2⁶⁴.
 */
public record MessageDigestSum(long lane0, long lane1, long lane2, long lane3) {
  /** The digest of no message. */
  public static final MessageDigestSum ZERO = new MessageDigestSum(0, 0, 0, 0);

  /** The digest of one message: SHA-256 of the topic in UTF-8, a zero byte, and the payload. */
  public static MessageDigestSum of(String topic, byte[] payload) {
    byte[] text = topic.getBytes(StandardCharsets.UTF_8);
    return new MessageDigester().digest(Arrays.copyOf(text, text.length + 1), payload);
  }

  /** The digest of both sets together. */
  public MessageDigestSum plus(MessageDigestSum other) {
    return new MessageDigestSum(
        lane0 + other.lane0, lane1 + other.lane1, lane2 + other.lane2, lane3 + other.lane3);
  }

  /** Lower-case hex of the four lanes, 64 digits. */
  public String toHex() {
    return HexFormat.of()
        .formatHex(
            ByteBuffer.allocate(32)
                .putLong(lane0)
                .putLong(lane1)
                .putLong(lane2)
                .putLong(lane3)
                .array());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java runtime has SHA-256", impossible);
    }
  }
}
