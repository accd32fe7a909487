package hk.innopark.dashboards;

import hk.innopark.events.Alert;
import hk.innopark.events.RawMessage;
import hk.innopark.jobs.FlinkDefaults;
import hk.innopark.jobs.PipelineConfig;
import hk.innopark.jobs.TelemetryPipeline;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.jobs.sink.influx.InfluxSink;
import hk.innopark.jobs.sink.influx.InfluxSinkConfig;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.model.Registry;
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

/**
 * The pipeline with its InfluxDB sinks, over a feed that ends; the sample's reference data, and a
 * baseline for each line of Golden Noodle.
 */
final class SamplePipeline {
  private static final String BASELINES =
      """
        - {id: one, tenant: golden-noodle, line: line-1, valid_from: 2026-03-01, kwh_per_day: 400,
           kwh_per_item: 0.01, r_squared: 0.9, points: 30, source: test}
        - {id: two, tenant: golden-noodle, line: line-2, valid_from: 2026-03-01, kwh_per_day: 300,
           kwh_per_item: 0.02, kwh_per_degree_day: 12, base_temperature_c: 18, r_squared: 0.8,
           points: 30, source: test}
      """;

  private static final String TEMPERATURES =
      """
      temperatures: [{date: 2026-03-03, mean_c: 21.4}]
      """;

  private SamplePipeline() {}

  /**
   * Returns when all figures and alerts of the feed are in the store.
   *
   * @param others alerts that the feed does not give, to be written like those that it gives
   */
  static void run(List<RawMessage> feed, List<Alert> others, URI influx, Configuration more)
      throws Exception {
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
            PipelineConfig.live(ReferenceData.Source.of(registry()))
                .boundedBy(Instant.ofEpochMilli(end)));
    InfluxSinkConfig config = InfluxSinkConfig.builder(influx).build();
    InfluxSink.into(config)
        .figures(outputs.figuresByLevel())
        .alerts(
            outputs.alerts().union(environment.fromData(others, TypeInformation.of(Alert.class))))
        .orders(outputs.orders())
        .write();
    outputs.ledger().sinkTo(new DiscardingSink<>());
    outputs.deadLetters().sinkTo(new DiscardingSink<>());
    outputs.late().sinkTo(new DiscardingSink<>());
    environment.execute("sample");
  }

  private static Registry registry() {
    String yaml =
        RegistryYaml.sampleText().replace("\nbaselines:\n", "\nbaselines:\n" + BASELINES)
            + TEMPERATURES;
    return RegistryYaml.parse(yaml, "sample.yaml and baselines");
  }
}
