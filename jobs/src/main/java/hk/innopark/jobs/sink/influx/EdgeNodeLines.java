package hk.innopark.jobs.sink.influx;

import hk.innopark.events.Buckets;
import hk.innopark.jobs.sparkplug.EdgeNodeStatus;

/**
 * What is known of edge nodes as points: to the tenant, and to HKSTP without the nodes' own
 * metrics, which can be anything.
 */
final class EdgeNodeLines implements PointEncoder<EdgeNodeStatus> {
  private static final long serialVersionUID = 1L;

  private final InfluxRouting routing;
  private final String singleBucket;

  EdgeNodeLines(InfluxRouting routing, String singleBucket) {
    this.routing = routing;
    this.singleBucket = singleBucket;
  }

  @Override
  public void encode(EdgeNodeStatus node, LineBatches batches) {
    if (routing == InfluxRouting.SINGLE_BUCKET) {
      EdgeNodeLineEncoder.status(node, batches.of(singleBucket));
      EdgeNodeLineEncoder.metrics(node, batches.of(singleBucket));
      return;
    }
    EdgeNodeLineEncoder.status(node, batches.ofTenant(node.tenant()));
    EdgeNodeLineEncoder.metrics(node, batches.ofTenant(node.tenant()));
    EdgeNodeLineEncoder.status(node, batches.of(Buckets.HKSTP));
  }
}
