package hk.innopark.jobs;

import hk.innopark.events.Alert;
import hk.innopark.events.DeadLetter;
import hk.innopark.events.Level;
import hk.innopark.events.RawMessage;
import hk.innopark.jobs.account.MachineOperator;
import hk.innopark.jobs.account.OrderRow;
import hk.innopark.jobs.account.StopRow;
import hk.innopark.jobs.alert.AlertStreams;
import hk.innopark.jobs.decode.AccountInput;
import hk.innopark.jobs.decode.MappingFunction;
import hk.innopark.jobs.decode.Refusals;
import hk.innopark.jobs.element.ElementDelta;
import hk.innopark.jobs.figures.FigureFunction;
import hk.innopark.jobs.figures.FigureRow;
import hk.innopark.jobs.figures.OrderFunction;
import hk.innopark.jobs.figures.YearFunction;
import hk.innopark.jobs.ledger.LedgerChainFunction;
import hk.innopark.jobs.rollup.PeriodTotal;
import hk.innopark.jobs.rollup.PlaceOperator;
import hk.innopark.jobs.source.RawMessageType;
import hk.innopark.jobs.source.TopicRouter;
import hk.innopark.jobs.sparkplug.EdgeNodeStatus;
import hk.innopark.jobs.sparkplug.SparkplugFunction;
import hk.innopark.registry.ledger.LedgerEntry;
import hk.innopark.registry.ledger.LedgerRow;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * From messages to figures: route → machines (decode, account, their periods) → lines → tenants →
 * estates; of each the figures, and of lines and tenants the ledger. The messages must be stamped
 * with their arrival time, and those of one machine or Sparkplug edge node be in the order of their
 * arrival.
 */
public final class TelemetryPipeline {
  /**
   * What comes out.
   *
   * @param figuresByLevel of machines, lines, tenants and estates, each row as often as it changes;
   *     the newest of a row counts
   * @param ledger rows of the hash chains, each chain in order on one subtask
   * @param deadLetters messages that were refused
   * @param late messages older than the lateness horizon
   * @param alerts every change of an alert, once
   * @param commands requests to edge nodes, as MQTT messages
   * @param edgeNodes what is known of each Sparkplug edge node, whenever that changes
   * @param orders what machines and lines did for orders, by local day, whenever that changes
   * @param readings what was decoded, as it came
   * @param stops machines' stops, whenever that of a begin changes
   */
  public record Outputs(
      List<DataStream<FigureRow>> figuresByLevel,
      DataStream<LedgerRow> ledger,
      DataStream<DeadLetter> deadLetters,
      DataStream<RawMessage> late,
      DataStream<Alert> alerts,
      DataStream<RawMessage> commands,
      DataStream<EdgeNodeStatus> edgeNodes,
      DataStream<StopRow> stops,
      DataStream<OrderRow> orders,
      DataStream<AccountInput> readings) {

    /** All figures as one stream, which is behind no chain any more. */
    public DataStream<FigureRow> figures() {
      return figuresByLevel.stream().reduce((one, other) -> one.union(other)).orElseThrow();
    }
  }

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
    SingleOutputStreamOperator<RawMessage> routed = route(messages);
    SingleOutputStreamOperator<AccountInput> sparkplug = followSparkplug(routed);
    SingleOutputStreamOperator<AccountInput> mapped = readMapped(routed);
    SingleOutputStreamOperator<PeriodTotal> machines = account(routed, sparkplug.union(mapped));
    DataStream<ElementDelta> lineDeltas = machines.getSideOutput(MachineOperator.LINES);
    SingleOutputStreamOperator<PeriodTotal> lines = rollUp(lineDeltas, Level.TENANT, "lines");
    SingleOutputStreamOperator<PeriodTotal> tenants =
        rollUp(lines.getSideOutput(PlaceOperator.ABOVE), Level.ESTATE, "tenants");
    SingleOutputStreamOperator<PeriodTotal> estates =
        rollUp(tenants.getSideOutput(PlaceOperator.ABOVE), null, "estates");
    SingleOutputStreamOperator<FigureRow> ofLines = figures(lines, "lines");
    SingleOutputStreamOperator<FigureRow> ofTenants = figures(tenants, "tenants");
    return new Outputs(
        List.of(figures(machines, "machines"), ofLines, ofTenants, figures(estates, "estates")),
        chain(
            ofLines
                .getSideOutput(FigureFunction.LEDGER)
                .union(ofTenants.getSideOutput(FigureFunction.LEDGER))),
        routed
            .getSideOutput(Refusals.DEAD_LETTERS)
            .union(
                sparkplug.getSideOutput(Refusals.DEAD_LETTERS),
                mapped.getSideOutput(Refusals.DEAD_LETTERS),
                machines.getSideOutput(Refusals.DEAD_LETTERS)),
        machines.getSideOutput(MachineOperator.LATE),
        AlertStreams.build(
            machines.getSideOutput(MachineOperator.PULSES),
            lineDeltas,
            config.references(),
            untilMillis),
        sparkplug.getSideOutput(SparkplugFunction.COMMANDS),
        sparkplug.getSideOutput(SparkplugFunction.STATUS),
        machines.getSideOutput(MachineOperator.STOPS),
        orders(machines.getSideOutput(MachineOperator.ORDERS)),
        machines.getSideOutput(MachineOperator.READINGS));
  }

  private SingleOutputStreamOperator<RawMessage> route(DataStream<RawMessage> messages) {
    return messages
        .process(new TopicRouter(config.references()))
        .returns(RawMessageType.INSTANCE)
        .uid("decode")
        .name("decode");
  }

  private SingleOutputStreamOperator<AccountInput> followSparkplug(
      SingleOutputStreamOperator<RawMessage> routed) {
    return routed
        .getSideOutput(TopicRouter.SPARKPLUG)
        .keyBy(SparkplugFunction::keyOf)
        .process(new SparkplugFunction(config.references(), config.decode()))
        .uid("sparkplug")
        .name("sparkplug edge nodes");
  }

  private SingleOutputStreamOperator<AccountInput> readMapped(
      SingleOutputStreamOperator<RawMessage> routed) {
    return routed
        .getSideOutput(TopicRouter.MAPPED)
        .keyBy(input -> input.machine().topic())
        .process(new MappingFunction(config.references(), config.decode()))
        .uid("mapped")
        .name("mapped devices");
  }

  /** Messages go to their machine as bytes, and are decoded where its account is. */
  private SingleOutputStreamOperator<PeriodTotal> account(
      DataStream<RawMessage> messages, DataStream<AccountInput> readings) {
    return messages
        .keyBy(RawMessage::machineTopic)
        .connect(readings.keyBy(input -> input.machine().topic()))
        .transform(
            "machine accounts",
            TypeInformation.of(PeriodTotal.class),
            new MachineOperator(
                config.references(),
                config.decode(),
                config.account(),
                config.rollup(),
                untilMillis))
        .uid("machines");
  }

  /** One stage up: what lines, tenants or estates come to, and sums for the level above. */
  private SingleOutputStreamOperator<PeriodTotal> rollUp(
      DataStream<ElementDelta> deltas, Level above, String name) {
    return deltas
        .keyBy(ElementDelta::entity)
        .transform(
            "roll-up of " + name,
            TypeInformation.of(PeriodTotal.class),
            new PlaceOperator(config.references(), config.rollup(), above, untilMillis))
        .uid("rollup-" + name);
  }

  private SingleOutputStreamOperator<FigureRow> figures(
      DataStream<PeriodTotal> totals, String name) {
    return totals
        .process(new FigureFunction(config.references()))
        .uid("figures-" + name)
        .name("figures of " + name);
  }

  private DataStream<OrderRow> orders(DataStream<OrderRow> ofMachines) {
    return ofMachines
        .keyBy(OrderFunction::keyOf)
        .process(new OrderFunction(config.references()))
        .uid("orders")
        .name("orders of lines");
  }

  private DataStream<LedgerRow> chain(DataStream<LedgerEntry> entries) {
    return entries
        .keyBy(LedgerChainFunction::chainOf)
        .process(new YearFunction(config.references()))
        .uid("year-verdicts")
        .name("verdicts on years")
        .keyBy(LedgerChainFunction::chainOf)
        .process(new LedgerChainFunction(config.takeover()))
        .uid("ledger-chain")
        .name("ledger chain");
  }
}
