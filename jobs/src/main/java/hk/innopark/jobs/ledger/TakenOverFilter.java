package hk.innopark.jobs.ledger;

import java.io.Serializable;
import java.time.Duration;
import java.util.function.ToLongFunction;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Lets nothing through that another release has said already, while its messages are read once
 * more: what became known up to {@link LedgerTakeover#untilMillis}, and what is of periods that
 * begin before {@link LedgerTakeover#completeFromMillis}. It keeps both moments in its state.
 *
 * @param <T> what comes out of the pipeline
 */
public final class TakenOverFilter<T> extends ProcessFunction<T, T>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  /** What is said twice replaces itself; what became known while the other stopped must be said. */
  private static final long OVERLAP_MILLIS = Duration.ofMinutes(1).toMillis();

  private final PeriodStart<T> periodStart;
  private long untilMillis;
  private long completeFromMillis;
  private transient ListState<Tuple2<Long, Long>> moments;

  /**
   * When the period of an element begins, epoch milliseconds.
   *
   * @param <T> of what
   */
  public interface PeriodStart<T> extends ToLongFunction<T>, Serializable {}

  /** Of something that is of no period. */
  public TakenOverFilter(LedgerTakeover takeover) {
    this(takeover, element -> Long.MAX_VALUE);
  }

  public TakenOverFilter(LedgerTakeover takeover, PeriodStart<T> periodStart) {
    this.untilMillis = takeover.untilMillis();
    this.completeFromMillis = takeover.completeFromMillis();
    this.periodStart = periodStart;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    moments =
        context
            .getOperatorStateStore()
            .getUnionListState(
                new ListStateDescriptor<>("taken-over", Types.TUPLE(Types.LONG, Types.LONG)));
    if (context.isRestored()) {
      // every subtask has kept the same two; what was restored without them takes nothing over
      untilMillis = Long.MIN_VALUE;
      completeFromMillis = Long.MIN_VALUE;
      for (Tuple2<Long, Long> kept : moments.get()) {
        untilMillis = kept.f0;
        completeFromMillis = kept.f1;
      }
    }
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    moments.clear();
    if (untilMillis != Long.MIN_VALUE) {
      moments.add(Tuple2.of(untilMillis, completeFromMillis));
    }
  }

  @Override
  public void processElement(T element, Context context, Collector<T> out) {
    Long knownAt = context.timestamp();
    boolean isSaid =
        (knownAt != null && knownAt + OVERLAP_MILLIS < untilMillis)
            || periodStart.applyAsLong(element) < completeFromMillis;
    if (!isSaid) {
      out.collect(element);
    }
  }
}
