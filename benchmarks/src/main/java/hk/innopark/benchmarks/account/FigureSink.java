package hk.innopark.benchmarks.account;

import hk.innopark.events.Grain;
import hk.innopark.events.Level;
import hk.innopark.jobs.figures.FigureRow;
import hk.innopark.jobs.figures.Measurement;
import hk.innopark.jobs.sink.influx.FieldView;
import hk.innopark.jobs.sink.influx.LineBatch;
import hk.innopark.jobs.sink.influx.LineProtocolEncoder;
import java.io.IOException;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Writes each row as a line of line protocol, forgets it, and keeps the hours of estates. */
final class FigureSink extends DiscardingSink<FigureRow> {
  private static final long serialVersionUID = 1L;

  private final String name;

  FigureSink(int level) {
    super("figures");
    this.name = "figures-" + level + "-";
  }

  @Override
  public SinkWriter<FigureRow> createWriter(WriterInitContext context) {
    return new LineWriter(name + context.getTaskInfo().getIndexOfThisSubtask());
  }

  private static final class LineWriter extends Writer<FigureRow> {
    private static final int BATCH_LINES = 5_000;

    private final LineProtocolEncoder encoder = new LineProtocolEncoder();
    private final LineBatch batch = new LineBatch();

    LineWriter(String name) {
      super(name);
    }

    @Override
    public void write(FigureRow row, Context context) throws IOException {
      encoder.encode(row, FieldView.ALL, batch);
      Progress.ROWS.increment();
      if (batch.lines() == BATCH_LINES) {
        flush(false);
      }
      if (row.level() == Level.ESTATE && row.grain() == Grain.HOUR) {
        Progress.estateHour(row.measurement() + row.estate() + row.startMillis(), row.values());
      }
    }

    @Override
    public void flush(boolean endOfInput) {
      Progress.LINE_BYTES.add(batch.size());
      batch.clear();
    }
  }

  static Checksums checksums() {
    return new Checksums(
        sum(Measurement.QUALITY_OF_DATA, "messages", 1),
        sum(Measurement.THROUGHPUT, "good", 1),
        sum(Measurement.ENERGY, "grid_kwh", 1e9),
        sum(Measurement.ENERGY, "running_kwh", 1e9),
        sum(Measurement.THROUGHPUT, "production_s", 1e3));
  }

  private static long sum(Measurement measurement, String field, double scale) {
    int index = measurement.fields().indexOf(field);
    return Progress.ESTATE_HOURS.entrySet().stream()
        .filter(hour -> hour.getKey().startsWith(measurement.name()))
        .mapToLong(hour -> Math.round(hour.getValue()[index] * scale))
        .sum();
  }
}
