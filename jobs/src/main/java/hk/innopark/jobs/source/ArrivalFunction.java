package hk.innopark.jobs.source;

import hk.innopark.events.RawMessage;
import java.util.HashMap;
import java.util.Map;
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
 * Stamps each message with its arrival time: the running maximum, within its partition, of the time
 * at which a gateway had it. So arrival time is a property of a record in Kafka, it never falls
 * behind the watermark of its partition, and a gateway whose clock is behind makes nothing late.
 */
public final class ArrivalFunction extends ProcessFunction<PartitionedMessage, RawMessage>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  private final Map<Integer, Long> arrivals = new HashMap<>();

  /** All partitions' arrivals, for whoever reads them after a restart. */
  private transient ListState<Tuple2<Integer, Long>> saved;

  @Override
  public void processElement(
      PartitionedMessage record, Context context, Collector<RawMessage> out) {
    RawMessage message = record.message();
    long arrival = arrivals.merge(record.partition(), message.receivedAtMillis(), Math::max);
    out.collect(
        arrival == message.receivedAtMillis()
            ? message
            : new RawMessage(arrival, message.topic(), message.payload()));
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    saved =
        context
            .getOperatorStateStore()
            .getUnionListState(
                new ListStateDescriptor<>("arrivals", Types.TUPLE(Types.INT, Types.LONG)));
    for (Tuple2<Integer, Long> partition : saved.get()) {
      arrivals.merge(partition.f0, partition.f1, Math::max);
    }
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    saved.clear();
    for (Map.Entry<Integer, Long> partition : arrivals.entrySet()) {
      saved.add(Tuple2.of(partition.getKey(), partition.getValue()));
    }
  }
}
