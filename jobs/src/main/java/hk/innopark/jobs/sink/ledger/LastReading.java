package hk.innopark.jobs.sink.ledger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import hk.innopark.events.MachineId;
import hk.innopark.events.Reading;
import hk.innopark.events.Signal;
import hk.innopark.jobs.decode.AccountInput;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Arrays;

/**
 * What a machine said last, and how it was understood.
 *
 * @param reading JSON: state, texts, values by signal in its unit, and the signals passed over
 * @param payload the beginning of the message
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
public record LastReading(
    MachineId machine,
    String origin,
    long receivedAtMillis,
    long timestampMillis,
    String topic,
    String boot,
    long sequence,
    String reading,
    byte[] payload,
    int payloadBytes) {
  private static final int KEPT_BYTES = 4096;
  private static final int DECIMALS = 9;
  private static final JsonFactory JSON = new JsonFactory();

  /** What a reading, and the message in which it came, says. */
  public static LastReading of(AccountInput input) {
    Reading reading = input.reading();
    byte[] payload = input.raw().payload();
    return new LastReading(
        input.machine(),
        input.origin(),
        input.raw().receivedAtMillis(),
        reading.timestampMillis(),
        input.raw().topic(),
        reading.boot(),
        reading.sequence(),
        json(reading),
        payload.length > KEPT_BYTES ? Arrays.copyOf(payload, KEPT_BYTES) : payload,
        payload.length);
  }

  private static String json(Reading reading) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      if (reading.state() != null) {
        json.writeStringField("state", reading.state().name());
      }
      write(json, "reason", reading.reason() == null ? null : reading.reason().wireName());
      write(json, "reason_text", reading.reasonText());
      write(json, "product", reading.product());
      write(json, "order", reading.order());
      json.writeNumberField("unknown_signals", reading.unknownSignals());
      json.writeObjectFieldStart("values");
      for (Signal signal : Signal.values()) {
        if (signal != Signal.STATE && reading.values().has(signal)) {
          json.writeNumberField(signal.wireName(), value(signal, reading.values().get(signal)));
        }
      }
      json.writeEndObject();
      json.writeArrayFieldStart("passed_over");
      for (Signal signal : Signal.values()) {
        if (reading.isQuarantined(signal)) {
          json.writeString(signal.wireName());
        }
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, String name, String text) throws IOException {
    if (text != null) {
      json.writeStringField(name, text);
    }
  }

  private static BigDecimal value(Signal signal, long value) {
    return signal.kind() == Signal.Kind.ITEMS
        ? BigDecimal.valueOf(value)
        : new BigDecimal(BigDecimal.valueOf(value, DECIMALS).stripTrailingZeros().toPlainString());
  }
}
