package hk.innopark.gateway;

import hk.innopark.events.DeadLetter;
import hk.innopark.events.PayloadDecoder;
import hk.innopark.events.RawMessage;
import hk.innopark.events.RejectReason;
import hk.innopark.events.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Makes the Kafka record of a message: the payload unchanged for {@link Topics#RAW}, or the dead
 * letter of what cannot be carried. It does not look into payloads.
 */
final class RecordMapper {
  /** Header: {@code true} where the broker had kept the message from before the subscription. */
  static final String HEADER_RETAINED = "mqtt.retained";

  private static final byte[] TRUE = utf8("true");

  /** Topics of valid ids are short, so this many take a few megabytes; others are made anew. */
  private static final int MOST_ROUTES = 8192;

  private final byte[] gateway;
  private final MappedTopics mapped;
  private final Map<String, Route> routes = new ConcurrentHashMap<>();

  /** The bytes of a topic's key and of itself. */
  @SuppressWarnings("ArrayRecordComponent") // not compared
  private record Route(byte[] key, byte[] topic) {}

  RecordMapper(String gatewayId) {
    this(gatewayId, MappedTopics.NONE);
  }

  RecordMapper(String gatewayId, MappedTopics mapped) {
    this.gateway = utf8(gatewayId);
    this.mapped = mapped;
  }

  Outbound map(RawMessage message, boolean retained) {
    Route route = route(message.topic());
    if (route == null) {
      return deadLetter(message, RejectReason.BAD_ID, "the topic has another form, or a bad id");
    }
    if (message.payload().length > PayloadDecoder.MAX_BYTES) {
      return deadLetter(
          message,
          RejectReason.TOO_LARGE,
          message.payload().length + " bytes; at most " + PayloadDecoder.MAX_BYTES);
    }
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(Topics.RAW, route.key(), message.payload());
    addOrigin(record, route.topic(), message.receivedAtMillis());
    if (retained) {
      record.headers().add(HEADER_RETAINED, TRUE);
    }
    return new Outbound(record, Optional.empty());
  }

  /** The dead letter of a message that Kafka itself refuses as too large. */
  Outbound refusedByKafka(ProducerRecord<byte[], byte[]> refused) {
    RawMessage message =
        new RawMessage(
            Long.parseLong(header(refused, Topics.HEADER_RECEIVED_AT)),
            header(refused, Topics.HEADER_MQTT_TOPIC),
            refused.value());
    return deadLetter(message, RejectReason.TOO_LARGE, "Kafka takes no record of this size");
  }

  private Outbound deadLetter(RawMessage message, RejectReason reason, String detail) {
    DeadLetter letter = DeadLetter.of(message, reason, detail);
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(Topics.DEAD_LETTER, null, letter.payload());
    addOrigin(record, utf8(letter.topic()), letter.receivedAtMillis());
    record
        .headers()
        .add(Topics.HEADER_REASON, utf8(reason.name()))
        .add(Topics.HEADER_SHA256, utf8(letter.sha256()));
    return new Outbound(record, Optional.of(reason));
  }

  /** Null where the topic cannot be carried. */
  private Route route(String topic) {
    Route known = routes.get(topic);
    if (known != null) {
      return known;
    }
    Route route =
        TopicRoute.key(topic, mapped).map(key -> new Route(utf8(key), utf8(topic))).orElse(null);
    // what depends on a file that may change is looked up each time
    boolean isLasting = mapped == MappedTopics.NONE || TopicRoute.key(topic).isPresent();
    if (route != null && isLasting && routes.size() < MOST_ROUTES) {
      routes.put(topic, route);
    }
    return route;
  }

  private void addOrigin(ProducerRecord<byte[], byte[]> record, byte[] topic, long receivedAt) {
    record
        .headers()
        .add(Topics.HEADER_MQTT_TOPIC, topic)
        .add(Topics.HEADER_RECEIVED_AT, utf8(Long.toString(receivedAt)))
        .add(Topics.HEADER_GATEWAY, gateway);
  }

  private static String header(ProducerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
