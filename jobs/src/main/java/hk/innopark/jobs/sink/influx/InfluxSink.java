package hk.innopark.jobs.sink.influx;

import hk.innopark.events.Alert;
import hk.innopark.jobs.account.OrderRow;
import hk.innopark.jobs.figures.FigureRow;
import hk.innopark.jobs.sparkplug.EdgeNodeStatus;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Writes figures, alerts and the state of edge nodes to InfluxDB, at least once. A point's identity
 * is its measurement, tags and start, so a row that is written again replaces itself and the store
 * converges to the last revision, provided that the rows of one point come in order from one
 * subtask.
 *
 * <p>Lines are written where the rows are made, and sent where their bucket is; one request at a
 * time of each subtask. A server that is away holds nothing up: lines wait in memory, and in the
 * checkpoint, until it is back or until there are more than {@code INFLUX_BUFFER_BYTES} of them.
 */
public final class InfluxSink {
  private final InfluxSinkConfig config;
  private final RejectedLines rejectedLines;
  private final List<DataStream<LineBlock>> lines = new ArrayList<>();

  private InfluxSink(InfluxSinkConfig config, RejectedLines rejectedLines) {
    this.config = config;
    this.rejectedLines = rejectedLines;
  }

  /** A sink whose refused lines are counted and logged. */
  public static InfluxSink into(InfluxSinkConfig config) {
    return into(config, RejectedLines.logOnly());
  }

  /** A sink whose refused lines are counted, logged and handed on. */
  public static InfluxSink into(InfluxSinkConfig config, RejectedLines rejectedLines) {
    return new InfluxSink(config, rejectedLines);
  }

  /** Figures; each of the streams by itself, so that each is written where it is made. */
  public InfluxSink figures(List<DataStream<FigureRow>> streams) {
    for (int i = 0; i < streams.size(); i++) {
      add(
          streams.get(i),
          new FigureLines(config.routing(), config.bucket()),
          "figures-" + i,
          "lines of figures");
    }
    return this;
  }

  /** Changes of alerts, measurement {@code alerts}. */
  public InfluxSink alerts(DataStream<Alert> alerts) {
    add(alerts, new AlertLines(config.routing(), config.bucket()), "alerts", "lines of alerts");
    return this;
  }

  /** Edge nodes, measurements {@code edge_nodes} and {@code edge_node_metrics}. */
  public InfluxSink edgeNodes(DataStream<EdgeNodeStatus> nodes) {
    add(
        nodes,
        new EdgeNodeLines(config.routing(), config.bucket()),
        "edge-nodes",
        "lines of edge nodes");
    return this;
  }

  /** What orders came to, a measurement of their own. */
  public InfluxSink orders(DataStream<OrderRow> orders) {
    add(orders, new OrderLines(config.routing(), config.bucket()), "orders", "lines of orders");
    return this;
  }

  private <T> void add(DataStream<T> values, PointEncoder<T> encoder, String place, String name) {
    lines.add(
        values
            .transform(name, TypeInformation.of(LineBlock.class), new LineOperator<>(encoder))
            // in the chain of what made them, and in their order
            .setParallelism(values.getParallelism())
            .uid("lines-of-" + place));
  }

  /** Ends in the sink all that was added. */
  public void write() {
    lines.stream()
        .reduce((one, other) -> one.union(other))
        .orElseThrow()
        .keyBy(LineBlock::bucket)
        .transform("lines to InfluxDB", Types.VOID, new LineSinkOperator(config, rejectedLines))
        .uid("influx-sink");
  }
}
