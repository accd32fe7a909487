package hk.innopark.jobs.sink.influx;

import hk.innopark.events.Alert;
import java.io.IOException;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Writes changes of alerts to InfluxDB, measurement {@code alerts}, at least once; a repetition
 * replaces itself.
 */
public final class AlertSink implements Sink<Alert> {
  private static final long serialVersionUID = 1L;

  private final InfluxSinkConfig config;

  private AlertSink(InfluxSinkConfig config) {
    this.config = config;
  }

  public static AlertSink create(InfluxSinkConfig config) {
    return new AlertSink(config);
  }

  @Override
  public SinkWriter<Alert> createWriter(WriterInitContext context) throws IOException {
    RejectedLines.Receiver rejected = RejectedLines.logOnly().open();
    LineWriter writer = new ClientLineWriter(config);
    return new AlertSinkWriter(
        config,
        writer,
        rejected,
        new BatchSender(
            writer, rejected, InfluxSinkMetrics.of(context.metricGroup()), config.maxRetryTime()),
        context.getProcessingTimeService());
  }
}
