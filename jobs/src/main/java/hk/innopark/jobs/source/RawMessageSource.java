package hk.innopark.jobs.source;

import hk.innopark.events.RawMessage;
import hk.innopark.events.Topics;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The messages of {@link Topics#RAW}, stamped with their arrival time. */
public final class RawMessageSource {
  /** How far the clocks of gateways that write to one partition may differ. */
  private static final Duration ARRIVAL_DISORDER = Duration.ofSeconds(1);

  /** How long a partition may be silent before the others go on without it. */
  private static final Duration IDLENESS = Duration.ofMinutes(1);

  private RawMessageSource() {}

  @SuppressWarnings("deprecation") // the connector's API takes the client's deprecated enum
  public static DataStream<RawMessage> open(
      StreamExecutionEnvironment environment, KafkaSourceConfig config) {
    KafkaSource<RawMessage> source =
        KafkaSource.<RawMessage>builder()
            .setProperties(config.clientProperties())
            .setBootstrapServers(config.bootstrapServers())
            .setGroupId(config.group())
            .setTopics(Topics.RAW)
            // from the beginning where nothing was read yet: nothing that was acknowledged is lost
            .setStartingOffsets(
                OffsetsInitializer.committedOffsets(
                    org.apache.kafka.clients.consumer.OffsetResetStrategy.EARLIEST))
            .setDeserializer(new RawMessageDeserializer())
            .setProperty("partition.discovery.interval.ms", "60000")
            .setProperty("max.partition.fetch.bytes", "4194304")
            .setProperty("max.poll.records", "20000")
            .build();
    WatermarkStrategy<RawMessage> arrival =
        WatermarkStrategy.<RawMessage>forBoundedOutOfOrderness(ARRIVAL_DISORDER)
            .withTimestampAssigner((message, ignored) -> message.receivedAtMillis())
            .withIdleness(IDLENESS);
    return environment.fromSource(source, arrival, Topics.RAW).uid("raw-messages");
  }
}
