package hk.innopark.events;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * A message that was refused, as it is kept in {@link Topics#DEAD_LETTER}.
 *
 * @param payload the first {@link #KEPT_BYTES} bytes where it was too large, else all of them
 * @param sha256 of the whole payload, lower-case hex
 */
@SuppressWarnings("ArrayRecordComponent")
public record DeadLetter(
    long receivedAtMillis,
    String topic,
    byte[] payload,
    String sha256,
    RejectReason reason,
    String detail) {
  /** How much of a payload that is too large is kept. */
  public static final int KEPT_BYTES = 1024;

  public static DeadLetter of(RawMessage message, RejectReason reason, String detail) {
    byte[] payload = message.payload() == null ? new byte[0] : message.payload();
    byte[] kept =
        reason == RejectReason.TOO_LARGE && payload.length > KEPT_BYTES
            ? Arrays.copyOf(payload, KEPT_BYTES)
            : payload;
    return new DeadLetter(
        message.receivedAtMillis(), message.topic(), kept, sha256(payload), reason, detail);
  }

  private static String sha256(byte[] payload) {
    return HexFormat.of().formatHex(MessageDigestSum.sha256().digest(payload));
  }
}
