package hk.innopark.benchmarks.codec;

import com.influxdb.client.domain.WritePrecision;
import com.influxdb.client.write.Point;
import hk.innopark.jobs.figures.FigureRow;
import hk.innopark.jobs.sink.influx.FieldView;
import hk.innopark.jobs.sink.influx.LineBatch;
import hk.innopark.jobs.sink.influx.LineProtocolEncoder;
import java.util.List;
import java.util.function.Consumer;

/** Writes rows as lines, batch by batch; the checksum is the number of lines. */
final class EncodeWork implements CodecWork {
  static final int BATCH_LINES = 5_000;

  private final FigureRow[] rows = Rows.of(2_000);
  private final CodecContestant contestant;
  private final Consumer<String> destination;
  private final LineProtocolEncoder encoder = new LineProtocolEncoder();
  private final LineBatch batch = new LineBatch();
  private final StringBuilder text = new StringBuilder();

  EncodeWork(CodecContestant contestant, Consumer<String> destination) {
    this.contestant = contestant;
    this.destination = destination;
  }

  @Override
  public long run(long operations) {
    long lines = 0;
    while (lines < operations) {
      switch (contestant) {
        case ENCODER -> encode(lines);
        case POINT -> points(lines);
        case ENCODER_HTTP -> {
          encode(lines);
          destination.accept(batch.text());
        }
        case POINT_HTTP -> {
          points(lines);
          destination.accept(text.toString());
        }
        default -> throw new IllegalArgumentException(contestant + " does not write");
      }
      lines += BATCH_LINES;
    }
    return lines;
  }

  /** A batch of lines as text. */
  String text() {
    encode(0);
    return batch.text();
  }

  private void encode(long from) {
    batch.clear();
    for (int i = 0; i < BATCH_LINES; i++) {
      encoder.encode(rows[(int) ((from + i) % rows.length)], FieldView.ALL, batch);
    }
  }

  private void points(long from) {
    text.setLength(0);
    for (int i = 0; i < BATCH_LINES; i++) {
      text.append(point(rows[(int) ((from + i) % rows.length)]).toLineProtocol()).append('\n');
    }
  }

  private static Point point(FigureRow row) {
    Point point =
        Point.measurement(row.measurement().wireName())
            .addTag("estate", row.estate())
            .addTag("grain", row.grain().wireName())
            .addTag("level", row.level().wireName())
            .addTag("line", row.line())
            .addTag("machine", row.machine())
            .addTag("origin", row.origin())
            .addTag("tenant", row.tenant())
            .addField("revision", (double) row.revision())
            .time(row.startMillis(), WritePrecision.MS);
    List<String> fields = row.measurement().fields();
    for (int i = 0; i < fields.size(); i++) {
      if (Double.isFinite(row.values()[i])) {
        point.addField(fields.get(i), row.values()[i]);
      }
    }
    return point;
  }
}
