package hk.innopark.jobs.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** A partition from an offset on, and the arrival time of what was read before. */
final class ArrivalSplit extends KafkaPartitionSplit {
  private static final long serialVersionUID = 1L;

  /** Of a partition of which nothing was read yet. */
  static final long NOTHING = Long.MIN_VALUE;

  private final long arrivalMillis;

  ArrivalSplit(KafkaPartitionSplit split, long arrivalMillis) {
    super(
        split.getTopicPartition(),
        split.getStartingOffset(),
        split.getStoppingOffset().orElse(NO_STOPPING_OFFSET));
    this.arrivalMillis = arrivalMillis;
  }

  /** The arrival time up to which the split was read, epoch milliseconds, or {@link #NOTHING}. */
  static long arrivalMillisOf(KafkaPartitionSplit split) {
    return split instanceof ArrivalSplit arrival ? arrival.arrivalMillis : NOTHING;
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other)
        && other instanceof ArrivalSplit that
        && arrivalMillis == that.arrivalMillis;
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + Long.hashCode(arrivalMillis);
  }

  /**
   * The version of Kafka's own form, the arrival time, Kafka's own form.
   *
   * @param kafka of the split itself
   */
  record Serializer(SimpleVersionedSerializer<KafkaPartitionSplit> kafka)
      implements SimpleVersionedSerializer<KafkaPartitionSplit> {
    /** Above all of Kafka's own, which had no arrival time. */
    private static final int VERSION = 1_001;

    private static final int HEAD = Integer.BYTES + Long.BYTES;

    @Override
    public int getVersion() {
      return VERSION;
    }

    @Override
    public byte[] serialize(KafkaPartitionSplit split) throws IOException {
      byte[] own = kafka.serialize(split);
      return ByteBuffer.allocate(HEAD + own.length)
          .putInt(kafka.getVersion())
          .putLong(arrivalMillisOf(split))
          .put(own)
          .array();
    }

    @Override
    public KafkaPartitionSplit deserialize(int version, byte[] bytes) throws IOException {
      if (version < VERSION) {
        return kafka.deserialize(version, bytes);
      }
      if (version > VERSION || bytes.length < HEAD) {
        throw new IOException("a partition's state of version " + version + " is unknown here");
      }
      ByteBuffer in = ByteBuffer.wrap(bytes);
      int kafkasVersion = in.getInt();
      long arrivalMillis = in.getLong();
      byte[] own = new byte[in.remaining()];
      in.get(own);
      return new ArrivalSplit(kafka.deserialize(kafkasVersion, own), arrivalMillis);
    }
  }
}
