package hk.innopark.jobs.sink.influx;

import hk.innopark.events.Alert;
import hk.innopark.events.Buckets;
import java.io.IOException;
import org.apache.flink.api.common.operators.ProcessingTimeService;

/**
 * Writes each change of an alert as a point, to the tenant, and to HKSTP without what gives away
 * how much was made.
 */
final class AlertSinkWriter extends PointSinkWriter<Alert> {
  private final InfluxRouting routing;
  private final String singleBucket;

  AlertSinkWriter(
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
  public void write(Alert alert, Context context) throws IOException, InterruptedException {
    if (routing == InfluxRouting.SINGLE_BUCKET) {
      add(singleBucket, batch -> AlertLineEncoder.encode(alert, FieldView.ALL, batch));
      return;
    }
    add(
        Buckets.ofTenant(alert.tenant()),
        batch -> AlertLineEncoder.encode(alert, FieldView.ALL, batch));
    add(Buckets.HKSTP, batch -> AlertLineEncoder.encode(alert, FieldView.WITHOUT_COUNTS, batch));
  }
}
