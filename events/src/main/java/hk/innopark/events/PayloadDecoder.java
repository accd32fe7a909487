package hk.innopark.events;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Duration;

/**
 * Decodes a JSON message strictly: whatever is not exactly as the contract says is rejected with a
 * reason, and nothing is thrown. Stamps are judged against the time of receipt, so the same message
 * always gets the same verdict. Not thread-safe.
 *
 * <p>Of several faults the first in this order is named: the topic; the size; the text as JSON and
 * its limits; the members in their order in the text; members that are missing; the stamp.
 */
public final class PayloadDecoder {
  /** The greatest payload, bytes. */
  public static final int MAX_BYTES = 64 * 1024;

  private final StampWindow stamps;
  private final TopicCache topics = new TopicCache();
  private final FastPayloadDecoder fast = new FastPayloadDecoder();
  private final MessageDigester digester = new MessageDigester();

  /**
   * @param retention how far before its receipt a stamp may lie
   * @param futureTolerance how far after its receipt a stamp may lie
   * @throws IllegalArgumentException where one of them is negative
   */
  public PayloadDecoder(Duration retention, Duration futureTolerance) {
    this.stamps = new StampWindow(retention, futureTolerance);
  }

  public DecodeResult decode(RawMessage message) {
    try {
      TopicCache.Entry topic = check(message);
      if (!fast.read(message.payload())) {
        return new DecodeResult.Accepted(validate(message, topic));
      }
      stamps.check(fast.timestampMillis(), message.receivedAtMillis());
      return new DecodeResult.Accepted(
          fast.reading(topic.machine(), message.receivedAtMillis(), digest(message, topic)));
    } catch (RejectedException rejected) {
      return rejected.asResult();
    }
  }

  /** The verdict of the validating parser alone, which {@link #decode} has to agree with. */
  DecodeResult decodeByValidation(RawMessage message) {
    try {
      return new DecodeResult.Accepted(validate(message, check(message)));
    } catch (RejectedException rejected) {
      return rejected.asResult();
    }
  }

  private TopicCache.Entry check(RawMessage message) {
    TopicCache.Entry topic = topics.find(message.topic());
    if (topic == null) {
      throw new RejectedException(
          RejectReason.BAD_ID, "the topic is not innopark/{estate}/{tenant}/{line}/{machine}");
    }
    byte[] payload = message.payload();
    if (payload == null) {
      throw new RejectedException(RejectReason.MALFORMED, "no payload");
    }
    if (payload.length > MAX_BYTES) {
      throw new RejectedException(
          RejectReason.TOO_LARGE, payload.length + " bytes; at most " + MAX_BYTES);
    }
    return topic;
  }

  private Reading validate(RawMessage message, TopicCache.Entry topic) {
    EnvelopeReader envelope;
    try (JsonParser parser = StrictJson.check(message.payload()).parser()) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new RejectedException(RejectReason.TYPE, "the payload is not an object");
      }
      envelope = new EnvelopeReader(parser, topic.machine());
      envelope.read();
    } catch (IOException refused) {
      throw StrictJson.rejection(refused);
    }
    stamps.check(envelope.timestampMillis(), message.receivedAtMillis());
    return envelope.reading(message.receivedAtMillis(), digest(message, topic));
  }

  private MessageDigestSum digest(RawMessage message, TopicCache.Entry topic) {
    return digester.digest(topic.digestPrefix(), message.payload());
  }
}
