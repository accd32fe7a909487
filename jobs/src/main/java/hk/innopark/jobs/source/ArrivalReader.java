package hk.innopark.jobs.source;

import hk.innopark.events.RawMessage;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;

/** Reads what another reader does, and stamps each message with its arrival time. */
final class ArrivalReader implements SourceReader<RawMessage, KafkaPartitionSplit> {
  private final SourceReader<RawMessage, KafkaPartitionSplit> reader;

  /** By split. */
  private final Map<String, Arrival> arrivals = new HashMap<>();

  private Output output;

  ArrivalReader(SourceReader<RawMessage, KafkaPartitionSplit> reader) {
    this.reader = reader;
  }

  @Override
  public InputStatus pollNext(ReaderOutput<RawMessage> target) throws Exception {
    if (output == null || output.target != target) {
      output = new Output(target);
    }
    return reader.pollNext(output);
  }

  @Override
  public void addSplits(List<KafkaPartitionSplit> splits) {
    for (KafkaPartitionSplit split : splits) {
      arrival(split.splitId()).pass(ArrivalSplit.arrivalMillisOf(split));
    }
    reader.addSplits(splits);
  }

  @Override
  public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
    return reader.snapshotState(checkpointId).stream()
        .<KafkaPartitionSplit>map(split -> new ArrivalSplit(split, arrival(split.splitId()).millis))
        .toList();
  }

  private Arrival arrival(String split) {
    return arrivals.computeIfAbsent(split, first -> new Arrival());
  }

  @Override
  public void start() {
    reader.start();
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return reader.isAvailable();
  }

  @Override
  public void notifyNoMoreSplits() {
    reader.notifyNoMoreSplits();
  }

  @Override
  public void handleSourceEvents(SourceEvent event) {
    reader.handleSourceEvents(event);
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    reader.notifyCheckpointComplete(checkpointId);
  }

  @Override
  public void notifyCheckpointAborted(long checkpointId) throws Exception {
    reader.notifyCheckpointAborted(checkpointId);
  }

  @Override
  public void pauseOrResumeSplits(Collection<String> pause, Collection<String> resume) {
    reader.pauseOrResumeSplits(pause, resume);
  }

  @Override
  public void close() throws Exception {
    reader.close();
  }

  /** The arrival time of what was read last of one split. */
  private static final class Arrival {
    private long millis = ArrivalSplit.NOTHING;

    private long pass(long receivedAtMillis) {
      millis = Math.max(millis, receivedAtMillis);
      return millis;
    }
  }

  /** Hands on what is not a message. */
  private abstract static class Forwarding<T extends SourceOutput<RawMessage>>
      implements SourceOutput<RawMessage> {
    final T target;

    private Forwarding(T target) {
      this.target = target;
    }

    @Override
    public void emitWatermark(Watermark watermark) {
      target.emitWatermark(watermark);
    }

    @Override
    public void markIdle() {
      target.markIdle();
    }

    @Override
    public void markActive() {
      target.markActive();
    }
  }

  private final class Output extends Forwarding<ReaderOutput<RawMessage>>
      implements ReaderOutput<RawMessage> {
    private Output(ReaderOutput<RawMessage> target) {
      super(target);
    }

    @Override
    public SourceOutput<RawMessage> createOutputForSplit(String split) {
      return new Stamped(target.createOutputForSplit(split), arrival(split));
    }

    @Override
    public void releaseOutputForSplit(String split) {
      target.releaseOutputForSplit(split);
    }

    @Override
    public void collect(RawMessage message) {
      throw ofNoSplit();
    }

    @Override
    public void collect(RawMessage message, long timestamp) {
      throw ofNoSplit();
    }

    private static IllegalStateException ofNoSplit() {
      return new IllegalStateException("a message of no partition has no arrival time");
    }
  }

  /** What goes on of one split. */
  private static final class Stamped extends Forwarding<SourceOutput<RawMessage>> {
    private final Arrival arrival;

    private Stamped(SourceOutput<RawMessage> target, Arrival arrival) {
      super(target);
      this.arrival = arrival;
    }

    @Override
    public void collect(RawMessage message) {
      target.collect(stamped(message));
    }

    @Override
    public void collect(RawMessage message, long timestamp) {
      target.collect(stamped(message), timestamp);
    }

    private RawMessage stamped(RawMessage message) {
      long millis = arrival.pass(message.receivedAtMillis());
      return millis == message.receivedAtMillis()
          ? message
          : new RawMessage(millis, message.topic(), message.payload());
    }
  }
}
