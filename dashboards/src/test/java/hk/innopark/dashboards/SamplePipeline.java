package hk.innopark.dashboards;

import hk.innopark.events.RawMessage;
import hk.innopark.jobs.FlinkDefaults;
import hk.innopark.jobs.PipelineConfig;
import hk.innopark.jobs.TelemetryPipeline;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.jobs.sink.influx.InfluxSink;
import hk.innopark.jobs.sink.influx.InfluxSinkConfig;
import hk.innopark.registry.RegistryYaml;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** The pipeline with its InfluxDB sink, over a feed that ends. */
final class SamplePipeline {
  private SamplePipeline() {}

  /** Returns when all figures of the feed are in the store. */
  static void run(List<RawMessage> feed, URI influx, Configuration more) throws Exception {
    long end = feed.stream().mapToLong(RawMessage::receivedAtMillis).max().orElseThrow() + 1;
    Configuration configuration = FlinkDefaults.embedded();
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, true);
    configuration.addAll(more);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(2, configuration);
    DataStream<RawMessage> messages =
        environment
            .fromData(feed, TypeInformation.of(RawMessage.class))
            .setParallelism(1)
            .assignTimestampsAndWatermarks(
                WatermarkStrategy.<RawMessage>forMonotonousTimestamps()
                    .withTimestampAssigner((message, ignored) -> message.receivedAtMillis()))
            .setParallelism(1)
            .keyBy(RawMessage::topic);
    TelemetryPipeline.Outputs outputs =
        TelemetryPipeline.build(
            messages,
            PipelineConfig.live(ReferenceData.Source.of(RegistryYaml.sample()))
                .boundedBy(Instant.ofEpochMilli(end)));
    outputs.figures().sinkTo(InfluxSink.create(InfluxSinkConfig.builder(influx).build()));
    outputs.ledger().sinkTo(new DiscardingSink<>());
    outputs.deadLetters().sinkTo(new DiscardingSink<>());
    outputs.late().sinkTo(new DiscardingSink<>());
    environment.execute("sample");
  }
}
