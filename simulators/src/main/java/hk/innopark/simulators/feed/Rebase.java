package hk.innopark.simulators.feed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import hk.innopark.events.RawMessage;
import hk.innopark.events.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Moves messages in time: the arrival, and the stamp {@code ts} of a JSON payload, by the same
 * amount. Every other byte stays as it is, and so does a payload that has no stamp.
 *
 * @param shiftMillis later, or earlier where negative
 */
public record Rebase(long shiftMillis) {
  public static final Rebase NONE = new Rebase(0);
  private static final JsonFactory JSON = new JsonFactory();

  /**
   * @throws IOException where the message is Sparkplug, whose stamps lie all over the payload
   */
  public RawMessage apply(RawMessage message) throws IOException {
    if (shiftMillis == 0) {
      return message;
    }
    if (message.topic().startsWith(Topics.SPARKPLUG_PREFIX)) {
      throw new IOException(
          message.topic() + ": Sparkplug cannot be rebased; replay the JSON feed with --sparkplug");
    }
    return new RawMessage(
        message.receivedAtMillis() + shiftMillis, message.topic(), stamped(message.payload()));
  }

  private byte[] stamped(byte[] payload) {
    try (JsonParser parser = JSON.createParser(payload)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return payload;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (name.equals("ts") && value == JsonToken.VALUE_NUMBER_INT) {
          int start = (int) parser.currentTokenLocation().getByteOffset();
          return spliced(payload, start, parser.getText());
        }
        parser.skipChildren();
      }
    } catch (IOException notJson) {
      // what nobody can read has no stamp either
      return payload;
    }
    return payload;
  }

  private byte[] spliced(byte[] payload, int start, String stamp) {
    byte[] moved =
        Long.toString(Long.parseLong(stamp) + shiftMillis).getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(payload.length + 2);
    bytes.write(payload, 0, start);
    bytes.writeBytes(moved);
    int end = start + stamp.length();
    bytes.write(payload, end, payload.length - end);
    return bytes.toByteArray();
  }
}
