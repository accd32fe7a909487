package hk.innopark.jobs.sink.influx;

import hk.innopark.events.Buckets;
import hk.innopark.jobs.sparkplug.EdgeNodeStatus;
import java.io.IOException;
import org.apache.flink.api.common.operators.ProcessingTimeService;

/**
 * Writes what is known of edge nodes as points: to the tenant, and to HKSTP without the nodes' own
 * metrics, which can be anything.
 */
final class EdgeNodeSinkWriter extends PointSinkWriter<EdgeNodeStatus> {
  private final InfluxRouting routing;
  private final String singleBucket;

  EdgeNodeSinkWriter(
      InfluxSinkConfig config,
      LineWriter writer,
      RejectedLines.Receiver rejected,
      BatchSender sender,
      ProcessingTimeService clock) {
    super(config, writer, rejected, sender, clock);
    this.routing = config.routing();
    this.singleBucket = config.bucket();
  }

  @Override
  public void write(EdgeNodeStatus node, Context context) throws IOException, InterruptedException {
    boolean single = routing == InfluxRouting.SINGLE_BUCKET;
    String bucket = single ? singleBucket : Buckets.ofTenant(node.tenant());
    add(bucket, batch -> EdgeNodeLineEncoder.status(node, batch));
    add(bucket, batch -> EdgeNodeLineEncoder.metrics(node, batch));
    if (!single) {
      add(Buckets.HKSTP, batch -> EdgeNodeLineEncoder.status(node, batch));
    }
  }
}
