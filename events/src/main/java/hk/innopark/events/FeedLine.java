package hk.innopark.events;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * A line of a feed: {@code {"at": ms, "topic": "…", "payload": {…}}}, or {@code "payload_base64"}
 * where the payload's bytes are not one JSON object on one line. The members may have any order.
 *
 * <p>The payload's bytes survive: an object is written and read as the text that it is.
 */
public final class FeedLine {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          // a payload may be as long as MQTT lets it be
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          // half a surrogate pair in a topic is kept as an escape; UTF-8 cannot hold it
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .build();

  private final String line;
  private Long at;
  private String topic;
  private byte[] payload;

  private FeedLine(String line) {
    this.line = line;
  }

  /** The line for a message, without a line break. */
  public static String format(RawMessage message) {
    String object = singleLineObject(message.payload());
    if (object != null) {
      String line = write(message, "payload", object);
      if (isReadBack(line, message)) {
        return line;
      }
    }
    return write(
        message,
        "payload_base64",
        '"' + Base64.getEncoder().encodeToString(message.payload()) + '"');
  }

  /**
   * The message of a line.
   *
   * @throws IllegalArgumentException where the line is not as above, saying what is wrong
   */
  public static RawMessage parse(String line) {
    FeedLine fields = new FeedLine(line);
    try (JsonParser parser = JSON.createParser(line)) {
      fields.read(parser);
    } catch (StreamConstraintsException tooMuch) {
      throw new IllegalArgumentException("nests too deep, or holds a number that is too long");
    } catch (JsonProcessingException malformed) {
      throw new IllegalArgumentException(
          "not a JSON object: it breaks off or is malformed at character "
              + malformed.getLocation().getCharOffset());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return fields.message();
  }

  private void read(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException("not a JSON object");
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String member = parser.currentName();
      parser.nextToken();
      switch (member) {
        case "at" -> {
          refuseSecond("at", at);
          at = wholeNumber(parser);
        }
        case "topic" -> {
          refuseSecond("topic", topic);
          topic = text(parser, "topic");
        }
        case "payload_base64" -> {
          refuseSecond("payload", payload);
          payload = base64(text(parser, "payload_base64"));
        }
        case "payload" -> {
          refuseSecond("payload", payload);
          payload = objectText(parser);
        }
        default -> throw new IllegalArgumentException("unknown member \"" + member + "\"");
      }
    }
    if (parser.nextToken() != null) {
      throw new IllegalArgumentException("something follows the object");
    }
  }

  private RawMessage message() {
    requireMember("at", at);
    requireMember("topic", topic);
    requireMember("payload", payload);
    return new RawMessage(at, topic, payload);
  }

  private static Long wholeNumber(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT
        || parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      throw new IllegalArgumentException("\"at\" is not a whole number of milliseconds");
    }
    return parser.getLongValue();
  }

  private static String text(JsonParser parser, String member) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw new IllegalArgumentException("\"" + member + "\" is not text");
    }
    return parser.getText();
  }

  private static byte[] base64(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException notBase64) {
      throw new IllegalArgumentException("\"payload_base64\" is not base64", notBase64);
    }
  }

  private byte[] objectText(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException("\"payload\" is not an object");
    }
    int start = (int) parser.currentTokenLocation().getCharOffset();
    parser.skipChildren();
    int end = (int) parser.currentLocation().getCharOffset();
    try {
      ByteBuffer bytes =
          StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(line, start, end));
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(copy);
      return copy;
    } catch (CharacterCodingException halfAPair) {
      throw new IllegalArgumentException("\"payload\" holds half a surrogate pair", halfAPair);
    }
  }

  private static void refuseSecond(String member, Object first) {
    if (first != null) {
      throw new IllegalArgumentException("\"" + member + "\" occurs twice");
    }
  }

  private static void requireMember(String member, Object value) {
    if (value == null) {
      throw new IllegalArgumentException("\"" + member + "\" is missing");
    }
  }

  private static String write(RawMessage message, String member, String json) {
    StringWriter line = new StringWriter(json.length() + message.topic().length() + 64);
    try (JsonGenerator generator = JSON.createGenerator(line)) {
      generator.writeStartObject();
      generator.writeNumberField("at", message.receivedAtMillis());
      generator.writeStringField("topic", message.topic());
      generator.writeFieldName(member);
      generator.writeRawValue(json);
      generator.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return line.toString();
  }

  /** The payload as text where it may be one object on one line; else null. */
  private static String singleLineObject(byte[] payload) {
    if (payload.length == 0 || payload[0] != '{' || payload[payload.length - 1] != '}') {
      return null;
    }
    for (byte b : payload) {
      if (b == '\n' || b == '\r') {
        return null;
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString();
    } catch (CharacterCodingException notText) {
      return null;
    }
  }

  /**
   * Whether the line means this message. It does not where the payload is no JSON, or only looks
   * like an object and breaks out of its member.
   */
  private static boolean isReadBack(String line, RawMessage message) {
    try {
      RawMessage read = parse(line);
      return read.receivedAtMillis() == message.receivedAtMillis()
          && read.topic().equals(message.topic())
          && Arrays.equals(read.payload(), message.payload());
    } catch (IllegalArgumentException notJson) {
      return false;
    }
  }
}
