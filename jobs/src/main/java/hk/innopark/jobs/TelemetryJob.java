package hk.innopark.jobs;

import hk.innopark.events.RawMessage;
import hk.innopark.jobs.sink.influx.AlertSink;
import hk.innopark.jobs.sink.influx.EdgeNodeSink;
import hk.innopark.jobs.sink.influx.InfluxSink;
import hk.innopark.jobs.sink.kafka.AlertTopicSink;
import hk.innopark.jobs.sink.kafka.CommandSink;
import hk.innopark.jobs.sink.kafka.DeadLetterSink;
import hk.innopark.jobs.sink.kafka.KafkaRejectedLines;
import hk.innopark.jobs.sink.kafka.LateSink;
import hk.innopark.jobs.sink.ledger.LedgerChainKey;
import hk.innopark.jobs.sink.ledger.LedgerSink;
import hk.innopark.jobs.sink.ledger.StopSink;
import hk.innopark.jobs.source.RawMessageSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The live job: Kafka → pipeline → InfluxDB, PostgreSQL, Kafka. Configured by environment. */
public final class TelemetryJob {
  private static final String NAME = "INNOPARK telemetry";

  private TelemetryJob() {}

  public static void main(String[] arguments) throws Exception {
    TelemetryJobConfig config;
    try {
      config = TelemetryJobConfig.fromEnvironment(System.getenv());
    } catch (IllegalArgumentException invalid) {
      System.err.println("telemetry job: " + invalid.getMessage());
      System.exit(2);
      return;
    }
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(FlinkDefaults.pipeline());
    build(environment, config);
    environment.execute(NAME);
  }

  /** Puts the whole job into an environment, ready to be executed. */
  public static void build(StreamExecutionEnvironment environment, TelemetryJobConfig config) {
    environment.enableCheckpointing(config.checkpointInterval().toMillis());
    DataStream<RawMessage> messages = RawMessageSource.open(environment, config.kafka());
    TelemetryPipeline.Outputs outputs = TelemetryPipeline.build(messages, config.pipeline());
    outputs
        .figures()
        .sinkTo(
            InfluxSink.create(
                config.influx(),
                KafkaRejectedLines.create(config.rejected(), KafkaRejectedLines.DEFAULT_TOPIC)))
        .uid("influx-sink")
        .name("figures to InfluxDB");
    outputs
        .ledger()
        // a chain's rows stay in order, also where sink and chain have not the same parallelism
        .keyBy(new LedgerChainKey())
        .sinkTo(LedgerSink.create(config.ledger()))
        .uid("ledger-sink")
        .name("ledger to PostgreSQL");
    outputs
        .stops()
        // rows of one machine stay in order
        .keyBy(stop -> stop.machine().topic())
        .sinkTo(StopSink.create(config.ledger()))
        .uid("stop-sink")
        .name("stops to PostgreSQL");
    outputs
        .deadLetters()
        .sinkTo(DeadLetterSink.create(config.rejected()))
        .uid("dead-letter-sink")
        .name("dead letters to Kafka");
    outputs
        .late()
        .sinkTo(LateSink.create(config.rejected()))
        .uid("late-sink")
        .name("late readings to Kafka");
    outputs
        .commands()
        .sinkTo(CommandSink.create(config.rejected()))
        .uid("command-sink")
        .name("commands to Kafka");
    outputs
        .edgeNodes()
        .sinkTo(EdgeNodeSink.create(config.influx()))
        .uid("edge-node-sink")
        .name("edge nodes to InfluxDB");
    outputs
        .alerts()
        .sinkTo(AlertTopicSink.create(config.rejected()))
        .uid("alert-topic-sink")
        .name("alerts to Kafka");
    outputs
        .alerts()
        .sinkTo(AlertSink.create(config.influx()))
        .uid("alert-sink")
        .name("alerts to InfluxDB");
  }
}
