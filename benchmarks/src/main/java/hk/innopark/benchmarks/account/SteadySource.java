package hk.innopark.benchmarks.account;

import hk.innopark.events.RawMessage;
import hk.innopark.events.Topics;
import hk.innopark.jobs.source.ArrivalSource;
import hk.innopark.jobs.source.RawMessageDeserializer;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job's source, with a watermark each so much of arrival time in place of wall time. So a run
 * at full speed writes as many rows a message as a live one does.
 */
final class SteadySource {
  private SteadySource() {}

  static DataStream<RawMessage> open(StreamExecutionEnvironment environment, AccountTask task) {
    KafkaSource<RawMessage> source =
        KafkaSource.<RawMessage>builder()
            .setBootstrapServers(task.bootstrapServers())
            .setGroupId("pipeline-" + System.nanoTime())
            .setTopics(Topics.RAW)
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setDeserializer(new RawMessageDeserializer())
            .setProperty("max.partition.fetch.bytes", "4194304")
            .setProperty("max.poll.records", "20000")
            .build();
    long cadence = task.cadenceMillis();
    WatermarkStrategy<RawMessage> arrival =
        WatermarkStrategy.<RawMessage>forGenerator(context -> new Cadence(cadence))
            .withTimestampAssigner((message, ignored) -> message.receivedAtMillis());
    return environment
        .fromSource(new ArrivalSource(source), arrival, Topics.RAW)
        .uid("raw-messages");
  }

  private static final class Cadence implements WatermarkGenerator<RawMessage> {
    private final long cadenceMillis;
    private long greatest = Long.MIN_VALUE;
    private long said = Long.MIN_VALUE;

    Cadence(long cadenceMillis) {
      this.cadenceMillis = cadenceMillis;
    }

    @Override
    public void onEvent(RawMessage message, long timestamp, WatermarkOutput output) {
      if (!message.isHeartbeat()) {
        Progress.MESSAGES.increment();
      }
      if (timestamp > greatest) {
        greatest = timestamp;
        if (greatest / cadenceMillis > said) {
          said = greatest / cadenceMillis;
          output.emitWatermark(new Watermark(greatest - 1));
        }
      }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {}
  }
}
