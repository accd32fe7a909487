package hk.innopark.jobs.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hk.innopark.events.RawMessage;
import hk.innopark.events.Topics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitSerializer;
import org.apache.flink.core.io.InputStatus;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ArrivalReaderTest {
  private static final int PARTITIONS = 3;

  private final ArrivalSplit.Serializer serializer =
      new ArrivalSplit.Serializer(new KafkaPartitionSplitSerializer());

  private final Sent sent = new Sent();

  /** What a reader reads next. */
  private final Map<ArrivalReader, List<Message>> scripts = new HashMap<>();

  @Test
  void aGatewayWhoseClockIsBehindIsAsOfTheOneBeforeItInItsPartition() throws Exception {
    ArrivalReader reader = reading(of(0, 500), of(0, 200), of(1, 300), of(0, 600));
    reader.addSplits(List.of(split(0), split(1)));
    reader.pollNext(sent);
    assertThat(sent.arrivals).containsExactly(500L, 500L, 300L, 600L);
  }

  @Property
  void aRestartAnywhereAndAnotherReaderOfThePartitionChangeNothing(
      @ForAll @Size(max = 60) List<@IntRange(max = 1_000) Integer> stamps,
      @ForAll @IntRange(max = 60) int before)
      throws Exception {
    Sent undisturbed = new Sent();
    ArrivalReader whole = reading(messages(stamps));
    whole.addSplits(List.of(split(0), split(1), split(2)));
    whole.pollNext(undisturbed);

    int cut = Math.min(before, stamps.size());
    Sent restarted = new Sent();
    ArrivalReader first = reading(messages(stamps.subList(0, cut)));
    first.addSplits(List.of(split(0), split(1), split(2)));
    first.pollNext(restarted);
    List<KafkaPartitionSplit> saved = new ArrayList<>();
    for (KafkaPartitionSplit split : first.snapshotState(1)) {
      saved.add(serializer.deserialize(serializer.getVersion(), serializer.serialize(split)));
    }
    // each partition has a reader of its own now
    List<ArrivalReader> readers = new ArrayList<>();
    for (KafkaPartitionSplit split : saved) {
      ArrivalReader reader = reading();
      reader.addSplits(List.of(split));
      readers.add(reader);
    }
    assertThat(saved).hasSize(PARTITIONS);
    for (Message message : messages(stamps, cut)) {
      ArrivalReader reader = readers.get(message.partition);
      scripts.get(reader).add(message);
      reader.pollNext(restarted);
    }

    assertThat(restarted.arrivals).isEqualTo(undisturbed.arrivals);
  }

  @Test
  void whatKafkaKeepsOfAPartitionIsKept() throws Exception {
    KafkaPartitionSplit own = new KafkaPartitionSplit(new TopicPartition(Topics.RAW, 7), 42, 99);
    KafkaPartitionSplit read = writtenAndRead(new ArrivalSplit(own, 500));
    assertThat(read).isEqualTo(new ArrivalSplit(own, 500));
    assertThat(read.getTopicPartition()).isEqualTo(own.getTopicPartition());
    assertThat(read.getStartingOffset()).isEqualTo(42);
    assertThat(read.getStoppingOffset()).contains(99L);
    assertThat(ArrivalSplit.arrivalMillisOf(read)).isEqualTo(500);
    assertThat(read).isNotEqualTo(new ArrivalSplit(own, 501)).isNotEqualTo(own);
    // as the enumerator hands it out
    assertThat(ArrivalSplit.arrivalMillisOf(writtenAndRead(own))).isEqualTo(ArrivalSplit.NOTHING);
  }

  @Test
  void aStateWithoutArrivalTimesIsReadAndOneOfALaterReleaseIsRefused() throws Exception {
    KafkaPartitionSplitSerializer kafka = new KafkaPartitionSplitSerializer();
    KafkaPartitionSplit own = split(1);
    assertThat(serializer.deserialize(kafka.getVersion(), kafka.serialize(own))).isEqualTo(own);
    byte[] written = serializer.serialize(own);
    assertThatThrownBy(() -> serializer.deserialize(serializer.getVersion() + 1, written))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("version " + (serializer.getVersion() + 1));
    assertThatThrownBy(() -> serializer.deserialize(serializer.getVersion(), new byte[3]))
        .isInstanceOf(IOException.class);
  }

  private KafkaPartitionSplit writtenAndRead(KafkaPartitionSplit split) throws IOException {
    return serializer.deserialize(serializer.getVersion(), serializer.serialize(split));
  }

  private static KafkaPartitionSplit split(int partition) {
    return new KafkaPartitionSplit(new TopicPartition(Topics.RAW, partition), 0);
  }

  private record Message(int partition, RawMessage content) {
    private String split() {
      return ArrivalReaderTest.split(partition).splitId();
    }
  }

  private static Message of(int partition, long receivedAtMillis) {
    return new Message(partition, new RawMessage(receivedAtMillis, "a/topic", new byte[0]));
  }

  private static Message[] messages(List<Integer> stamps) {
    return messages(stamps, 0);
  }

  private static Message[] messages(List<Integer> stamps, int from) {
    List<Message> messages = new ArrayList<>();
    for (int index = from; index < stamps.size(); index++) {
      messages.add(of(index % PARTITIONS, stamps.get(index)));
    }
    return messages.toArray(Message[]::new);
  }

  private ArrivalReader reading(Message... messages) {
    List<Message> script = new ArrayList<>(List.of(messages));
    ArrivalReader reader = new ArrivalReader(new Scripted(script));
    scripts.put(reader, script);
    return reader;
  }

  /** Emits what is in its script, each message into the output of its split, as Kafka's does. */
  private static final class Scripted implements SourceReader<RawMessage, KafkaPartitionSplit> {
    private final List<Message> script;
    private final List<KafkaPartitionSplit> splits = new ArrayList<>();
    private final Map<String, SourceOutput<RawMessage>> outputs = new HashMap<>();

    private Scripted(List<Message> script) {
      this.script = script;
    }

    @Override
    public InputStatus pollNext(ReaderOutput<RawMessage> output) {
      for (Message message : script) {
        outputs
            .computeIfAbsent(message.split(), output::createOutputForSplit)
            .collect(message.content, 0);
      }
      script.clear();
      return InputStatus.NOTHING_AVAILABLE;
    }

    @Override
    public void addSplits(List<KafkaPartitionSplit> added) {
      splits.addAll(added);
    }

    /** Of Kafka's own kind, as Kafka's reader makes them. */
    @Override
    public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
      return splits.stream()
          .map(split -> new KafkaPartitionSplit(split.getTopicPartition(), 1))
          .toList();
    }

    @Override
    public void start() {}

    @Override
    public CompletableFuture<Void> isAvailable() {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void notifyNoMoreSplits() {}

    @Override
    public void close() {}
  }

  private static final class Sent implements ReaderOutput<RawMessage> {
    private final List<Long> arrivals = new ArrayList<>();

    @Override
    public void collect(RawMessage message) {
      arrivals.add(message.receivedAtMillis());
    }

    @Override
    public void collect(RawMessage message, long timestamp) {
      collect(message);
    }

    @Override
    public SourceOutput<RawMessage> createOutputForSplit(String split) {
      return this;
    }

    @Override
    public void releaseOutputForSplit(String split) {}

    @Override
    public void emitWatermark(Watermark watermark) {}

    @Override
    public void markIdle() {}

    @Override
    public void markActive() {}
  }
}
