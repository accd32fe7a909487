package hk.innopark.jobs.sparkplug;

import hk.innopark.events.RawMessage;
import hk.innopark.events.SparkplugTopic;
import org.eclipse.tahu.protobuf.SparkplugBProto.DataType;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;

/** The command by which a host asks an edge node for its births. */
final class RebirthCommand {
  private static final String METRIC = "Node Control/Rebirth";

  private RebirthCommand() {}

  /**
   * The command for an edge node, as of the arrival of what caused it; whoever sends it stamps it
   * with the time of sending.
   */
  static RawMessage to(SparkplugTopic node, long atMillis) {
    SparkplugTopic topic =
        SparkplugTopic.ofNode(SparkplugTopic.Type.NCMD, node.estate(), node.tenant(), node.line());
    Payload payload =
        Payload.newBuilder()
            .setTimestamp(atMillis)
            .addMetrics(
                Payload.Metric.newBuilder()
                    .setName(METRIC)
                    .setDatatype(DataType.Boolean_VALUE)
                    .setBooleanValue(true))
            .build();
    return new RawMessage(atMillis, topic.toString(), payload.toByteArray());
  }
}
