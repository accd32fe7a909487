package hk.innopark.jobs.sink.influx;

import hk.innopark.jobs.sparkplug.EdgeNodeStatus;
import java.io.IOException;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Writes what is known of Sparkplug edge nodes to InfluxDB, measurements {@code edge_nodes} and
 * {@code edge_node_metrics}, at least once; a repetition replaces itself.
 */
public final class EdgeNodeSink implements Sink<EdgeNodeStatus> {
  private static final long serialVersionUID = 1L;

  private final InfluxSinkConfig config;

  private EdgeNodeSink(InfluxSinkConfig config) {
    this.config = config;
  }

  public static EdgeNodeSink create(InfluxSinkConfig config) {
    return new EdgeNodeSink(config);
  }

  @Override
  public SinkWriter<EdgeNodeStatus> createWriter(WriterInitContext context) throws IOException {
    RejectedLines.Receiver rejected = RejectedLines.logOnly().open();
    LineWriter writer = new ClientLineWriter(config);
    return new EdgeNodeSinkWriter(
        config,
        writer,
        rejected,
        new BatchSender(
            writer, rejected, InfluxSinkMetrics.of(context.metricGroup()), config.maxRetryTime()),
        context.getProcessingTimeService());
  }
}
