package hk.innopark.jobs.sink.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hk.innopark.events.process.LoopbackPorts;
import hk.innopark.events.settings.SecretValue;
import hk.innopark.jobs.sink.FlinkJob;
import hk.innopark.registry.ledger.LedgerRow;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The ledger sink in a Flink cluster, against a real PostgreSQL. */
class LedgerSinkIT {
  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final int RESTARTS = 1;
  private static final int CHAINS = 5;
  private static final int ROWS_OF_EACH = 120;
  private static final List<LedgerRow> ROWS = LedgerRows.interleaved(CHAINS, ROWS_OF_EACH);
  private static final List<LedgerRow> SORTED_ROWS =
      ROWS.stream()
          .sorted(
              Comparator.comparing((LedgerRow row) -> row.entry().tenant())
                  .thenComparingLong(LedgerRow::seq))
          .toList();

  @RegisterExtension static final MiniClusterExtension FLINK = FlinkJob.cluster();

  @TempDir Path folder;

  @BeforeEach
  void resetFailure() {
    FailsOnce.reset();
  }

  @Test
  void eachRowIsThereOnceAfterAFailure() throws Exception {
    FailsOnce.armed.set(true);
    try (EmbeddedPostgres postgres =
        EmbeddedPostgres.builder().setPort(LoopbackPorts.free()).start()) {
      LedgerTable ledger = new LedgerTable(postgres.getPostgresDatabase());
      ledger.create();

      run(config(postgres.getPort(), Duration.ofMinutes(1)), 300);

      assertThat(FailsOnce.failures).as("injected failures").hasValue(1);
      assertThat(ledger.offers()).as("rows offered").isGreaterThan(ROWS.size());
      assertThat(ledger.rows()).isEqualTo(SORTED_ROWS).allMatch(LedgerRow::isIntact);
    }
  }

  @Test
  void anOutageIsWaitedForWithoutARestart() throws Exception {
    Path data = folder.resolve("postgres");
    EmbeddedPostgres before = postgres(data).start();
    int port = before.getPort();
    LedgerTable ledger = new LedgerTable(before.getPostgresDatabase());
    ledger.create();

    JobClient job = pipeline(config(port, Duration.ofMinutes(2)), 150).executeAsync("ledger");
    await().atMost(TIMEOUT).until(() -> ledger.offers() > 50);
    before.close();
    int sentUntilThen = FailsOnce.mapped.get();
    await().atMost(TIMEOUT).until(() -> FailsOnce.mapped.get() > sentUntilThen);
    try (EmbeddedPostgres after = postgres(data).setPort(port).start()) {
      job.getJobExecutionResult().get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);

      assertThat(new LedgerTable(after.getPostgresDatabase()).rows()).isEqualTo(SORTED_ROWS);
      assertThat(FailsOnce.starts).as("starts of the job").hasValue(1);
    }
  }

  @Test
  void aPasswordThatIsExchangedIsUsedWithoutARestart() throws Exception {
    Path password = Files.writeString(folder.resolve("password"), LedgerTable.PASSWORD);
    try (EmbeddedPostgres postgres =
        EmbeddedPostgres.builder().setPort(LoopbackPorts.free()).start()) {
      LedgerTable ledger = new LedgerTable(postgres.getPostgresDatabase());
      ledger.create();
      JobClient job = pipeline(config(postgres.getPort(), password), 150).executeAsync("ledger");
      await().atMost(TIMEOUT).until(() -> ledger.offers() > 50);
      ledger.exchangePassword("another");
      int sentUntilThen = FailsOnce.mapped.get();
      await().atMost(TIMEOUT).until(() -> FailsOnce.mapped.get() > sentUntilThen);
      Files.writeString(password, "another");

      job.getJobExecutionResult().get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);

      assertThat(ledger.rows()).isEqualTo(SORTED_ROWS);
      assertThat(FailsOnce.starts).as("starts of the job").hasValue(1);
    }
  }

  @Test
  void anotherRowInARowsPlaceStopsItsChainAndNoOther() throws Exception {
    try (EmbeddedPostgres postgres =
        EmbeddedPostgres.builder().setPort(LoopbackPorts.free()).start()) {
      LedgerTable ledger = new LedgerTable(postgres.getPostgresDatabase());
      ledger.create();
      LedgerRow other = LedgerRow.chain(LedgerRows.entry("tenant-0", 77), 1, LedgerRow.GENESIS);
      ledger.insert(other);

      run(config(postgres.getPort(), Duration.ofMinutes(1)), 600);

      List<LedgerRow> expected =
          new ArrayList<>(
              ROWS.stream().filter(row -> !row.entry().tenant().equals("tenant-0")).toList());
      expected.add(other);
      assertThat(ledger.rows()).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  private static EmbeddedPostgres.Builder postgres(Path data) {
    return EmbeddedPostgres.builder()
        .setPort(LoopbackPorts.free())
        .setDataDirectory(data)
        .setCleanDataDirectory(false);
  }

  private static LedgerSinkConfig config(int port, Duration maxOutage) {
    return new LedgerSinkConfig(
        "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
        LedgerTable.WRITER,
        SecretValue.of(LedgerTable.PASSWORD),
        7,
        maxOutage,
        Duration.ofSeconds(30));
  }

  private static LedgerSinkConfig config(int port, Path passwordFile) {
    return LedgerSinkConfig.fromEnvironment(
        Map.of(
            "LEDGER_JDBC_URL",
            "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
            "LEDGER_USER",
            LedgerTable.WRITER,
            "LEDGER_PASSWORD_FILE",
            passwordFile.toString(),
            "LEDGER_BATCH_ROWS",
            "7"));
  }

  private static void run(LedgerSinkConfig config, double rowsPerSecond) throws Exception {
    pipeline(config, rowsPerSecond).execute("ledger");
  }

  private static StreamExecutionEnvironment pipeline(
      LedgerSinkConfig config, double rowsPerSecond) {
    StreamExecutionEnvironment environment = FlinkJob.environment(RESTARTS);
    TypeInformation<LedgerRow> type = TypeInformation.of(LedgerRow.class);
    environment
        .fromSource(
            new DataGeneratorSource<>(
                new RowByIndex(), ROWS.size(), RateLimiterStrategy.perSecond(rowsPerSecond), type),
            WatermarkStrategy.noWatermarks(),
            "rows")
        .setParallelism(1)
        .map(new FailsOnce())
        .returns(type)
        .setParallelism(1)
        .keyBy(new LedgerChainKey())
        .sinkTo(LedgerSink.create(config));
    return environment;
  }

  private static final class RowByIndex implements GeneratorFunction<Long, LedgerRow> {
    private static final long serialVersionUID = 1L;

    @Override
    public LedgerRow map(Long index) {
      return ROWS.get(index.intValue());
    }
  }

  /** Throws once, after the first checkpoint and past half of the rows. */
  private static final class FailsOnce extends RichMapFunction<LedgerRow, LedgerRow>
      implements CheckpointListener {
    private static final long serialVersionUID = 1L;
    static final AtomicBoolean armed = new AtomicBoolean();
    static final AtomicBoolean checkpointed = new AtomicBoolean();
    static final AtomicInteger failures = new AtomicInteger();
    static final AtomicInteger starts = new AtomicInteger();
    static final AtomicInteger mapped = new AtomicInteger();

    static void reset() {
      armed.set(false);
      checkpointed.set(false);
      failures.set(0);
      starts.set(0);
      mapped.set(0);
    }

    @Override
    public void open(OpenContext context) {
      starts.incrementAndGet();
    }

    @Override
    public LedgerRow map(LedgerRow row) {
      if (row.seq() > ROWS_OF_EACH / 2 && checkpointed.get() && armed.getAndSet(false)) {
        failures.incrementAndGet();
        throw new IllegalStateException("injected");
      }
      mapped.incrementAndGet();
      return row;
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
      checkpointed.set(true);
    }
  }
}
