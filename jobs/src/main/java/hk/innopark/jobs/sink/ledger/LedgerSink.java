package hk.innopark.jobs.sink.ledger;

import hk.innopark.registry.ledger.LedgerRow;
import java.time.Duration;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.jdbc.JdbcConnectionOptions;
import org.apache.flink.connector.jdbc.datasource.connections.SimpleJdbcConnectionProvider;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Appends ledger rows to PostgreSQL when the checkpoint that holds them has completed, and not
 * before: what is visible is what no restart takes back. Rows are written at least once; the table
 * makes that exactly once, because it ignores a row that it already holds.
 *
 * <p>The table also refuses a row whose predecessor it does not hold, so the rows of one chain must
 * arrive in the order of their {@code seq}: key the stream by {@link LedgerChainKey} directly
 * before this sink. One chain then stays on one subtask, in one connection, in order, at any
 * parallelism.
 */
public final class LedgerSink implements Sink<LedgerRow>, SupportsCommitter<LedgerBatch> {
  private static final long serialVersionUID = 1L;
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
  public LedgerSinkWriter createWriter(WriterInitContext context) {
    return new LedgerSinkWriter(config.batchRows());
  }

  @Override
  public Committer<LedgerBatch> createCommitter(CommitterInitContext context) {
    PatientConnectionProvider connections =
        new PatientConnectionProvider(
            new SimpleJdbcConnectionProvider(connectionOptions()),
            config.jdbcUrl(),
            config.maxOutage());
    return new LedgerCommitter(connections, context.metricGroup());
  }

  @Override
  public SimpleVersionedSerializer<LedgerBatch> getCommittableSerializer() {
    return LedgerBatch.Serializer.INSTANCE;
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
