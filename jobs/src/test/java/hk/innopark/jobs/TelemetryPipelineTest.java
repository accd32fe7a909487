package hk.innopark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hk.innopark.events.DeadLetter;
import hk.innopark.events.Grain;
import hk.innopark.events.Level;
import hk.innopark.events.RawMessage;
import hk.innopark.jobs.account.MachineOperator;
import hk.innopark.jobs.decode.Refusals;
import hk.innopark.jobs.figures.FigureRow;
import hk.innopark.jobs.figures.Measurement;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.jobs.rollup.RollupConfig;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.ledger.LedgerRow;
import hk.innopark.simulators.junit.ReplayFeed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The whole pipeline on a small cluster, over feeds with duplicates, garbage and a backlog. */
class TelemetryPipelineTest {
  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Fields that are a sum over what an entity consists of, and over time. */
  private static final Map<Measurement, List<String>> SUMS =
      Map.of(
          Measurement.THROUGHPUT,
          List.of(
              "good",
              "scrap",
              "planned_busy_s",
              "planned_down_s",
              "production_s",
              "setup_s",
              "delay_s",
              "idle_s",
              "unknown_s",
              "outside_plan_s",
              "ideal_s",
              "failures"),
          Measurement.ENERGY,
          List.of(
              "grid_kwh",
              "pv_kwh",
              "reactive_kvarh",
              "running_kwh",
              "idle_kwh",
              "setup_kwh",
              "down_kwh",
              "off_kwh",
              "unknown_kwh",
              "cost_energy_hkd"),
          Measurement.SUSTAINABILITY,
          List.of("scope1_kg", "scope2_location_kg", "scope3_kg", "water_m3"),
          Measurement.QUALITY_OF_DATA,
          List.of(
              "messages",
              "duplicates",
              "dead_letters",
              "sequence_gaps",
              "expected",
              "valid",
              "estimated"));

  /** One thing that came out; the others are null. */
  public record Output(FigureRow figure, LedgerRow ledger, DeadLetter letter, RawMessage late) {}

  /** All that came out. */
  private record Run(List<Output> outputs, JobExecutionResult result) {
    <T> List<T> all(Function<Output, T> kind) {
      return outputs.stream().map(kind).filter(value -> value != null).toList();
    }

    /** The newest of each row. */
    List<FigureRow> figures() {
      Map<String, FigureRow> newest = new HashMap<>();
      for (FigureRow row : all(Output::figure)) {
        newest.put(
            row.measurement() + row.grain().name() + row.startMillis() + of(row, Level.MACHINE),
            row);
      }
      return List.copyOf(newest.values());
    }

    long count(String accumulator) {
      return result.<Long>getAccumulatorResult(accumulator);
    }
  }

  @Test
  void nothingIsLostOrAddedOnTheWayUp(
      @ReplayFeed(lasts = "PT2H", faults = ReplayFeed.Faults.DEMO) List<RawMessage> feed)
      throws Exception {
    Run run = run(feed, Grain.HOUR, Grain.DAY);
    List<FigureRow> rows = run.figures();
    for (Level level : EnumSet.of(Level.LINE, Level.TENANT, Level.ESTATE)) {
      Level below = Level.values()[level.ordinal() - 1];
      Map<String, Map<String, Long>> parts =
          sums(rows, below, row -> row.grain() + key(row, level));
      Map<String, Map<String, Long>> wholes =
          sums(rows, level, row -> row.grain() + key(row, level));
      assertThat(wholes).as(level.name()).isNotEmpty().isEqualTo(parts);
    }
  }

  @Test
  void hoursSumToTheirDay(
      @ReplayFeed(lasts = "PT2H30M", tenant = "golden-noodle", faults = ReplayFeed.Faults.DEMO)
          List<RawMessage> feed)
      throws Exception {
    Run run = run(feed, Grain.HOUR, Grain.DAY);
    for (Level level : Level.values()) {
      Map<String, Map<String, Long>> hours =
          sums(only(run.figures(), Grain.HOUR), level, row -> of(row, level));
      Map<String, Map<String, Long>> days =
          sums(only(run.figures(), Grain.DAY), level, row -> of(row, level));
      assertThat(days).as(level.name()).isNotEmpty().isEqualTo(hours);
    }
  }

  @Test
  void theLedgersTenantsAreTheSumsOfTheirLinesElementByElement(
      @ReplayFeed(lasts = "PT2H", faults = ReplayFeed.Faults.DEMO) List<RawMessage> feed)
      throws Exception {
    Run run = run(feed, Grain.HOUR);
    Map<String, Map<String, Long>> lines = new HashMap<>();
    Map<String, Map<String, Long>> tenants = new HashMap<>();
    for (LedgerRow row : newest(run.all(Output::ledger))) {
      Map<String, Map<String, Long>> sums = row.entry().line() == null ? tenants : lines;
      String hour =
          row.entry().tenant() + row.entry().origin() + ' ' + row.entry().periodStartMillis();
      Map<String, Long> sum = sums.computeIfAbsent(hour, ignored -> new HashMap<>());
      for (Map.Entry<String, JsonNode> element :
          JSON.readTree(row.entry().elements()).properties()) {
        sum.merge(element.getKey(), element.getValue().longValue(), Math::addExact);
      }
    }
    lines.values().forEach(sum -> sum.values().removeIf(value -> value == 0));
    assertThat(tenants).isNotEmpty().isEqualTo(lines);
  }

  @Test
  void everyMessageIsCountedAsExactlyOneThingAndWhatIsRefusedComesOut(
      @ReplayFeed(lasts = "PT2H", faults = ReplayFeed.Faults.DEMO, seed = 5) List<RawMessage> feed)
      throws Exception {
    Run run = run(feed, Grain.DAY);
    long decoded = run.count(MachineOperator.DECODED);
    long duplicates = run.count(MachineOperator.DUPLICATES);
    long refused = run.count(Refusals.COUNTED);
    assertThat(duplicates).isPositive();
    assertThat(refused).isPositive();
    assertThat(decoded + duplicates + refused).isEqualTo(feed.size());
    assertThat(run.all(Output::letter)).hasSize((int) refused);
    assertThat(run.all(Output::late)).hasSize((int) run.count(MachineOperator.LATE_COUNT));

    long messages = 0;
    for (FigureRow row : run.figures()) {
      if (row.level() == Level.ESTATE && row.measurement() == Measurement.QUALITY_OF_DATA) {
        messages += nano(row, "messages") + nano(row, "late");
      }
    }
    assertThat(messages).as("decoded, by the estates").isEqualTo(decoded * 1_000_000_000L);
  }

  @Test
  void aReadingTooLateIsPutAsideAndCounted(
      @ReplayFeed(lasts = "PT10M", tenant = "golden-noodle") List<RawMessage> feed)
      throws Exception {
    RawMessage first = feed.get(0);
    long threeDaysLater = first.receivedAtMillis() + 3 * 86_400_000L;
    List<RawMessage> withLate = new ArrayList<>(feed.subList(1, feed.size()));
    withLate.add(new RawMessage(threeDaysLater, first.topic(), first.payload()));
    Run run = run(withLate, Grain.DAY);
    assertThat(run.all(Output::late)).hasSize(1);
    assertThat(run.all(Output::late).get(0).payload()).isEqualTo(first.payload());
    assertThat(run.count(MachineOperator.LATE_COUNT)).isEqualTo(1);
  }

  private static Run run(List<RawMessage> feed, Grain... grains) throws Exception {
    long end = feed.stream().mapToLong(RawMessage::receivedAtMillis).max().orElseThrow();
    // what collects the output has no uid; the pipeline's own are seen to elsewhere
    Configuration configuration = FlinkDefaults.pipeline();
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, true);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    environment.setParallelism(2);
    DataStream<RawMessage> messages =
        environment
            .fromData(feed, TypeInformation.of(RawMessage.class))
            .setParallelism(1)
            .assignTimestampsAndWatermarks(
                WatermarkStrategy.<RawMessage>forMonotonousTimestamps()
                    .withTimestampAssigner((message, ignored) -> message.receivedAtMillis()))
            .setParallelism(1)
            .keyBy(RawMessage::topic);
    PipelineConfig config =
        PipelineConfig.live(ReferenceData.Source.of(RegistryYaml.sample()))
            .withRollup(RollupConfig.DEFAULT.withGrains(Set.of(grains)))
            .boundedBy(Instant.ofEpochMilli(end));
    TelemetryPipeline.Outputs outputs = TelemetryPipeline.build(messages, config);
    DataStream<Output> all =
        outputs
            .figures()
            .map(row -> new Output(row, null, null, null))
            .returns(Output.class)
            .union(
                outputs
                    .ledger()
                    .map(row -> new Output(null, row, null, null))
                    .returns(Output.class),
                outputs
                    .deadLetters()
                    .map(letter -> new Output(null, null, letter, null))
                    .returns(Output.class),
                outputs
                    .late()
                    .map(message -> new Output(null, null, null, message))
                    .returns(Output.class));
    List<Output> collected = new ArrayList<>();
    try (CloseableIterator<Output> iterator = all.collectAsync()) {
      JobClient job = environment.executeAsync("pipeline");
      iterator.forEachRemaining(collected::add);
      return new Run(collected, job.getJobExecutionResult().get());
    }
  }

  /** The last revision of each entry. */
  private static List<LedgerRow> newest(List<LedgerRow> rows) {
    Map<String, LedgerRow> newest = new HashMap<>();
    rows.stream()
        .sorted(Comparator.comparingInt(row -> row.entry().revision()))
        // a period's elements are the same in all of its measurements
        .forEach(
            row ->
                newest.put(
                    row.entry().tenant()
                        + row.entry().origin()
                        + row.entry().line()
                        + row.entry().periodStartMillis(),
                    row));
    return List.copyOf(newest.values());
  }

  private static List<FigureRow> only(List<FigureRow> rows, Grain grain) {
    return rows.stream().filter(row -> row.grain() == grain).toList();
  }

  /** The sums of a level's rows by group and field, in 10⁻⁹; what is zero does not matter. */
  private static Map<String, Map<String, Long>> sums(
      List<FigureRow> rows, Level level, Function<FigureRow, String> group) {
    Map<String, Map<String, Long>> sums = new HashMap<>();
    for (FigureRow row : rows) {
      if (row.level() == level) {
        Map<String, Long> sum = sums.computeIfAbsent(group.apply(row), ignored -> new HashMap<>());
        for (String field : SUMS.get(row.measurement())) {
          sum.merge(row.measurement().wireName() + '.' + field, nano(row, field), Math::addExact);
        }
      }
    }
    sums.values().forEach(sum -> sum.values().removeIf(value -> value == 0));
    return sums;
  }

  /** Exact for sums below 10¹⁵, since a double holds 53 bits of them. */
  private static long nano(FigureRow row, String field) {
    return Math.round(row.values()[row.measurement().fields().indexOf(field)] * 1e9);
  }

  private static String key(FigureRow row, Level level) {
    return row.startMillis() + of(row, level);
  }

  /** The entity around a row at a level. */
  private static String of(FigureRow row, Level level) {
    String entity = ' ' + row.origin() + ' ' + row.estate();
    for (Level part : EnumSet.of(Level.TENANT, Level.LINE, Level.MACHINE)) {
      if (level.ordinal() <= part.ordinal()) {
        entity +=
            switch (part) {
              case TENANT -> '/' + row.tenant();
              case LINE -> '/' + row.line();
              default -> '/' + row.machine();
            };
      }
    }
    return entity;
  }
}
