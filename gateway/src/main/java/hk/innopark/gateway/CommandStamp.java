package hk.innopark.gateway;

import java.io.ByteArrayOutputStream;

/**
 * Puts the time of sending into a Sparkplug payload: field 1 of its message, a varint. The payload
 * is not read beyond that, so the gateway needs no Protocol Buffers.
 */
final class CommandStamp {
  private static final int TIMESTAMP_TAG = 1 << 3;
  private static final int MORE = 0x80;

  private CommandStamp() {}

  /** The payload with this timestamp in place of its own. */
  static byte[] at(long millis, byte[] payload) {
    int rest = payload.length > 0 && payload[0] == TIMESTAMP_TAG ? afterVarint(payload, 1) : 0;
    ByteArrayOutputStream stamped = new ByteArrayOutputStream(payload.length + 11);
    stamped.write(TIMESTAMP_TAG);
    long left = millis;
    while ((left & -MORE) != 0) {
      stamped.write((int) (left & (MORE - 1)) | MORE);
      left >>>= 7;
    }
    stamped.write((int) left);
    stamped.write(payload, rest, payload.length - rest);
    return stamped.toByteArray();
  }

  private static int afterVarint(byte[] payload, int from) {
    int at = from;
    while (at < payload.length && (payload[at] & MORE) != 0) {
      at++;
    }
    return Math.min(at + 1, payload.length);
  }
}
