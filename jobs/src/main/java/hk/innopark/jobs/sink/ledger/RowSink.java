package hk.innopark.jobs.sink.ledger;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.jdbc.JdbcExecutionOptions;
import org.apache.flink.connector.jdbc.JdbcStatementBuilder;
import org.apache.flink.connector.jdbc.core.datastream.sink.JdbcSink;

/**
 * Writes rows of the shop floor to PostgreSQL, each in its place, at least once: a repetition is
 * put right by what follows it, as long as the rows of one place stay in order.
 */
final class RowSink {
  private static final int BATCH_ROWS = 500;
  private static final int BATCH_MILLIS = 1_000;
  private static final int RETRIES = 3;

  private RowSink() {}

  /**
   * A sink of one table.
   *
   * @param application what PostgreSQL calls its connections
   * @param sql inserts a row, or puts right what is in its place
   */
  static <T> Sink<T> create(
      LedgerSinkConfig config, String application, String sql, JdbcStatementBuilder<T> set) {
    return JdbcSink.<T>builder()
        .withQueryStatement(sql, set)
        .withExecutionOptions(
            JdbcExecutionOptions.builder()
                .withBatchSize(BATCH_ROWS)
                .withBatchIntervalMs(BATCH_MILLIS)
                .withMaxRetries(RETRIES)
                .build())
        .buildAtLeastOnce(PatientConnectionProvider.of(config, application));
  }

  static OffsetDateTime utc(long epochMillis) {
    return Instant.ofEpochMilli(epochMillis).atOffset(ZoneOffset.UTC);
  }
}
