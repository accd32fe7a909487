package hk.innopark.jobs;

import hk.innopark.events.Alert;
import hk.innopark.events.RawMessage;
import hk.innopark.jobs.account.OrderRow;
import hk.innopark.jobs.figures.FigureRow;
import hk.innopark.jobs.ledger.LedgerTakeover;
import hk.innopark.jobs.ledger.TakenOverFilter;
import hk.innopark.jobs.sink.influx.InfluxSink;
import hk.innopark.jobs.sink.kafka.AlertTopicSink;
import hk.innopark.jobs.sink.kafka.CommandSink;
import hk.innopark.jobs.sink.kafka.DeadLetterSink;
import hk.innopark.jobs.sink.kafka.KafkaRejectedLines;
import hk.innopark.jobs.sink.kafka.LateSink;
import hk.innopark.jobs.sink.ledger.EmptyStateGuard;
import hk.innopark.jobs.sink.ledger.LastReading;
import hk.innopark.jobs.sink.ledger.LastReadingSink;
import hk.innopark.jobs.sink.ledger.LedgerChainKey;
import hk.innopark.jobs.sink.ledger.LedgerSink;
import hk.innopark.jobs.sink.ledger.OrderSink;
import hk.innopark.jobs.sink.ledger.StopSink;
import hk.innopark.jobs.source.RawMessageSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
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
    LedgerTakeover takeover = config.pipeline().takeover();
    DataStream<RawMessage> messages =
        RawMessageSource.open(
            environment,
            config.kafka(),
            takeover.isNone() ? OptionalLong.empty() : OptionalLong.of(takeover.fromMillis()));
    TelemetryPipeline.Outputs outputs = TelemetryPipeline.build(messages, config.pipeline());
    List<DataStream<FigureRow>> figures = new ArrayList<>();
    for (DataStream<FigureRow> level : outputs.figuresByLevel()) {
      figures.add(
          unsaid(
              level,
              "figures-" + figures.size(),
              new TakenOverFilter<>(takeover, FigureRow::startMillis)));
    }
    DataStream<Alert> alerts = unsaid(outputs.alerts(), "alerts", new TakenOverFilter<>(takeover));
    InfluxSink.into(
            config.influx(),
            KafkaRejectedLines.create(config.rejected(), KafkaRejectedLines.DEFAULT_TOPIC))
        .figures(figures)
        .alerts(alerts)
        .edgeNodes(unsaid(outputs.edgeNodes(), "edge-nodes", new TakenOverFilter<>(takeover)))
        .orders(outputs.orders())
        .write();
    outputs
        .ledger()
        .process(new EmptyStateGuard(config.ledger(), takeover))
        .uid("ledger-guard")
        .name("ledger rows")
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
        .readings()
        .map(LastReading::of)
        .returns(LastReading.class)
        .uid("last-readings")
        .name("last readings")
        .sinkTo(LastReadingSink.create(config.ledger()))
        .uid("last-reading-sink")
        .name("last readings to PostgreSQL");
    outputs
        .orders()
        // days of one order stay in order
        .keyBy(OrderRow::key)
        .sinkTo(OrderSink.create(config.ledger()))
        .uid("order-sink")
        .name("orders to PostgreSQL");
    unsaid(outputs.deadLetters(), "dead-letters", new TakenOverFilter<>(takeover))
        .sinkTo(DeadLetterSink.create(config.rejected()))
        .uid("dead-letter-sink")
        .name("dead letters to Kafka");
    unsaid(outputs.late(), "late", new TakenOverFilter<>(takeover))
        .sinkTo(LateSink.create(config.rejected()))
        .uid("late-sink")
        .name("late readings to Kafka");
    unsaid(outputs.commands(), "commands", new TakenOverFilter<>(takeover))
        .sinkTo(CommandSink.create(config.rejected()))
        .uid("command-sink")
        .name("commands to Kafka");
    alerts
        .sinkTo(AlertTopicSink.create(config.rejected()))
        .uid("alert-topic-sink")
        .name("alerts to Kafka");
  }

  /** What no release before has said. */
  private static <T> DataStream<T> unsaid(
      DataStream<T> stream, String name, TakenOverFilter<T> filter) {
    return stream
        .process(filter)
        .returns(stream.getType())
        .setParallelism(stream.getParallelism())
        .uid("unsaid-" + name)
        .name("unsaid " + name);
  }
}
