package hk.innopark.jobs.sink.influx;

import hk.innopark.events.Alert;
import hk.innopark.events.Buckets;

/**
 * Each change of an alert as a point: to the tenant, and to HKSTP without what gives away how much
 * was made.
 */
final class AlertLines implements PointEncoder<Alert> {
  private static final long serialVersionUID = 1L;

  private final InfluxRouting routing;
  private final String singleBucket;

  AlertLines(InfluxRouting routing, String singleBucket) {
    this.routing = routing;
    this.singleBucket = singleBucket;
  }

  @Override
  public void encode(Alert alert, LineBatches batches) {
    if (routing == InfluxRouting.SINGLE_BUCKET) {
      AlertLineEncoder.encode(alert, FieldView.ALL, batches.of(singleBucket));
      return;
    }
    AlertLineEncoder.encode(alert, FieldView.ALL, batches.ofTenant(alert.tenant()));
    AlertLineEncoder.encode(alert, FieldView.WITHOUT_COUNTS, batches.of(Buckets.HKSTP));
  }
}
