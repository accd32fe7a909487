package hk.innopark.events;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A line of a feed: {@code {"at": ms, "topic": "…", "payload": {…}}}, or {@code "payload_base64"}
 * where the payload's bytes are not one JSON object on one line.
 *
 * <p>The payload's bytes survive: an object is written and read as the text that it is.
 */
public final class FeedLine {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String PAYLOAD_MEMBER = ",\"payload\":";

  private FeedLine() {}

  /** The line for a message, without a line break. */
  public static String format(RawMessage message) {
    StringWriter line = new StringWriter(message.payload().length + 128);
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      json.writeNumberField("at", message.receivedAtMillis());
      json.writeStringField("topic", message.topic());
      String text = asSingleLineObject(message.payload());
      if (text == null) {
        json.writeStringField(
            "payload_base64", Base64.getEncoder().encodeToString(message.payload()));
      } else {
        json.writeFieldName("payload");
        json.writeRawValue(text);
      }
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return line.toString();
  }

  /**
   * The message of a line.
   *
   * @throws IllegalArgumentException where the line is not as above, saying what is wrong
   */
  public static RawMessage parse(String line) {
    Long at = null;
    String topic = null;
    byte[] payload = null;
    try (JsonParser parser = JSON.createParser(line)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("not a JSON object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String member = parser.currentName();
        parser.nextToken();
        switch (member) {
          case "at" -> at = parser.getLongValue();
          case "topic" -> topic = parser.getText();
          case "payload_base64" -> payload = Base64.getDecoder().decode(parser.getText());
          case "payload" -> payload = objectText(parser, line).getBytes(StandardCharsets.UTF_8);
          default -> throw new IllegalArgumentException("unknown member \"" + member + "\"");
        }
      }
    } catch (IOException malformed) {
      throw new IllegalArgumentException("not a JSON object: it breaks off or is malformed");
    }
    if (at == null || topic == null || payload == null) {
      throw new IllegalArgumentException("\"at\", \"topic\" or the payload is missing");
    }
    return new RawMessage(at, topic, payload);
  }

  private static String objectText(JsonParser parser, String line) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException("\"payload\" is not an object");
    }
    int start = (int) parser.currentTokenLocation().getCharOffset();
    parser.skipChildren();
    int end = (int) parser.currentLocation().getCharOffset();
    return line.substring(start, end);
  }

  /** The payload as text where it is one object, valid UTF-8 and free of line breaks; else null. */
  private static String asSingleLineObject(byte[] payload) {
    if (payload.length == 0 || payload[0] != '{' || payload[payload.length - 1] != '}') {
      return null;
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString();
    } catch (CharacterCodingException notText) {
      return null;
    }
    if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0 || text.contains(PAYLOAD_MEMBER)) {
      return null;
    }
    try (JsonParser parser = JSON.createParser(text)) {
      parser.nextToken();
      parser.skipChildren();
      return parser.nextToken() == null ? text : null;
    } catch (IOException notJson) {
      return null;
    }
  }
}
