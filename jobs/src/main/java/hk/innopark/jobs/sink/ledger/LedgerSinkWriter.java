package hk.innopark.jobs.sink.ledger;

import hk.innopark.registry.ledger.LedgerRow;
import java.io.IOException;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.connector.jdbc.core.datastream.sink.writer.JdbcWriter;
import org.apache.flink.connector.jdbc.datasource.connections.JdbcConnectionProvider;
import org.apache.flink.metrics.Counter;

/**
 * The connector's writer, closed quietly.
 *
 * <p>On close the connector writes what is still in its batch. After a failure that is a second
 * attempt at what has just failed; its exception, thrown while Flink cleans up, counts as fatal and
 * ends the whole TaskManager. It is not needed either: what no flush has covered is replayed.
 */
final class LedgerSinkWriter implements SinkWriter<LedgerRow> {
  private final JdbcWriter<LedgerRow> writer;
  private final JdbcConnectionProvider connections;
  private final Counter sent;

  LedgerSinkWriter(JdbcWriter<LedgerRow> writer, JdbcConnectionProvider connections, Counter sent) {
    this.writer = writer;
    this.connections = connections;
    this.sent = sent;
  }

  @Override
  public void write(LedgerRow row, Context context) throws IOException, InterruptedException {
    writer.write(row, context);
    sent.inc();
  }

  @Override
  public void flush(boolean endOfInput) throws IOException, InterruptedException {
    writer.flush(endOfInput);
  }

  @Override
  public void close() {
    connections.closeConnection();
  }
}
