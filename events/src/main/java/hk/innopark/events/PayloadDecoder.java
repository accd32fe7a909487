package hk.innopark.events;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * Decodes a JSON message strictly: whatever is not exactly as the contract says is rejected with a
 * reason, and nothing is thrown. Stamps are judged against the time of receipt, so the same message
 * always gets the same verdict. Not thread-safe.
 */
public final class PayloadDecoder {
  /** The greatest payload, bytes. */
  public static final int MAX_BYTES = 64 * 1024;

  private static final int MAX_DEPTH = 16;
  private static final int MAX_MEMBERS = 256;
  private static final int MAX_TEXT = 1024;
  private static final int MAX_DIGITS = 64;

  /** Stamps between these are milliseconds: 1973 to 5138. */
  private static final long LEAST_MILLIS = 100_000_000_000L;

  private static final long GREATEST_MILLIS = 100_000_000_000_000L;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(MAX_TEXT)
                  .maxNameLength(MAX_TEXT)
                  .maxNumberLength(MAX_DIGITS)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  private final long retentionMillis;
  private final long futureToleranceMillis;

  /**
   * @param retention how far before its receipt a stamp may lie
   * @param futureTolerance how far after its receipt a stamp may lie
   */
  public PayloadDecoder(Duration retention, Duration futureTolerance) {
    this.retentionMillis = retention.toMillis();
    this.futureToleranceMillis = futureTolerance.toMillis();
  }

  public DecodeResult decode(RawMessage message) {
    MachineId machine = MachineId.ofTopic(message.topic()).orElse(null);
    if (machine == null) {
      return new DecodeResult.Rejected(
          RejectReason.BAD_ID, "the topic is not innopark/{estate}/{tenant}/{line}/{machine}");
    }
    byte[] payload = message.payload();
    if (payload.length > MAX_BYTES) {
      return new DecodeResult.Rejected(
          RejectReason.TOO_LARGE, payload.length + " bytes; at most " + MAX_BYTES);
    }
    try {
      return new DecodeResult.Accepted(read(message, machine));
    } catch (RejectedException rejected) {
      return new DecodeResult.Rejected(rejected.reason, rejected.getMessage());
    } catch (StreamConstraintsException tooMuch) {
      return new DecodeResult.Rejected(RejectReason.LIMITS, "nesting, text or number too long");
    } catch (JsonParseException malformed) {
      return new DecodeResult.Rejected(
          malformed.getOriginalMessage().startsWith("Duplicate")
              ? RejectReason.DUPLICATE_KEY
              : RejectReason.MALFORMED,
          "at byte " + malformed.getLocation().getByteOffset());
    } catch (IOException malformed) {
      return new DecodeResult.Rejected(RejectReason.MALFORMED, "not UTF-8 JSON");
    }
  }

  private Reading read(RawMessage message, MachineId machine) throws IOException {
    byte[] payload = message.payload();
    if (payload.length == 0) {
      throw new RejectedException(RejectReason.MALFORMED, "empty");
    }
    if ((payload[0] & 0xFF) == 0xEF || (payload[0] & 0xFF) >= 0xFE || payload[0] == 0) {
      throw new RejectedException(RejectReason.MALFORMED, "not UTF-8 without a byte order mark");
    }
    EnvelopeReader envelope;
    try (JsonParser parser = JSON.createParser(payload)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new RejectedException(RejectReason.TYPE, "the payload is not an object");
      }
      envelope = new EnvelopeReader(parser, machine, MAX_MEMBERS);
      envelope.read();
      if (parser.nextToken() != null) {
        throw new RejectedException(RejectReason.MALFORMED, "something follows the object");
      }
    }
    checkTime(envelope.timestampMillis(), message.receivedAtMillis());
    return envelope.reading(
        message.receivedAtMillis(), MessageDigestSum.of(message.topic(), payload));
  }

  private void checkTime(long timestampMillis, long receivedAtMillis) {
    if (timestampMillis < LEAST_MILLIS || timestampMillis > GREATEST_MILLIS) {
      throw new RejectedException(RejectReason.TIME_UNIT, "ts is not in milliseconds");
    }
    if (timestampMillis > receivedAtMillis + futureToleranceMillis) {
      throw new RejectedException(
          RejectReason.FUTURE, "ts is " + (timestampMillis - receivedAtMillis) + " ms ahead");
    }
    if (timestampMillis < receivedAtMillis - retentionMillis) {
      throw new RejectedException(
          RejectReason.TOO_OLD, "ts is " + (receivedAtMillis - timestampMillis) + " ms old");
    }
  }

  /** The value in the signal's own integer unit; see {@link Signal}. */
  static long fixedPoint(Signal signal, BigDecimal value) {
    if (signal.isCounter() && value.signum() < 0) {
      throw new RejectedException(RejectReason.COUNTER, signal.wireName() + " is negative");
    }
    // the scale first: 1e999999999 must not be expanded
    if (value.precision() - value.scale() > 18
        || value.doubleValue() > signal.maximum()
        || value.doubleValue() < signal.minimum()) {
      throw new RejectedException(RejectReason.RANGE, signal.wireName() + " is out of range");
    }
    if (signal.kind() == Signal.Kind.ITEMS) {
      if (value.stripTrailingZeros().scale() > 0) {
        throw new RejectedException(RejectReason.RANGE, signal.wireName() + " is not whole");
      }
      return value.longValueExact();
    }
    return Nano.of(value);
  }
}
