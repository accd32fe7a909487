package hk.innopark.jobs.sink.ledger;

import hk.innopark.jobs.ledger.LedgerTakeover;
import hk.innopark.registry.ledger.LedgerRow;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.postgresql.Driver;

/**
 * Refuses to start with empty state on a ledger that has rows: a row is there only when a
 * checkpoint has completed, so that checkpoint is missing, and figures of open periods would be
 * computed from the rest alone.
 */
public final class EmptyStateGuard extends ProcessFunction<LedgerRow, LedgerRow>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  private final LedgerSinkConfig config;
  private final boolean takesOver;

  public EmptyStateGuard(LedgerSinkConfig config, LedgerTakeover takeover) {
    this.config = config;
    this.takesOver = !takeover.isNone();
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws SQLException {
    if (!context.isRestored() && !takesOver && hasRows()) {
      throw new SuppressRestartsException(
          new IllegalStateException(
              "the ledger has rows, but the job starts with empty state. Start it from its newest"
                  + " savepoint or checkpoint (FLINK_SAVEPOINT); where that is lost or of a release"
                  + " that cannot be taken over, run innopark migrate and name its file in"
                  + " LEDGER_TAKEOVER_FILE: see the runbook, Upgrade without a savepoint"));
    }
  }

  private boolean hasRows() throws SQLException {
    Properties login = new Properties();
    login.setProperty("user", config.user());
    login.setProperty("password", config.password().reveal());
    login.setProperty("connectTimeout", "10");
    login.setProperty(
        "socketTimeout", Long.toString(Math.max(1, config.statementTimeout().toSeconds())));
    try (Connection connection = new Driver().connect(config.jdbcUrl(), login);
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery("SELECT ledger_has_rows()")) {
      return answer.next() && answer.getBoolean(1);
    }
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) {
    // nothing is kept
  }

  @Override
  public void processElement(LedgerRow row, Context context, Collector<LedgerRow> out) {
    out.collect(row);
  }
}
