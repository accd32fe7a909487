package hk.innopark.jobs.sink.influx;

import hk.innopark.events.Level;
import hk.innopark.events.settings.SecretValue;
import hk.innopark.jobs.figures.FigureRow;
import hk.innopark.jobs.figures.Measurement;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.flink.metrics.SimpleCounter;

/** A sender with the real client, and a real server that misbehaves. */
final class SenderBench implements AutoCloseable {
  static final int BATCH_LINES = 128;

  final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
  final List<String> rejected = Collections.synchronizedList(new ArrayList<>());
  final InfluxSinkMetrics metrics =
      new InfluxSinkMetrics(
          new SimpleCounter(),
          new SimpleCounter(),
          new SimpleCounter(),
          new SimpleCounter(),
          new SimpleCounter(),
          new SimpleCounter(),
          new SimpleCounter());

  MisbehavingServer server;
  volatile BatchSender.Pause pause = pauses::add;

  /** Null before the sending has begun. */
  Sending writer;

  SenderBench() throws IOException {
    server = MisbehavingServer.start();
  }

  void begin(InfluxSinkConfig config) {
    writer =
        new Sending(
            config,
            (bucket, line, message) -> rejected.add(bucket + "|" + message + "|" + line),
            metrics,
            duration -> pause.sleep(duration));
  }

  void write(List<FigureRow> rows) throws Exception {
    for (FigureRow row : rows) {
      writer.write(row);
    }
  }

  static List<FigureRow> rows(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            minute ->
                FigureRows.row(
                    Measurement.ENERGY,
                    Level.MACHINE,
                    "oven-1",
                    FigureRows.START_MILLIS + minute * FigureRows.MINUTE_MILLIS,
                    1,
                    Map.of("mean_kw", minute / 10.0)))
        .toList();
  }

  static InfluxSinkConfig config(URI url) {
    return configBuilder(url).build();
  }

  static InfluxSinkConfig.Builder configBuilder(URI url) {
    return InfluxSinkConfig.builder(url)
        .token(SecretValue.of("t0ken"))
        .batchLines(BATCH_LINES)
        .linger(Duration.ofHours(1))
        .maxRetryTime(Duration.ofMinutes(1));
  }

  @Override
  public void close() {
    if (writer != null) {
      writer.close();
    }
    server.close();
  }
}
