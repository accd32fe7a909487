package hk.innopark.jobs.sparkplug;

import com.google.protobuf.InvalidProtocolBufferException;
import hk.innopark.events.PayloadDecoder;
import hk.innopark.events.RejectReason;
import hk.innopark.events.RejectedException;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Metric;

/** Reads what a Sparkplug B payload says about its edge node. */
final class NodePayload {
  private static final String BIRTH_DEATH = "bdSeq";

  private NodePayload() {}

  /**
   * @throws RejectedException where it is too large or no Sparkplug payload
   */
  static Payload parse(byte[] bytes) {
    if (bytes.length > PayloadDecoder.MAX_BYTES) {
      throw new RejectedException(
          RejectReason.TOO_LARGE, bytes.length + " bytes; at most " + PayloadDecoder.MAX_BYTES);
    }
    try {
      return Payload.parseFrom(bytes);
    } catch (InvalidProtocolBufferException malformed) {
      throw new RejectedException(RejectReason.SPB_PAYLOAD, "not a Sparkplug B payload");
    }
  }

  /**
   * The number that a death shares with its birth.
   *
   * @throws RejectedException where it is missing
   */
  static long birthDeath(Payload payload) {
    for (Metric metric : payload.getMetricsList()) {
      if (metric.getName().equals(BIRTH_DEATH)) {
        return metric.hasIntValue()
            ? Integer.toUnsignedLong(metric.getIntValue())
            : metric.getLongValue();
      }
    }
    throw new RejectedException(RejectReason.SPB_PAYLOAD, "bdSeq is missing");
  }
}
