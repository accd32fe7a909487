package hk.innopark.events;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Duration;

/**
 * Decodes what people said as strictly as what machines say: whatever is not as the contract says
 * is rejected with a reason. Times are judged against the time of receipt, so the same message
 * always gets the same verdict.
 */
public final class AnnotationDecoder {
  private static final int MAX_BYTES = 8 * 1024;
  private static final long LEAST_STAMP = 946_684_800_000L;

  private final long toleranceMillis;

  /**
   * @param futureTolerance how far after its receipt it may say that it was said
   */
  public AnnotationDecoder(Duration futureTolerance) {
    this.toleranceMillis = futureTolerance.toMillis();
  }

  /**
   * The annotation that a message holds.
   *
   * @throws RejectedException where it holds none
   */
  public Annotation decode(RawMessage message) {
    MachineId machine =
        MachineId.ofTopic(message.machineTopic())
            .orElseThrow(
                () ->
                    new RejectedException(
                        RejectReason.BAD_ID, "the key is not {estate}/{tenant}/{line}/{machine}"));
    byte[] payload = message.payload();
    if (payload.length > MAX_BYTES) {
      throw new RejectedException(
          RejectReason.TOO_LARGE, payload.length + " bytes; at most " + MAX_BYTES);
    }
    Members members = new Members();
    try (JsonParser parser = StrictJson.check(payload).parser()) {
      members.read(parser);
    } catch (IOException refused) {
      throw StrictJson.rejection(refused);
    }
    return members.annotation(machine, message.receivedAtMillis() + toleranceMillis);
  }

  /** The members of the payload; unknown ones are ignored. */
  private static final class Members {
    private String origin = Reading.REAL;
    private String id;
    private long at;
    private long from;
    private long to;
    private String reason;
    private String comment;
    private String by;
    private String replaces;
    private String order;
    private String product;

    void read(JsonParser parser) throws IOException {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw wrong("the payload is not an object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        switch (name) {
          case "origin" -> origin = origin(parser);
          case "id" -> id = id(name, parser);
          case "at" -> at = stamp(name, parser);
          case "from" -> from = stamp(name, parser);
          case "to" -> to = stamp(name, parser);
          case "reason" -> reason = id(name, parser);
          case "comment" -> comment = comment(parser);
          case "by" -> by = by(parser);
          case "replaces" -> replaces = id(name, parser);
          case "order" -> order = freeText(name, parser);
          case "product" -> product = freeText(name, parser);
          default -> parser.skipChildren();
        }
      }
    }

    Annotation annotation(MachineId machine, long latestMillis) {
      if (id == null) {
        throw wrong("id is missing");
      }
      if (by == null) {
        throw wrong("by is missing");
      }
      if (at == 0 || from == 0 || to == 0) {
        throw wrong("at, from or to is missing");
      }
      if (at > latestMillis) {
        throw new RejectedException(RejectReason.FUTURE, "at lies in the future");
      }
      if (from >= to || to - from > Annotation.LONGEST_MILLIS) {
        throw new RejectedException(
            RejectReason.RANGE, "from to to is not between a millisecond and eight days");
      }
      if (from > latestMillis) {
        throw new RejectedException(RejectReason.FUTURE, "from lies in the future");
      }
      if (order == null ? product != null : reason != null) {
        throw wrong(order == null ? "a product without an order" : "a reason and an order at once");
      }
      return new Annotation(
          machine, origin, id, at, from, to, reason, comment, by, replaces, order, product);
    }

    private static String origin(JsonParser parser) throws IOException {
      String text = text("origin", parser);
      if (text == null || text.equals(Reading.REAL)) {
        return Reading.REAL;
      }
      if (!text.startsWith(Reading.SIMULATED_PREFIX)
          || !Ids.isValid(text.substring(Reading.SIMULATED_PREFIX.length()))) {
        throw new RejectedException(RejectReason.BAD_ID, "origin is neither real nor sim:{run}");
      }
      return text;
    }

    private static String id(String name, JsonParser parser) throws IOException {
      String text = text(name, parser);
      if (text != null && !Ids.isValid(text)) {
        throw new RejectedException(RejectReason.BAD_ID, name + " is not an id");
      }
      return text;
    }

    private static String by(JsonParser parser) throws IOException {
      return freeText("by", parser);
    }

    private static String freeText(String name, JsonParser parser) throws IOException {
      String text = text(name, parser);
      return text == null || text.isBlank() ? null : FreeText.of(text);
    }

    private static String comment(JsonParser parser) throws IOException {
      String text = text("comment", parser);
      if (text != null && text.length() > Annotation.MOST_COMMENT) {
        throw new RejectedException(
            RejectReason.LIMITS,
            "a comment of " + text.length() + "; at most " + Annotation.MOST_COMMENT);
      }
      return text == null || text.isBlank() ? null : text.strip();
    }

    private static String text(String name, JsonParser parser) throws IOException {
      return switch (parser.currentToken()) {
        case VALUE_STRING -> parser.getText();
        case VALUE_NULL -> null;
        default -> throw wrong(name + " is not a text");
      };
    }

    private static long stamp(String name, JsonParser parser) throws IOException {
      if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
        throw wrong(name + " is not a whole number of milliseconds");
      }
      if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
        throw new RejectedException(RejectReason.RANGE, name + " is out of range");
      }
      long millis = parser.getLongValue();
      if (millis < LEAST_STAMP || millis > 100 * LEAST_STAMP) {
        throw new RejectedException(RejectReason.TIME_UNIT, name + " is not in milliseconds");
      }
      return millis;
    }

    private static RejectedException wrong(String detail) {
      return new RejectedException(RejectReason.TYPE, detail);
    }
  }
}
