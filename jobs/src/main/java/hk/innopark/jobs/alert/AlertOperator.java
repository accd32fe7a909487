package hk.innopark.jobs.alert;

import hk.innopark.events.Alert;
import java.util.List;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;

/**
 * Runs the alerts of one level. What is remembered is in memory while the job runs, and in the
 * state backend from a checkpoint on, so that an input costs no access to state whatever the
 * backend.
 */
final class AlertOperator<I> extends KeyedProcessOperator<String, I, Alert> {
  private static final long serialVersionUID = 1L;

  private final AlertFunction<I> function;

  AlertOperator(AlertFunction<I> function) {
    super(function);
    this.function = function;
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    for (String key : List.copyOf(function.changedKeys())) {
      setCurrentKey(key);
      function.store(key);
    }
    super.snapshotState(context);
  }
}
