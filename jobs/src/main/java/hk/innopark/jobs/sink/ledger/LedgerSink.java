package hk.innopark.jobs.sink.ledger;

import hk.innopark.registry.ledger.LedgerRow;
import java.io.IOException;
import java.time.Duration;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.jdbc.JdbcConnectionOptions;
import org.apache.flink.connector.jdbc.JdbcExecutionOptions;
import org.apache.flink.connector.jdbc.core.datastream.sink.JdbcSink;
import org.apache.flink.connector.jdbc.datasource.connections.JdbcConnectionProvider;
import org.apache.flink.connector.jdbc.datasource.connections.SimpleJdbcConnectionProvider;

/**
 * Appends ledger rows to PostgreSQL, at least once; the table makes that exactly once, because it
 * ignores a row that it already holds.
 *
 * <p>The table also refuses a row whose predecessor it does not hold, so the rows of one chain must
 * arrive in the order of their {@code seq}: key the stream by {@link LedgerChainKey} directly
 * before this sink. One chain then stays on one subtask, in one connection, in order, at any
 * parallelism.
 *
 * <p>Rows are written when a batch is full and at every checkpoint, always by the task's own
 * thread. The connector's timed flush is left off: it runs in a second thread that holds the
 * writer's lock through an outage, and a task that is cancelled then waits for it until Flink kills
 * the process. Without it a row is in the table at the latest when the checkpoint that covers it
 * completes, and closed hours are in no hurry.
 */
public final class LedgerSink implements Sink<LedgerRow> {
  private static final long serialVersionUID = 1L;

  /** Of one batch on a live connection; what a lost connection costs is waited for elsewhere. */
  private static final int RETRIES = 3;

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration VALIDITY_TIMEOUT = Duration.ofSeconds(10);

  private final LedgerSinkConfig config;

  private LedgerSink(LedgerSinkConfig config) {
    this.config = config;
  }

  public static LedgerSink create(LedgerSinkConfig config) {
    return new LedgerSink(config);
  }

  @Override
  public SinkWriter<LedgerRow> createWriter(WriterInitContext context) throws IOException {
    JdbcConnectionProvider connections =
        new PatientConnectionProvider(
            new SimpleJdbcConnectionProvider(connectionOptions()),
            config.jdbcUrl(),
            config.maxOutage());
    JdbcSink<LedgerRow> sink =
        JdbcSink.<LedgerRow>builder()
            .withQueryStatement(LedgerInsert.SQL, new LedgerInsert())
            .withExecutionOptions(
                JdbcExecutionOptions.builder()
                    .withBatchSize(config.batchRows())
                    .withBatchIntervalMs(0)
                    .withMaxRetries(RETRIES)
                    .build())
            .buildAtLeastOnce(connections);
    return new LedgerSinkWriter(
        sink.createWriter(context), connections, context.metricGroup().getNumRecordsSendCounter());
  }

  private JdbcConnectionOptions connectionOptions() {
    return new JdbcConnectionOptions.JdbcConnectionOptionsBuilder()
        .withUrl(config.jdbcUrl())
        .withDriverName("org.postgresql.Driver")
        .withUsername(config.user())
        .withPassword(config.password().reveal())
        .withProperty("ApplicationName", "innopark-ledger")
        .withProperty("connectTimeout", Long.toString(CONNECT_TIMEOUT.toSeconds()))
        // a server that takes the connection and then hangs must not hold the task for ever
        .withProperty("socketTimeout", Long.toString(atLeastOneSecond(config.statementTimeout())))
        .withProperty("tcpKeepAlive", "true")
        .withConnectionCheckTimeoutSeconds((int) VALIDITY_TIMEOUT.toSeconds())
        .build();
  }

  private static long atLeastOneSecond(Duration duration) {
    return Math.max(1, duration.toSeconds());
  }
}
