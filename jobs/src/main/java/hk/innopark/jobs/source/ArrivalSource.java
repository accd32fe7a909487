package hk.innopark.jobs.source;

import hk.innopark.events.RawMessage;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Kafka's source, which stamps each message with its arrival time: the running maximum, within its
 * partition, of the time at which a gateway had it. So arrival time is a property of a record in
 * Kafka, it never falls behind the watermark of its partition, and a gateway whose clock is behind
 * makes nothing late.
 *
 * <p>The maximum is kept with the partition's offset, and goes with it to whoever reads the
 * partition after a restart.
 */
public final class ArrivalSource
    implements Source<RawMessage, KafkaPartitionSplit, KafkaSourceEnumState>,
        ResultTypeQueryable<RawMessage> {
  private static final long serialVersionUID = 1L;

  private final KafkaSource<RawMessage> kafka;

  public ArrivalSource(KafkaSource<RawMessage> kafka) {
    this.kafka = kafka;
  }

  @Override
  public Boundedness getBoundedness() {
    return kafka.getBoundedness();
  }

  @Override
  public SourceReader<RawMessage, KafkaPartitionSplit> createReader(SourceReaderContext context)
      throws Exception {
    return new ArrivalReader(kafka.createReader(context));
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context) {
    return kafka.createEnumerator(context);
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState state)
      throws IOException {
    return kafka.restoreEnumerator(context, state);
  }

  @Override
  public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
    return new ArrivalSplit.Serializer(kafka.getSplitSerializer());
  }

  @Override
  public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
    return kafka.getEnumeratorCheckpointSerializer();
  }

  @Override
  public TypeInformation<RawMessage> getProducedType() {
    return RawMessageType.INSTANCE;
  }
}
