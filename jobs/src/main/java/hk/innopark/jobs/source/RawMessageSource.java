package hk.innopark.jobs.source;

import hk.innopark.events.RawMessage;
import hk.innopark.events.Topics;
import java.time.Duration;
import java.util.OptionalLong;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The messages of {@link Topics#RAW}, stamped with their arrival time. Every partition needs a
 * gateway's heartbeats: one that is silent holds the watermark of all.
 */
public final class RawMessageSource {
  private RawMessageSource() {}

  /**
   * Where there is no state yet, it begins at what was committed, or from a moment on.
   *
   * @param since Kafka's stamp, epoch milliseconds
   */
  public static DataStream<RawMessage> open(
      StreamExecutionEnvironment environment, KafkaSourceConfig config, OptionalLong since) {
    KafkaSource<RawMessage> source =
        KafkaSource.<RawMessage>builder()
            .setProperties(config.clientProperties())
            .setBootstrapServers(config.bootstrapServers())
            .setGroupId(config.group())
            .setTopics(Topics.RAW)
            .setStartingOffsets(
                since.isPresent()
                    ? OffsetsInitializer.timestamp(since.getAsLong())
                    : whereItWasLeft())
            .setDeserializer(new RawMessageDeserializer())
            .setProperty("partition.discovery.interval.ms", "60000")
            .setProperty("max.partition.fetch.bytes", "4194304")
            .setProperty("max.poll.records", "20000")
            .build();
    // by partition; no idleness, since a gateway's heartbeats reach every partition
    WatermarkStrategy<RawMessage> arrival =
        ArrivalWatermarks.<RawMessage>behind(Duration.ZERO)
            .withTimestampAssigner((message, ignored) -> message.receivedAtMillis());
    return environment
        .fromSource(new ArrivalSource(source), arrival, Topics.RAW)
        .uid("raw-messages");
  }

  /** From the beginning where nothing was read yet: nothing that was acknowledged is lost. */
  @SuppressWarnings("deprecation") // the connector's API takes the client's deprecated enum
  private static OffsetsInitializer whereItWasLeft() {
    return OffsetsInitializer.committedOffsets(
        org.apache.kafka.clients.consumer.OffsetResetStrategy.EARLIEST);
  }
}
