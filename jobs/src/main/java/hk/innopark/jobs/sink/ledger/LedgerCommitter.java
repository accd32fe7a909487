package hk.innopark.jobs.sink.ledger;

import hk.innopark.registry.ledger.LedgerRow;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.groups.SinkCommitterMetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the rows of completed checkpoints, chain by chain. Where the table refuses a row because
 * it contradicts one that is there, that chain stops and says so; all others go on. It is for a
 * person to find out which of the two is right.
 */
final class LedgerCommitter implements Committer<LedgerBatch> {
  /** Name of a metric: how many chains of this subtask have stopped since it started. */
  static final String STOPPED = "ledgerChainsStopped";

  private static final Logger LOG = LoggerFactory.getLogger(LedgerCommitter.class);

  /** What the table's trigger raises, and violated constraints: asking again does not help. */
  private static final String RAISED = "P0001";

  private static final String VIOLATION = "23";
  private static final int ATTEMPTS = 3;

  private final PatientConnectionProvider connections;
  private final LedgerInsert insert = new LedgerInsert();
  private final LedgerChainKey chainKey = new LedgerChainKey();
  private final Set<String> stopped = new HashSet<>();
  private final Counter sent;

  LedgerCommitter(PatientConnectionProvider connections, SinkCommitterMetricGroup metrics) {
    this.connections = connections;
    this.sent = metrics.counter("numRecordsSend");
    metrics.gauge(STOPPED, stopped::size);
  }

  @Override
  public void commit(Collection<CommitRequest<LedgerBatch>> requests) throws IOException {
    Map<String, List<LedgerRow>> chains = new LinkedHashMap<>();
    for (CommitRequest<LedgerBatch> request : requests) {
      for (LedgerRow row : request.getCommittable().rows()) {
        chains.computeIfAbsent(chainKey.getKey(row), key -> new ArrayList<>()).add(row);
      }
    }
    for (Map.Entry<String, List<LedgerRow>> chain : chains.entrySet()) {
      if (!stopped.contains(chain.getKey())) {
        append(chain.getKey(), chain.getValue());
      }
    }
  }

  @Override
  public void close() {
    connections.close();
  }

  private void append(String chain, List<LedgerRow> rows) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        append(rows);
        sent.inc(rows.size());
        return;
      } catch (SQLException refused) {
        if (contradicts(refused)) {
          stopped.add(chain);
          LOG.error(
              "the ledger of {} stops: {} (all other chains go on; see the runbook, A ledger chain"
                  + " has stopped)",
              chain.replace('|', ' '),
              line(refused));
          return;
        }
        if (attempt == ATTEMPTS) {
          throw new IOException("the ledger could not be written: " + line(refused), refused);
        }
      } catch (ClassNotFoundException missing) {
        throw new IOException("PostgreSQL's driver is missing", missing);
      }
    }
  }

  private void append(List<LedgerRow> rows) throws SQLException, ClassNotFoundException {
    Connection connection = open();
    boolean isDone = false;
    connection.setAutoCommit(false);
    try (PreparedStatement statement = connection.prepareStatement(LedgerInsert.SQL)) {
      for (LedgerRow row : rows) {
        insert.accept(statement, row);
        statement.addBatch();
      }
      statement.executeBatch();
      connection.commit();
      isDone = true;
    } finally {
      if (!isDone) {
        rollBack(connection);
      }
    }
  }

  private Connection open() throws SQLException, ClassNotFoundException {
    Connection connection = connections.getConnection();
    if (connection == null) {
      return connections.getOrEstablishConnection();
    }
    return connections.isConnectionValid() ? connection : connections.reestablishConnection();
  }

  private static void rollBack(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException gone) {
      LOG.debug("nothing to roll back: the connection is gone", gone);
    }
  }

  private static boolean contradicts(SQLException refused) {
    for (SQLException cause = refused; cause != null; cause = cause.getNextException()) {
      String state = cause.getSQLState();
      if (state != null && (state.equals(RAISED) || state.startsWith(VIOLATION))) {
        return true;
      }
    }
    return false;
  }

  /** The server's own words, in one line. */
  private static String line(SQLException refused) {
    SQLException last = refused.getNextException() == null ? refused : refused.getNextException();
    return String.valueOf(last.getMessage()).lines().findFirst().orElse("refused");
  }
}
