package hk.innopark.events;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * Bytes that were found to be exactly one JSON value: strict UTF-8 without a byte order mark, no
 * member twice in the outermost object, and nothing beyond the limits. A number may be one of the
 * words NaN, Infinity and -Infinity, which some devices write.
 *
 * <p>Jackson alone is not enough for that: it guesses the encoding, lets overlong UTF-8 and halves
 * of surrogate pairs through, and checks the length only of what is asked for.
 */
public final class StrictJson {
  private static final int MAX_DEPTH = 16;
  private static final int MAX_MEMBERS = 256;

  /** Of a name or a text, UTF-16 units. */
  private static final int MAX_TEXT = 1024;

  /** Of a number as it is written; the greatest double without an exponent takes 309 digits. */
  private static final int MAX_NUMBER = 1024;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(MAX_TEXT)
                  .maxNameLength(MAX_TEXT)
                  .maxNumberLength(MAX_NUMBER)
                  .build())
          // a table of names that outlives the message would let one message change the next
          // one's verdict
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          // costs the value and not the message
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  private final char[] text;
  private final int length;
  private int members;

  private StrictJson(CharBuffer text) {
    this.text = text.array();
    this.length = text.length();
  }

  /**
   * Checks the whole payload.
   *
   * @throws RejectedException for the first thing that is wrong: {@code MALFORMED}, {@code LIMITS}
   *     or {@code DUPLICATE_KEY}
   */
  public static StrictJson check(byte[] payload) {
    StrictJson json = new StrictJson(decode(payload));
    try (JsonParser parser = json.parser()) {
      json.checkValue(parser);
      if (parser.nextToken() != null) {
        throw malformed("something follows the value");
      }
    } catch (IOException refused) {
      throw rejection(refused);
    }
    return json;
  }

  /** A parser at the start of the text. */
  public JsonParser parser() throws IOException {
    return JSON.createParser(text, 0, length);
  }

  /** What an exception of the parser means. None of its own text is kept: it quotes the payload. */
  public static RejectedException rejection(IOException refused) {
    if (refused instanceof StreamConstraintsException) {
      return limit("nesting, text or number too long");
    }
    if (refused instanceof JsonProcessingException json && json.getLocation() != null) {
      return malformed("not JSON at character " + json.getLocation().getCharOffset());
    }
    return malformed("not JSON");
  }

  private static CharBuffer decode(byte[] payload) {
    if (payload.length == 0) {
      throw malformed("empty");
    }
    ByteBuffer bytes = ByteBuffer.wrap(payload);
    CharBuffer text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(bytes);
    } catch (CharacterCodingException notUtf8) {
      throw malformed("not UTF-8 at byte " + bytes.position());
    }
    if (text.get(0) == '\uFEFF') {
      throw malformed("begins with a byte order mark");
    }
    return text;
  }

  private void checkValue(JsonParser parser) throws IOException {
    Set<String> envelope = new HashSet<>();
    int depth = 0;
    do {
      JsonToken token = parser.nextToken();
      if (token == null) {
        throw malformed("holds no value");
      }
      switch (token) {
        case START_OBJECT, START_ARRAY -> depth++;
        case END_OBJECT, END_ARRAY -> depth--;
        case FIELD_NAME -> {
          checkName(parser.currentName());
          if (depth == 1 && !envelope.add(parser.currentName())) {
            throw new RejectedException(
                RejectReason.DUPLICATE_KEY, "member " + members + " has the name of one before it");
          }
        }
        case VALUE_STRING -> checkText(parser.getText());
        default -> {
          // Jackson has checked the others
        }
      }
    } while (depth > 0);
  }

  private void checkName(String name) {
    if (++members > MAX_MEMBERS) {
      throw limit("more than " + MAX_MEMBERS + " members");
    }
    checkText(name);
  }

  private static void checkText(String text) {
    if (text.length() > MAX_TEXT) {
      throw limit("a text of " + text.length() + "; at most " + MAX_TEXT);
    }
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (Character.isSurrogate(unit)) {
        boolean pair =
            Character.isHighSurrogate(unit)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          throw malformed("half a surrogate pair");
        }
        i++;
      }
    }
  }

  private static RejectedException malformed(String detail) {
    return new RejectedException(RejectReason.MALFORMED, detail);
  }

  private static RejectedException limit(String detail) {
    return new RejectedException(RejectReason.LIMITS, detail);
  }
}
