package hk.innopark.jobs.sink.influx;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Sends lines to InfluxDB beside the task, at least once and in order of each bucket, which is the
 * key. Neither a record nor a checkpoint waits for the server: what it has not confirmed is in the
 * checkpoint, with its bucket, and is sent first after a restart.
 */
final class LineSinkOperator extends AbstractStreamOperator<Void>
    implements OneInputStreamOperator<LineBlock, Void>, BoundedOneInput {
  private static final long serialVersionUID = 1L;
  private static final String PENDING = "pending-lines";

  private final InfluxSinkConfig sinkConfig;
  private final RejectedLines rejectedLines;

  private transient ValueState<byte[]> pending;

  /** Buckets of which there is something in the state. */
  private transient Set<String> kept;

  private transient LineQueue queue;
  private transient LineSender sender;

  LineSinkOperator(InfluxSinkConfig sinkConfig, RejectedLines rejectedLines) {
    this.sinkConfig = sinkConfig;
    this.rejectedLines = rejectedLines;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    queue = new LineQueue(sinkConfig.batchLines(), sinkConfig.linger(), sinkConfig.bufferBytes());
    kept = new HashSet<>();
    pending =
        context
            .getKeyedStateStore()
            .getState(new ValueStateDescriptor<>(PENDING, BytePrimitiveArraySerializer.INSTANCE));
    if (context.isRestored()) {
      KeyedStateBackend<String> backend = getKeyedStateBackend();
      try (Stream<String> buckets = backend.getKeys(PENDING, VoidNamespace.INSTANCE)) {
        kept.addAll(buckets.toList());
      }
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    InfluxSinkMetrics metrics = InfluxSinkMetrics.of(getMetricGroup());
    getMetricGroup().gauge("pendingLineBytes", queue::bytes);
    RejectedLines.Receiver rejected = rejectedLines.open();
    LineWriter writer = new ClientLineWriter(sinkConfig);
    BatchSender batches = new BatchSender(writer, rejected, metrics, sinkConfig.maxRetryTime());
    sender = new LineSender(queue, batches, writer, rejected);
    for (String bucket : List.copyOf(kept)) {
      setCurrentKey(bucket);
      queue.put(blockOf(bucket, pending.value()));
    }
  }

  private static LineBlock blockOf(String bucket, byte[] bytes) {
    int lines =
        (int) new String(bytes, StandardCharsets.UTF_8).chars().filter(c -> c == '\n').count();
    return new LineBlock(bucket, lines, bytes);
  }

  @Override
  public void processElement(StreamRecord<LineBlock> element) throws Exception {
    queue.put(element.getValue());
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    Map<String, byte[]> unconfirmed = queue.unconfirmed();
    kept.removeAll(unconfirmed.keySet());
    for (String confirmed : kept) {
      setCurrentKey(confirmed);
      pending.clear();
    }
    kept = new HashSet<>(unconfirmed.keySet());
    for (Map.Entry<String, byte[]> bucket : unconfirmed.entrySet()) {
      setCurrentKey(bucket.getKey());
      pending.update(bucket.getValue());
    }
    super.snapshotState(context);
  }

  @Override
  public void endInput() throws Exception {
    queue.drain();
  }

  @Override
  public void close() throws Exception {
    if (sender != null) {
      sender.close();
    }
    super.close();
  }
}
