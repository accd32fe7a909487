package hk.innopark.jobs.compute;

import hk.innopark.events.Alert;
import hk.innopark.events.DeadLetter;
import hk.innopark.events.Grain;
import hk.innopark.events.RawMessage;
import hk.innopark.jobs.FlinkDefaults;
import hk.innopark.jobs.PipelineConfig;
import hk.innopark.jobs.TelemetryPipeline;
import hk.innopark.jobs.account.OrderRow;
import hk.innopark.jobs.account.StopRow;
import hk.innopark.jobs.alert.AlertJson;
import hk.innopark.jobs.figures.FigureRow;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.jobs.rollup.RollupConfig;
import hk.innopark.jobs.source.ArrivalWatermarks;
import hk.innopark.jobs.sparkplug.SparkplugFunction;
import hk.innopark.registry.ledger.LedgerJson;
import hk.innopark.registry.ledger.LedgerRow;
import hk.innopark.registry.model.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Computes a feed by the live pipeline: the same feed and registry always give the same bytes, at
 * any parallelism.
 */
public final class FeedComputation {
  private static final String FIGURES = "figures.ndjson";
  private static final String LEDGER = "ledger.ndjson";
  private static final String DEAD_LETTERS = "deadletters.ndjson";

  private static final String ALERTS = "alerts.ndjson";
  private static final String STOPS = "stops.ndjson";
  private static final String ORDERS = "orders.ndjson";

  /** How many lines were written to each file. */
  public record Summary(long messages, long figures, long ledgerRows, long deadLetters) {}

  private final ReferenceData.Source references;
  private final Path feed;
  private final Set<Grain> grains;
  private final int parallelism;
  private final long figuresFromMillis;
  private final long figuresUntilMillis;

  /** By a registry that always applies. */
  public FeedComputation(Registry registry, Path feed, Set<Grain> grains, int parallelism) {
    this(
        ReferenceData.Source.of(registry),
        feed,
        grains,
        parallelism,
        Long.MIN_VALUE,
        Long.MAX_VALUE);
  }

  /**
   * @param grains which are reported in the figures; the ledger holds hours, days and months of
   *     them
   */
  public FeedComputation(
      ReferenceData.Source references, Path feed, Set<Grain> grains, int parallelism) {
    this(references, feed, grains, parallelism, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  private FeedComputation(
      ReferenceData.Source references,
      Path feed,
      Set<Grain> grains,
      int parallelism,
      long figuresFromMillis,
      long figuresUntilMillis) {
    this.figuresFromMillis = figuresFromMillis;
    this.figuresUntilMillis = figuresUntilMillis;
    this.references = references;
    this.feed = feed;
    this.grains = Set.copyOf(grains);
    this.parallelism = parallelism;
  }

  /** Reports only the periods that touch a time, epoch milliseconds; the ledger is whole. */
  public FeedComputation reporting(long fromMillis, long untilMillis) {
    return new FeedComputation(references, feed, grains, parallelism, fromMillis, untilMillis);
  }

  /**
   * Computes, and writes {@code figures.ndjson}, {@code ledger.ndjson}, {@code deadletters.ndjson},
   * {@code alerts.ndjson}, {@code stops.ndjson} and {@code orders.ndjson} into the directory, all
   * or none.
   *
   * @throws IOException where the feed cannot be read or the directory not be written
   */
  public Summary run(Path directory) throws Exception {
    FeedScan scan = FeedScan.of(feed);
    Files.createDirectories(directory);
    Path parts = Files.createTempDirectory(directory, ".parts-");
    try {
      if (scan.messages() > 0) {
        execute(scan, parts);
      }
      long figures = PartFiles.writeNewestOfEach(parts, FIGURES);
      long rows = PartFiles.writeSorted(parts, LEDGER, LedgerJson::parse, ledgerOrder());
      long letters = PartFiles.writeSorted(parts, DEAD_LETTERS);
      PartFiles.writeSorted(parts, ALERTS);
      PartFiles.writeNewestOfEach(parts, STOPS);
      PartFiles.writeNewestOfEach(parts, ORDERS);
      OrderFile.makeRows(parts.resolve(ORDERS));
      for (String file : List.of(FIGURES, LEDGER, DEAD_LETTERS, ALERTS, STOPS, ORDERS)) {
        PartFiles.moveInto(parts.resolve(file), directory.resolve(file));
      }
      return new Summary(scan.messages(), figures, rows, letters);
    } finally {
      delete(parts);
    }
  }

  private void execute(FeedScan scan, Path parts) throws Exception {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(parallelism, FlinkDefaults.embedded());
    RollupConfig rollup = RollupConfig.DEFAULT.withGrains(grains);
    PipelineConfig config =
        PipelineConfig.live(references)
            .withRollup(scan.annotations() > 0 ? rollup.keepingMinutes() : rollup)
            .boundedBy(scan.end());
    TelemetryPipeline.Outputs outputs =
        TelemetryPipeline.build(messages(environment, scan), config);
    sink(figuresOf(outputs), new PartFileSink<FigureRow>(parts, FIGURES, FigureJson::line));
    sink(outputs.ledger(), new PartFileSink<LedgerRow>(parts, LEDGER, LedgerJson::format));
    sink(
        outputs.deadLetters(),
        new PartFileSink<DeadLetter>(parts, DEAD_LETTERS, DeadLetterJson::line));
    sink(outputs.alerts(), new PartFileSink<Alert>(parts, ALERTS, AlertJson::line));
    sink(outputs.stops(), new PartFileSink<StopRow>(parts, STOPS, StopJson::line));
    sink(outputs.orders(), new PartFileSink<OrderRow>(parts, ORDERS, OrderJson::line));
    environment.execute("compute " + feed.getFileName());
  }

  private DataStream<FigureRow> figuresOf(TelemetryPipeline.Outputs outputs) {
    if (figuresFromMillis == Long.MIN_VALUE) {
      return outputs.figures();
    }
    long from = figuresFromMillis;
    long until = figuresUntilMillis;
    return outputs
        .figures()
        .filter(row -> row.startMillis() < until && row.endMillis() > from)
        .uid("reported")
        .name("reported");
  }

  private DataStream<RawMessage> messages(StreamExecutionEnvironment environment, FeedScan scan) {
    FileSource<RawMessage> source =
        FileSource.forRecordStreamFormat(
                new FeedFormat(), new org.apache.flink.core.fs.Path(feed.toAbsolutePath().toUri()))
            .build();
    WatermarkStrategy<RawMessage> arrival =
        ArrivalWatermarks.<RawMessage>behind(scan.disorder())
            .withTimestampAssigner((message, ignored) -> message.receivedAtMillis());
    return environment
        .fromSource(source, arrival, "feed")
        .uid("feed")
        // one reader, and the messages of a topic or edge node on one way: the order of lines is
        // that of arrival
        .setParallelism(1)
        .keyBy(SparkplugFunction::keyOf);
  }

  private static <T> void sink(DataStream<T> records, PartFileSink<T> sink) {
    records.sinkTo(sink).uid("sink-" + sink.name()).name(sink.name());
  }

  private static Comparator<LedgerRow> ledgerOrder() {
    return Comparator.<LedgerRow, String>comparing(row -> row.entry().tenant())
        .thenComparing(row -> row.entry().origin())
        .thenComparingLong(LedgerRow::seq);
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }
}
