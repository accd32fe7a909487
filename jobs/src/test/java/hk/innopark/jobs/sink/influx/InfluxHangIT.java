package hk.innopark.jobs.sink.influx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hk.innopark.events.RawMessage;
import hk.innopark.jobs.FlinkDefaults;
import hk.innopark.jobs.PipelineConfig;
import hk.innopark.jobs.TelemetryPipeline;
import hk.innopark.jobs.figures.FigureRow;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.jobs.sink.FlinkJob;
import hk.innopark.jobs.source.RawMessageType;
import hk.innopark.registry.RegistryYaml;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The pipeline under load while the server of figures takes connections and never answers; for some
 * seconds, or for {@code -Dhang.seconds}.
 */
class InfluxHangIT {
  private static final Duration HANG = Duration.ofSeconds(Long.getLong("hang.seconds", 10));
  private static final long START_MILLIS = 1_793_577_600_000L;
  private static final int PERIOD_MILLIS = 10_000;
  private static final int MESSAGES_PER_SECOND = 400;

  /** So many that they outlast the hang. */
  private static final long MESSAGES = MESSAGES_PER_SECOND * (HANG.toSeconds() + 20);

  private static final AtomicInteger LEDGER_ROWS = new AtomicInteger();
  private static final AtomicInteger ALERTS = new AtomicInteger();

  /** The newest line of each point, as the pipeline made it. */
  private static final Map<String, String> NEWEST = new ConcurrentHashMap<>();

  @RegisterExtension static final MiniClusterExtension FLINK = FlinkJob.cluster();

  @Test
  void neitherTheLedgerNorAlertsWaitForItAndNothingIsLost() throws Exception {
    try (MisbehavingServer server = MisbehavingServer.start()) {
      CompletableFuture<Void> job = CompletableFuture.runAsync(() -> run(server));
      await().atMost(Duration.ofMinutes(2)).until(() -> LEDGER_ROWS.get() > 0);

      server.usually(MisbehavingServer.hang());
      int requests = server.requests().size();
      await().atMost(Duration.ofMinutes(1)).until(() -> server.requests().size() > requests);
      int accepted = server.accepted().size();
      int ledgerRows = LEDGER_ROWS.get();
      int alerts = ALERTS.get();
      await().during(HANG).atMost(HANG.plusMinutes(1)).until(() -> !job.isDone());
      System.out.printf(
          "while the server hung for %d s: %d ledger rows committed, %d alerts, %d lines taken%n",
          HANG.toSeconds(),
          LEDGER_ROWS.get() - ledgerRows,
          ALERTS.get() - alerts,
          server.accepted().size() - accepted);

      assertThat(server.accepted()).hasSize(accepted);
      assertThat(LEDGER_ROWS.get()).isGreaterThan(ledgerRows);
      assertThat(ALERTS.get()).isGreaterThan(alerts);

      server.usually(MisbehavingServer::accept);
      job.get(5, TimeUnit.MINUTES);
      Map<String, String> stored = new ConcurrentHashMap<>();
      server.accepted().forEach(line -> stored.put(identity(line), line));
      assertThat(stored.keySet().equals(NEWEST.keySet())).as("same points").isTrue();
      assertThat(
              NEWEST.entrySet().stream().filter(e -> !e.getValue().equals(stored.get(e.getKey()))))
          .as("points of another revision")
          .isEmpty();
    }
  }

  private static void run(MisbehavingServer server) {
    StreamExecutionEnvironment environment = FlinkJob.environment(0);
    environment.configure(FlinkDefaults.pipeline());
    DataStream<RawMessage> messages =
        environment
            .fromSource(
                new DataGeneratorSource<>(
                    InfluxHangIT::message,
                    MESSAGES,
                    RateLimiterStrategy.perSecond(MESSAGES_PER_SECOND),
                    RawMessageType.INSTANCE),
                WatermarkStrategy.<RawMessage>forMonotonousTimestamps()
                    .withTimestampAssigner((message, ignored) -> message.receivedAtMillis()),
                "messages")
            .setParallelism(1)
            .uid("messages");
    TelemetryPipeline.Outputs outputs =
        TelemetryPipeline.build(
            messages,
            PipelineConfig.live(
                    ReferenceData.Source.of(
                        RegistryYaml.parse(RegistryYaml.sampleText(), "sample.yaml")))
                .boundedBy(Instant.ofEpochMilli(START_MILLIS + MESSAGES / 2 * PERIOD_MILLIS)));
    InfluxSink.into(
            InfluxSinkConfig.builder(server.url())
                .routing(InfluxRouting.SINGLE_BUCKET)
                .requestTimeout(Duration.ofSeconds(3))
                .build())
        .figures(outputs.figuresByLevel())
        .write();
    for (int i = 0; i < outputs.figuresByLevel().size(); i++) {
      discard(outputs.figuresByLevel().get(i).process(new Newest()).uid("newest-" + i), "f" + i);
    }
    discard(outputs.ledger().process(new Committed<>()).uid("committed"), "ledger");
    discard(outputs.alerts().process(new Seen<>()).uid("seen"), "alerts");
    try {
      environment.execute("hang");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static <T> void discard(DataStream<T> stream, String name) {
    stream.sinkTo(new DiscardingSink<>()).uid("discard-" + name);
  }

  /** Two machines of a line, down for half of each hour. */
  private static RawMessage message(Long index) {
    long tick = index / 2;
    boolean first = index % 2 == 0;
    long ts = START_MILLIS + tick * PERIOD_MILLIS;
    String state = tick / 180 % 2 == 0 ? "DOWN" : "RUNNING";
    String payload =
        "{\"ts\":%d,\"boot\":\"b\",\"seq\":%d,\"signals\":{\"state\":\"%s\",\"good_count\":%d,\"active_energy_kwh\":%d.5}}"
            .formatted(ts, tick, state, tick, tick / 10);
    return new RawMessage(
        ts + 100,
        "innopark/tai-po/golden-noodle/line-1/" + (first ? "oven-1" : "packer-1"),
        payload.getBytes(UTF_8));
  }

  private static String identity(String line) {
    LineBatch batch = new LineBatch();
    batch.append((line + "\n").getBytes(UTF_8));
    return batch.identity(0);
  }

  private static final class Newest extends ProcessFunction<FigureRow, String> {
    private static final long serialVersionUID = 1L;
    private transient LineProtocolEncoder encoder;

    @Override
    public void processElement(FigureRow row, Context context, Collector<String> out) {
      encoder = encoder == null ? new LineProtocolEncoder() : encoder;
      LineBatch batch = new LineBatch();
      encoder.encode(row, FieldView.ALL, batch);
      NEWEST.put(batch.identity(0), batch.text(0, 1).strip());
    }
  }

  /** Counts what a completed checkpoint has covered, as the ledger's committer would. */
  private static final class Committed<T> extends ProcessFunction<T, String>
      implements CheckpointListener {
    private static final long serialVersionUID = 1L;
    private transient int rows;

    @Override
    public void processElement(T row, Context context, Collector<String> out) {
      rows++;
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
      LEDGER_ROWS.addAndGet(rows);
      rows = 0;
    }
  }

  private static final class Seen<T> extends ProcessFunction<T, String> {
    private static final long serialVersionUID = 1L;

    @Override
    public void processElement(T alert, Context context, Collector<String> out) {
      ALERTS.incrementAndGet();
    }
  }
}
