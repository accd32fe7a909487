package hk.innopark.jobs.sparkplug;

import com.google.protobuf.InvalidProtocolBufferException;
import hk.innopark.events.PayloadDecoder;
import hk.innopark.events.RejectReason;
import hk.innopark.events.RejectedException;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Metric;

/** Reads what a Sparkplug B payload says about its edge node. */
final class NodePayload {
  /** In place of the number that ties a death to its birth, where there is none. */
  static final long NO_BIRTH_DEATH = -1;

  static final String BIRTH_DEATH = "bdSeq";

  private NodePayload() {}

  /**
   * Parses a payload, and the one within it where it is compressed.
   *
   * @throws RejectedException where it is too large or no Sparkplug payload
   */
  static Payload parse(byte[] bytes) {
    if (bytes.length > PayloadDecoder.MAX_BYTES) {
      throw new RejectedException(
          RejectReason.TOO_LARGE, bytes.length + " bytes; at most " + PayloadDecoder.MAX_BYTES);
    }
    Payload payload = parsed(bytes);
    if (CompressedPayload.is(payload)) {
      return inflated(payload);
    }
    if (payload.hasBody() && payload.getMetricsCount() == 0) {
      throw new RejectedException(RejectReason.SPB_PAYLOAD, "the body is of an unknown form");
    }
    return payload;
  }

  private static Payload inflated(Payload outer) {
    Payload inner = parsed(CompressedPayload.inflate(outer));
    if (CompressedPayload.is(inner)) {
      throw new RejectedException(RejectReason.SPB_PAYLOAD, "compressed more than once");
    }
    Payload.Builder whole = inner.toBuilder();
    if (!inner.hasSeq() && outer.hasSeq()) {
      whole.setSeq(outer.getSeq());
    }
    if (!inner.hasTimestamp() && outer.hasTimestamp()) {
      whole.setTimestamp(outer.getTimestamp());
    }
    return whole.build();
  }

  private static Payload parsed(byte[] bytes) {
    try {
      return Payload.parseFrom(bytes);
    } catch (InvalidProtocolBufferException malformed) {
      throw new RejectedException(RejectReason.SPB_PAYLOAD, "not a Sparkplug B payload");
    }
  }

  /** The number that a death shares with its birth, or {@link #NO_BIRTH_DEATH}. */
  static long birthDeath(Payload payload) {
    for (Metric metric : payload.getMetricsList()) {
      if (metric.getName().equals(BIRTH_DEATH) && !metric.getIsNull()) {
        return metric.hasIntValue()
            ? Integer.toUnsignedLong(metric.getIntValue())
            : metric.getLongValue();
      }
    }
    return NO_BIRTH_DEATH;
  }
}
