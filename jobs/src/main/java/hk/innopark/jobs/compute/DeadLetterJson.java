package hk.innopark.jobs.compute;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import hk.innopark.events.DeadLetter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Base64;

/** A dead letter as one line of JSON. */
final class DeadLetterJson {
  private static final JsonFactory JSON = new JsonFactory();

  private DeadLetterJson() {}

  static String line(DeadLetter letter) {
    StringWriter line = new StringWriter(256);
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      json.writeNumberField("at", letter.receivedAtMillis());
      json.writeStringField("topic", letter.topic());
      json.writeStringField("reason", letter.reason().name());
      json.writeStringField("detail", letter.detail());
      json.writeStringField("sha256", letter.sha256());
      json.writeStringField("payload_base64", Base64.getEncoder().encodeToString(letter.payload()));
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return line.toString();
  }
}
