package hk.innopark.jobs.sink.influx;

import hk.innopark.jobs.figures.FigureRow;
import java.io.IOException;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Writes figure rows to InfluxDB, at least once. A point's identity is its measurement, tags and
 * start, so a row that is written again replaces itself and the store converges to the last
 * revision, provided that the rows of one point arrive in order: they do where the stream into this
 * sink is keyed by what makes the point, or is forwarded from an operator that is.
 *
 * <p>Each subtask keeps one client and one batch a bucket that has lines waiting. With many
 * tenants, key the stream by tenant, so that a tenant's bucket belongs to one subtask and its lines
 * share requests.
 */
public final class InfluxSink implements Sink<FigureRow> {
  private static final long serialVersionUID = 1L;

  private final InfluxSinkConfig config;
  private final RejectedLines rejectedLines;

  private InfluxSink(InfluxSinkConfig config, RejectedLines rejectedLines) {
    this.config = config;
    this.rejectedLines = rejectedLines;
  }

  /** A sink whose refused lines are counted and logged. */
  public static InfluxSink create(InfluxSinkConfig config) {
    return create(config, RejectedLines.logOnly());
  }

  /** A sink whose refused lines are counted, logged and handed on. */
  public static InfluxSink create(InfluxSinkConfig config, RejectedLines rejectedLines) {
    return new InfluxSink(config, rejectedLines);
  }

  @Override
  public SinkWriter<FigureRow> createWriter(WriterInitContext context) throws IOException {
    InfluxSinkMetrics metrics = InfluxSinkMetrics.of(context.metricGroup());
    RejectedLines.Receiver rejected = rejectedLines.open();
    LineWriter writer = new ClientLineWriter(config);
    return new InfluxSinkWriter(
        config,
        writer,
        rejected,
        new BatchSender(writer, rejected, metrics, config.maxRetryTime()),
        context.getProcessingTimeService());
  }
}
