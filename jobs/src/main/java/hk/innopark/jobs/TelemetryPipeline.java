package hk.innopark.jobs;

import hk.innopark.events.Alert;
import hk.innopark.events.DeadLetter;
import hk.innopark.events.RawMessage;
import hk.innopark.jobs.account.AccountConfig;
import hk.innopark.jobs.account.AccountFunction;
import hk.innopark.jobs.account.AccountInput;
import hk.innopark.jobs.alert.AlertStreams;
import hk.innopark.jobs.element.ElementDelta;
import hk.innopark.jobs.figures.FigureFunction;
import hk.innopark.jobs.figures.FigureRow;
import hk.innopark.jobs.ledger.LedgerChainFunction;
import hk.innopark.jobs.rollup.PeriodTotal;
import hk.innopark.jobs.rollup.RollupFunction;
import hk.innopark.jobs.source.DecodeFunction;
import hk.innopark.jobs.sparkplug.EdgeNodeStatus;
import hk.innopark.jobs.sparkplug.SparkplugFunction;
import hk.innopark.registry.ledger.LedgerRow;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * From messages to figures: decode → account → rollup → figures → ledger. The messages must be
 * stamped with their arrival time, and those of one machine or Sparkplug edge node be in the order
 * of their arrival.
 */
public final class TelemetryPipeline {
  /**
   * What comes out.
   *
   * @param figures each row as often as it changes; the newest of a row counts
   * @param ledger rows of the hash chains, each chain in order on one subtask
   * @param deadLetters messages that were refused
   * @param late messages older than the lateness horizon
   * @param alerts every change of an alert, once
   * @param commands requests to edge nodes, as MQTT messages
   * @param edgeNodes what is known of each Sparkplug edge node, whenever that changes
   */
  public record Outputs(
      DataStream<FigureRow> figures,
      DataStream<LedgerRow> ledger,
      DataStream<DeadLetter> deadLetters,
      DataStream<RawMessage> late,
      DataStream<Alert> alerts,
      DataStream<RawMessage> commands,
      DataStream<EdgeNodeStatus> edgeNodes) {}

  private final PipelineConfig config;
  private final long untilMillis;

  private TelemetryPipeline(PipelineConfig config) {
    this.config = config;
    this.untilMillis = config.endOfInput().toEpochMilli();
  }

  public static Outputs build(DataStream<RawMessage> messages, PipelineConfig config) {
    return new TelemetryPipeline(config).build(messages);
  }

  private Outputs build(DataStream<RawMessage> messages) {
    SingleOutputStreamOperator<AccountInput> readings = decode(messages);
    SingleOutputStreamOperator<AccountInput> sparkplug = followSparkplug(readings);
    DataStream<AccountInput> all = readings.union(sparkplug);
    SingleOutputStreamOperator<ElementDelta> deltas = account(all);
    SingleOutputStreamOperator<PeriodTotal> totals = rollUp(deltas);
    SingleOutputStreamOperator<FigureRow> figures = figures(totals);
    return new Outputs(
        figures,
        chain(figures),
        readings
            .getSideOutput(DecodeFunction.DEAD_LETTERS)
            .union(
                sparkplug.getSideOutput(DecodeFunction.DEAD_LETTERS),
                deltas.getSideOutput(AccountFunction.DEAD_LETTERS)),
        deltas.getSideOutput(AccountFunction.LATE),
        AlertStreams.build(all, lineMinutes(deltas), config.references(), untilMillis),
        sparkplug.getSideOutput(SparkplugFunction.COMMANDS),
        sparkplug.getSideOutput(SparkplugFunction.STATUS));
  }

  /** Alerts look at minutes. */
  private DataStream<ElementDelta> lineMinutes(SingleOutputStreamOperator<ElementDelta> deltas) {
    return config.account().resolution().equals(AccountConfig.MINUTE)
        ? deltas
        : deltas.getSideOutput(AccountFunction.LINE_MINUTES);
  }

  private SingleOutputStreamOperator<AccountInput> decode(DataStream<RawMessage> messages) {
    return messages
        .process(new DecodeFunction(config.references(), config.decode()))
        .uid("decode")
        .name("decode");
  }

  private SingleOutputStreamOperator<AccountInput> followSparkplug(
      SingleOutputStreamOperator<AccountInput> decoded) {
    return decoded
        .getSideOutput(DecodeFunction.SPARKPLUG)
        .keyBy(SparkplugFunction::keyOf)
        .process(new SparkplugFunction(config.references(), config.decode()))
        .uid("sparkplug")
        .name("sparkplug edge nodes");
  }

  private SingleOutputStreamOperator<ElementDelta> account(DataStream<AccountInput> readings) {
    return readings
        .keyBy(AccountInput::key)
        .process(new AccountFunction(config.references(), config.account(), untilMillis))
        .uid("account")
        .name("machine accounts");
  }

  private SingleOutputStreamOperator<PeriodTotal> rollUp(DataStream<ElementDelta> deltas) {
    return deltas
        .keyBy(delta -> delta.entity().key())
        .process(new RollupFunction(config.references(), config.rollup(), untilMillis))
        .uid("rollup")
        .name("roll-up");
  }

  private SingleOutputStreamOperator<FigureRow> figures(DataStream<PeriodTotal> totals) {
    return totals.process(new FigureFunction(config.references())).uid("figures").name("figures");
  }

  private static DataStream<LedgerRow> chain(SingleOutputStreamOperator<FigureRow> figures) {
    return figures
        .getSideOutput(FigureFunction.LEDGER)
        .keyBy(LedgerChainFunction::chainOf)
        .process(new LedgerChainFunction())
        .uid("ledger-chain")
        .name("ledger chain");
  }
}
