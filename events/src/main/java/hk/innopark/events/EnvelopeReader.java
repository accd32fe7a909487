package hk.innopark.events;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Locale;

/** Reads the members of one message that is {@link StrictJson}. */
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
  private String product;
  private String order;
  private String origin = Reading.REAL;
  private int unknownSignals;
  private int present;
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
        case "product" -> product = id("product");
        case "order" -> order = id("order");
        case "reason" -> reason = DowntimeReason.byWireName(id("reason").toLowerCase(Locale.ROOT));
        case "origin" -> origin = readOrigin();
        default -> throw unknownMember(member);
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
        product,
        order,
        SignalValues.compact(present, values),
        unknownSignals,
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
        parser.skipChildren();
      } else if (signal == Signal.STATE) {
        readState(token);
      } else {
        readNumber(signal, token);
      }
    }
  }

  private void readState(JsonToken token) throws IOException {
    if (token != JsonToken.VALUE_STRING) {
      throw new RejectedException(RejectReason.TYPE, "state is not text");
    }
    state =
        MachineState.byName(parser.getText())
            .orElseThrow(
                () -> new RejectedException(RejectReason.RANGE, "state is none of the six"));
  }

  private void readNumber(Signal signal, JsonToken token) throws IOException {
    if (!token.isNumeric()) {
      throw new RejectedException(RejectReason.TYPE, signal.wireName() + " is not a number");
    }
    values[signal.ordinal()] = FixedPoint.of(signal, parser.getDecimalValue());
    present |= 1 << signal.ordinal();
  }

  private long wholeNumber(String member) throws IOException {
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

  private RejectedException unknownMember(String member) throws IOException {
    boolean claimsTenant =
        member.equals("tenant")
            && parser.currentToken() == JsonToken.VALUE_STRING
            && !parser.getText().equals(machine.tenant());
    return claimsTenant
        ? new RejectedException(
            RejectReason.TENANT_MISMATCH, "the payload names another tenant than the topic")
        : new RejectedException(RejectReason.TYPE, "the envelope has an unknown member");
  }

  private static void require(boolean present, String member) {
    if (!present) {
      throw new RejectedException(RejectReason.TYPE, member + " is missing");
    }
  }
}
