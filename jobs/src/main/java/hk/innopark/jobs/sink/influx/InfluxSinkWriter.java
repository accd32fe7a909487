package hk.innopark.jobs.sink.influx;

import hk.innopark.jobs.figures.FigureRow;
import java.io.IOException;
import org.apache.flink.api.common.operators.ProcessingTimeService;

/** Writes figure rows as points, each to the buckets of those who may see it. */
final class InfluxSinkWriter extends PointSinkWriter<FigureRow> {
  private final FigureRouter router;
  private final LineProtocolEncoder encoder = new LineProtocolEncoder();

  InfluxSinkWriter(
      InfluxSinkConfig config,
      LineWriter writer,
      RejectedLines.Receiver rejected,
      BatchSender sender,
      ProcessingTimeService clock) {
    super(config, writer, rejected, sender, clock);
    this.router = new FigureRouter(config.routing(), config.bucket());
  }

  @Override
  public void write(FigureRow row, Context context) throws IOException, InterruptedException {
    router.route(
        row, (bucket, view, point) -> add(bucket, batch -> encoder.encode(point, view, batch)));
  }
}
