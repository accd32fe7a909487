package hk.innopark.events;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;

/**
 * Reads the members of one message that is {@link StrictJson}. What the message is about – its
 * stamp, boot, number and origin – has to be right; of everything else a bad value costs that value
 * alone.
 */
final class EnvelopeReader {
  private final JsonParser parser;
  private final MachineId machine;

  private boolean hasTimestamp;
  private long timestampMillis;
  private String boot;
  private long sequence = -1;
  private boolean hasSignals;
  private MachineState state;
  private DowntimeReason reason;
  private String reasonText;
  private String product;
  private String order;
  private String origin = Reading.REAL;
  private int unknownSignals;
  private int unknownMembers;
  private int named;
  private int present;
  private int quarantined;
  private final long[] values = new long[Signal.values().length];

  /**
   * @param parser at the start of the message's object
   */
  EnvelopeReader(JsonParser parser, MachineId machine) {
    this.parser = parser;
    this.machine = machine;
  }

  void read() throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String member = parser.currentName();
      parser.nextToken();
      switch (member) {
        case "ts" -> {
          timestampMillis = wholeNumber("ts");
          hasTimestamp = true;
        }
        case "boot" -> boot = id("boot");
        case "seq" -> {
          sequence = wholeNumber("seq");
          if (sequence < 0) {
            throw new RejectedException(RejectReason.RANGE, "seq is negative");
          }
        }
        case "signals" -> readSignals();
        case "product" -> product = freeText();
        case "order" -> order = freeText();
        case "reason" -> readReason();
        case "origin" -> origin = readOrigin();
        default -> passOver(member);
      }
    }
    require(hasTimestamp, "ts");
    require(boot != null, "boot");
    require(sequence >= 0, "seq");
    require(hasSignals, "signals");
  }

  long timestampMillis() {
    return timestampMillis;
  }

  Reading reading(long receivedAtMillis, MessageDigestSum digest) {
    return new Reading(
        machine,
        origin,
        timestampMillis,
        receivedAtMillis,
        boot,
        sequence,
        state,
        reason,
        reasonText,
        product,
        order,
        SignalValues.compact(present, values),
        quarantined,
        unknownSignals,
        unknownMembers,
        digest);
  }

  private void readSignals() throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new RejectedException(RejectReason.TYPE, "signals is not an object");
    }
    hasSignals = true;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      Signal signal = Signal.byName(parser.currentName()).orElse(null);
      JsonToken token = parser.nextToken();
      if (signal == null) {
        unknownSignals++;
      } else if (isNamedAgain(signal)) {
        quarantine(signal);
      } else if (token != JsonToken.VALUE_NULL && !readValue(signal, token)) {
        quarantine(signal);
      }
      parser.skipChildren();
    }
  }

  /** Nobody can tell which of two values of a signal is the right one. */
  private boolean isNamedAgain(Signal signal) {
    int bit = 1 << signal.ordinal();
    boolean again = (named & bit) != 0;
    named |= bit;
    return again;
  }

  private void quarantine(Signal signal) {
    int bit = 1 << signal.ordinal();
    quarantined |= bit;
    present &= ~bit;
    if (signal == Signal.STATE) {
      state = null;
    }
  }

  /** Whether the value can be right; it is then taken. */
  private boolean readValue(Signal signal, JsonToken token) throws IOException {
    if (signal == Signal.STATE) {
      if (token == JsonToken.VALUE_STRING) {
        state = MachineState.byName(parser.getText()).orElse(null);
      }
      return state != null;
    }
    if (!token.isNumeric() || !NumberText.isConvertible(parser.getText())) {
      return false;
    }
    BigDecimal value = parser.getDecimalValue();
    if (!FixedPoint.accepts(signal, value)) {
      return false;
    }
    values[signal.ordinal()] = FixedPoint.of(signal, value);
    present |= 1 << signal.ordinal();
    return true;
  }

  private void readReason() throws IOException {
    String text = freeText();
    reason = text == null ? null : DowntimeReason.ofText(text);
    reasonText = text == null ? null : reason.unlisted(text);
  }

  /** Text, or a whole number as it is written; null where there is neither. */
  private String freeText() throws IOException {
    switch (parser.currentToken()) {
      case VALUE_STRING, VALUE_NUMBER_INT -> {
        return FreeText.of(parser.getText());
      }
      case VALUE_NULL -> {
        return null;
      }
      default -> {
        unknownMembers++;
        parser.skipChildren();
        return null;
      }
    }
  }

  private long wholeNumber(String member) throws IOException {
    if (parser.currentToken().isNumeric() && !NumberText.isFinite(parser.getText())) {
      throw new RejectedException(RejectReason.NOT_FINITE, member + " is not finite");
    }
    if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      throw new RejectedException(RejectReason.TYPE, member + " is not a whole number");
    }
    if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      throw new RejectedException(RejectReason.LIMITS, member + " exceeds 64 bits");
    }
    return parser.getLongValue();
  }

  private String id(String member) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw new RejectedException(RejectReason.TYPE, member + " is not text");
    }
    String text = parser.getText();
    if (!Ids.isValid(text)) {
      throw new RejectedException(RejectReason.BAD_ID, member + " is not a valid id");
    }
    return text;
  }

  private String readOrigin() throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return Reading.REAL;
    }
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw new RejectedException(RejectReason.TYPE, "origin is not text");
    }
    String text = parser.getText();
    if (!text.startsWith(Reading.SIMULATED_PREFIX)
        || !Ids.isValid(text.substring(Reading.SIMULATED_PREFIX.length()))) {
      throw new RejectedException(RejectReason.BAD_ID, "origin is not sim:{run}");
    }
    return text;
  }

  private void passOver(String member) throws IOException {
    boolean claimsTenant =
        member.equals("tenant")
            && parser.currentToken() == JsonToken.VALUE_STRING
            && !parser.getText().equals(machine.tenant());
    if (claimsTenant) {
      throw new RejectedException(
          RejectReason.TENANT_MISMATCH, "the payload names another tenant than the topic");
    }
    unknownMembers++;
    parser.skipChildren();
  }

  private static void require(boolean present, String member) {
    if (!present) {
      throw new RejectedException(RejectReason.TYPE, member + " is missing");
    }
  }
}
