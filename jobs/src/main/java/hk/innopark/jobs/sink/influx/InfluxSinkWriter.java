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
    router.route(row, this::append);
  }

  private void append(String bucket, FieldView view, FigureRow row)
      throws IOException, InterruptedException {
    LineBatch batch = batchOf(bucket);
    int sizeBefore = batch.size();
    encoder.encode(row, view, batch);
    added(bucket, batch, sizeBefore);
  }
}
