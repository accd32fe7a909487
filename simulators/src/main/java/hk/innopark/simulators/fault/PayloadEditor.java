package hk.innopark.simulators.fault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hk.innopark.events.RawMessage;
import hk.innopark.events.Signal;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Optional;

/** A payload taken apart to be changed; every digit that is not changed stays. */
final class PayloadEditor {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final RawMessage message;
  private final ObjectNode envelope;
  private final ObjectNode signals;

  private PayloadEditor(RawMessage message, ObjectNode envelope, ObjectNode signals) {
    this.message = message;
    this.envelope = envelope;
    this.signals = signals;
  }

  /** Empty where the payload is not an envelope with signals. */
  static Optional<PayloadEditor> of(RawMessage message) {
    try {
      JsonNode tree = JSON.readTree(message.payload());
      if (tree instanceof ObjectNode envelope && envelope.get("signals") instanceof ObjectNode in) {
        return Optional.of(new PayloadEditor(message, envelope, in));
      }
      return Optional.empty();
    } catch (IOException notJson) {
      return Optional.empty();
    }
  }

  long whole(String member) {
    return envelope.path(member).asLong();
  }

  String text(String member) {
    return envelope.path(member).asText();
  }

  void set(String member, long value) {
    envelope.put(member, value);
  }

  void set(String member, String value) {
    envelope.put(member, value);
  }

  /** The signal's value; null where the message has none. */
  BigDecimal value(Signal signal) {
    JsonNode value = signals.get(signal.wireName());
    return value == null || !value.isNumber() ? null : value.decimalValue();
  }

  void set(Signal signal, BigDecimal value) {
    signals.put(signal.wireName(), value);
  }

  /** Whether the message says the signal at all, be it as a number, text or null. */
  boolean has(Signal signal) {
    return signals.has(signal.wireName());
  }

  void setNull(Signal signal) {
    signals.putNull(signal.wireName());
  }

  void remove(Signal signal) {
    signals.remove(signal.wireName());
  }

  RawMessage message() {
    try {
      return new RawMessage(
          message.receivedAtMillis(), message.topic(), JSON.writeValueAsBytes(envelope));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
