package hk.innopark.embedded.server;

import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;

/** Counts what passes, through restarts; tells how much it knew when it was restored. */
final class CountingFunction extends RichMapFunction<Long, Long> implements CheckpointedFunction {
  static final String COUNTED = "counted";
  static final String RESTORED = "restored";

  private static final long serialVersionUID = 1L;

  private transient ListState<Long> state;
  private transient long count;

  @Override
  public Long map(Long value) {
    count++;
    getRuntimeContext().getLongCounter(COUNTED).add(1L);
    return count;
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    state.clear();
    state.add(count);
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    state =
        context.getOperatorStateStore().getListState(new ListStateDescriptor<>("c", Long.class));
    for (Long part : state.get()) {
      count += part;
    }
    LongCounter restored = getRuntimeContext().getLongCounter(RESTORED);
    restored.add(count);
  }
}
