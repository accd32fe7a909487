package hk.innopark.jobs.sparkplug;

import hk.innopark.events.RawMessage;
import hk.innopark.events.SparkplugTopic;
import hk.innopark.events.Topics;
import org.eclipse.tahu.protobuf.SparkplugBProto.DataType;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;

/** The command by which a host asks an edge node for its births. */
final class RebirthCommand {
  private static final String METRIC = "Node Control/Rebirth";

  private RebirthCommand() {}

  /**
   * The command for an edge node, by its key, as of the arrival of what caused it; whoever sends it
   * stamps it with the time of sending.
   */
  static RawMessage to(String edgeNode, long atMillis) {
    int slash = edgeNode.indexOf('/');
    String topic =
        Topics.SPARKPLUG_PREFIX
            + edgeNode.substring(0, slash)
            + '/'
            + SparkplugTopic.Type.NCMD
            + edgeNode.substring(slash);
    Payload payload =
        Payload.newBuilder()
            .setTimestamp(atMillis)
            .addMetrics(
                Payload.Metric.newBuilder()
                    .setName(METRIC)
                    .setDatatype(DataType.Boolean_VALUE)
                    .setBooleanValue(true))
            .build();
    return new RawMessage(atMillis, topic, payload.toByteArray());
  }
}
