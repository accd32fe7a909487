package hk.innopark.jobs.sink.ledger;

import hk.innopark.registry.ledger.LedgerRow;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
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
    PatientConnectionProvider connections = PatientConnectionProvider.of(config, "innopark-ledger");
    return new LedgerCommitter(connections, context.metricGroup());
  }

  @Override
  public SimpleVersionedSerializer<LedgerBatch> getCommittableSerializer() {
    return LedgerBatch.Serializer.INSTANCE;
  }
}
