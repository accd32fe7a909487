package hk.innopark.operations.deadletter;

import hk.innopark.events.Topics;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A dead letter.
 *
 * @param reason a {@link hk.innopark.events.RejectReason}
 * @param topic the MQTT topic
 * @param sha256 of the whole payload
 * @param payload of which there may be only the beginning
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
public record RefusedMessage(
    Instant refusedAt, String reason, String topic, String sha256, byte[] payload) {

  static RefusedMessage of(ConsumerRecord<?, byte[]> letter) {
    return new RefusedMessage(
        Instant.ofEpochMilli(letter.timestamp()),
        header(letter, Topics.HEADER_REASON),
        header(letter, Topics.HEADER_MQTT_TOPIC),
        header(letter, Topics.HEADER_SHA256),
        letter.value() == null ? new byte[0] : letter.value());
  }

  private static String header(ConsumerRecord<?, byte[]> letter, String name) {
    Header header = letter.headers().lastHeader(name);
    return header == null || header.value() == null
        ? ""
        : new String(header.value(), StandardCharsets.UTF_8);
  }

  /** Whether the payload is there to its end. */
  public boolean isWhole() {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(payload);
      return HexFormat.of().formatHex(digest).equals(sha256);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
