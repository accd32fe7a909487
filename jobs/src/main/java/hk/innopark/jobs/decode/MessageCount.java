package hk.innopark.jobs.decode;

import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.Counter;

/**
 * Counts messages under one name twice: as a metric, which is exported and outlives the job in
 * Prometheus, and as an accumulator, which who started the job can ask for.
 */
public final class MessageCount {
  private final LongCounter accumulator = new LongCounter();
  private final Counter metric;

  private MessageCount(Counter metric) {
    this.metric = metric;
  }

  /** A count of this subtask; open it once. */
  public static MessageCount open(RuntimeContext context, String name) {
    MessageCount count = new MessageCount(context.getMetricGroup().counter(name));
    context.addAccumulator(name, count.accumulator);
    return count;
  }

  /** One message more. */
  public void add() {
    accumulator.add(1);
    metric.inc();
  }
}
