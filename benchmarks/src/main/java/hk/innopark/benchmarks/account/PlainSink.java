package hk.innopark.benchmarks.account;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Counts rows and forgets them, except the hours of estates where it is told so. */
final class PlainSink implements Sink<PlainSums> {
  private static final long serialVersionUID = 1L;
  private static final Map<String, PlainSums> HOURS = new ConcurrentHashMap<>();

  private final boolean keeps;

  PlainSink(boolean keeps) {
    this.keeps = keeps;
  }

  static void keep(PlainSums hour) {
    HOURS.put(hour.key + hour.startMillis, hour);
  }

  static Checksums checksums() {
    PlainSums total = new PlainSums();
    HOURS.values().forEach(total::add);
    return new Checksums(
        total.messages,
        total.good,
        Math.round(total.gridKwh * 1e9),
        Math.round(total.runningKwh * 1e9),
        total.runningMillis);
  }

  @Override
  public SinkWriter<PlainSums> createWriter(WriterInitContext context) {
    return new SinkWriter<>() {
      @Override
      public void write(PlainSums sums, Context ignored) {
        Progress.ROWS.increment();
        if (keeps) {
          keep(sums);
        }
      }

      @Override
      public void flush(boolean endOfInput) {}

      @Override
      public void close() {}
    };
  }
}
