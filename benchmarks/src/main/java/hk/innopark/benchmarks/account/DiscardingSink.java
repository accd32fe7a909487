package hk.innopark.benchmarks.account;

import java.io.IOException;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Forgets what it is given, and says how far time has come. */
class DiscardingSink<T> implements Sink<T> {
  private static final long serialVersionUID = 1L;

  private final String name;

  DiscardingSink(String name) {
    this.name = name;
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) {
    return new Writer<>(name + context.getTaskInfo().getIndexOfThisSubtask());
  }

  /** Forgets. */
  static class Writer<T> implements SinkWriter<T> {
    private final String name;

    Writer(String name) {
      this.name = name;
      Progress.watermark(name, Long.MIN_VALUE);
    }

    @Override
    public void write(T element, Context context) throws IOException {}

    @Override
    public void writeWatermark(Watermark watermark) {
      Progress.watermark(name, watermark.getTimestamp());
    }

    @Override
    public void flush(boolean endOfInput) {}

    @Override
    public void close() {}
  }
}
