package hk.innopark.jobs.compute;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.FeedReader;
import hk.innopark.events.MachineId;
import hk.innopark.events.RawMessage;
import hk.innopark.jobs.PipelineConfig;
import hk.innopark.jobs.TelemetryPipeline;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.jobs.source.RawMessageType;
import hk.innopark.jobs.sparkplug.SparkplugFunction;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.ledger.LedgerJson;
import hk.innopark.registry.ledger.LedgerRow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A tenant's ledger is a function of that tenant's messages: the same bytes alone on one subtask,
 * and beside others on up to four, with partitions in any turns, any cadence of watermarks, and a
 * job that fails or a TaskManager that ends on the way. {@code -Disolation.feeds=200} for the long
 * run, {@code -Disolation.first=N} to begin with another feed, {@code -Disolation.heads=FILE} notes
 * each chain's head, to compare two versions of Java.
 */
class OneTenantsLedgerTest {
  private static final int FIRST = Integer.getInteger("isolation.first", 1);
  private static final int FEEDS = Integer.getInteger("isolation.feeds", 4);
  private static final int MESSAGES = 900;
  private static final int TENANTS = 3;

  /** How a run ends before its end. */
  private enum Accident {
    NONE,
    FAILURE,
    LOST_TASK_MANAGER
  }

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(4)
              .setConfiguration(smallBuffers())
              .build());

  @TempDir Path directory;

  /** A TaskManager that is lost leaves its buffers behind in this process, once each. */
  private static Configuration smallBuffers() {
    Configuration configuration = new Configuration();
    configuration.set(TaskManagerOptions.MEMORY_SEGMENT_SIZE, MemorySize.parse("8kb"));
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.parse("16mb"));
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.parse("16mb"));
    return configuration;
  }

  static Stream<Integer> seeds() {
    return Stream.iterate(FIRST, seed -> seed + 1).limit(FEEDS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void isTheSameAloneAndBesideOthers(int seed, @InjectMiniCluster MiniCluster cluster)
      throws Exception {
    ValueFuzz fuzz = new ValueFuzz(seed);
    Path feed = directory.resolve("feed.ndjson");
    fuzz.write(feed, MESSAGES, 20_000, Duration.ofHours(7).toMillis());
    List<RawMessage> all = read(feed);
    String tenant = "t" + seed % TENANTS;
    List<RawMessage> own = all.stream().filter(message -> isOf(message.topic(), tenant)).toList();
    long end = all.get(all.size() - 1).receivedAtMillis() + Duration.ofHours(6).toMillis();
    ReferenceData.Source registry =
        ReferenceData.Source.of(RegistryYaml.parse(fuzz.registry(), "fuzz.yaml"));

    Random random = new Random(seed);
    List<String> alone = ledger(run(own, registry, end, 1, 1, 1), tenant);
    Run beside = new Run(all, registry, end, 1 + seed % 4, 1 + random.nextInt(3), 97);
    beside.accident = Accident.values()[seed % Accident.values().length];
    beside.place = random.nextInt(MESSAGES);
    List<String> crowded = ledger(beside.rows(cluster), tenant);

    assertThat(crowded).isNotEmpty();
    int same = 0;
    while (same < Math.min(crowded.size(), alone.size())
        && crowded.get(same).equals(alone.get(same))) {
      same++;
    }
    assertThat(crowded.subList(same, Math.min(same + 1, crowded.size())))
        .as("row %d of %d, beside others %d", same + 1, alone.size(), crowded.size())
        .isEqualTo(alone.subList(same, Math.min(same + 1, alone.size())));
    note(seed, alone);
  }

  private static List<LedgerRow> run(
      List<RawMessage> messages,
      ReferenceData.Source registry,
      long end,
      int parallelism,
      int partitions,
      int cadence)
      throws Exception {
    return new Run(messages, registry, end, parallelism, partitions, cadence).rows(null);
  }

  private static boolean isOf(String topic, String tenant) {
    return MachineId.ofTopic(topic).map(machine -> machine.tenant().equals(tenant)).orElse(false);
  }

  private static List<RawMessage> read(Path feed) throws IOException {
    List<RawMessage> messages = new ArrayList<>();
    try (FeedReader reader = FeedReader.open(feed)) {
      for (var next = reader.next(); next.isPresent(); next = reader.next()) {
        messages.add(next.get());
      }
    }
    return messages;
  }

  private static List<String> ledger(List<LedgerRow> rows, String tenant) {
    return rows.stream()
        .filter(row -> row.entry().tenant().equals(tenant))
        .sorted(
            Comparator.<LedgerRow, String>comparing(row -> row.entry().origin())
                .thenComparingLong(LedgerRow::seq))
        .map(LedgerJson::format)
        .toList();
  }

  private static void note(int seed, List<String> rows) throws Exception {
    String file = System.getProperty("isolation.heads");
    if (file != null) {
      byte[] bytes = String.join("\n", rows).getBytes(StandardCharsets.UTF_8);
      Files.writeString(
          Path.of(file),
          seed
              + " "
              + rows.size()
              + " "
              + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes))
              + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
  }

  /** One run of the pipeline. */
  private static final class Run {
    /** Messages that were seen, the place of the accident, and whether it has been. */
    private static final AtomicLong SEEN = new AtomicLong();

    private static volatile long accidentAt;
    private static volatile boolean fails;
    private static volatile CountDownLatch reached = new CountDownLatch(1);

    private final List<RawMessage> messages;
    private final ReferenceData.Source registry;
    private final long end;
    private final int parallelism;
    private final int partitions;
    private final int cadence;
    private Accident accident = Accident.NONE;
    private long place;

    Run(
        List<RawMessage> messages,
        ReferenceData.Source registry,
        long end,
        int parallelism,
        int partitions,
        int cadence) {
      this.messages = messages;
      this.registry = registry;
      this.end = end;
      this.parallelism = parallelism;
      this.partitions = partitions;
      this.cadence = cadence;
    }

    List<LedgerRow> rows(MiniCluster cluster) throws Exception {
      SEEN.set(0);
      reached = new CountDownLatch(1);
      accidentAt = accident == Accident.NONE ? Long.MAX_VALUE : place;
      fails = accident == Accident.FAILURE;
      Configuration configuration = new Configuration();
      configuration.set(PipelineOptions.OBJECT_REUSE, true);
      configuration.set(PipelineOptions.GENERIC_TYPES, false);
      configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
      configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 20);
      configuration.set(
          RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(50));
      StreamExecutionEnvironment environment =
          StreamExecutionEnvironment.getExecutionEnvironment(configuration);
      environment.setParallelism(parallelism);
      environment.enableCheckpointing(accident == Accident.NONE ? 2_000 : 40);
      PipelineConfig config = PipelineConfig.live(registry).boundedBy(Instant.ofEpochMilli(end));
      DataStream<LedgerRow> ledger = TelemetryPipeline.build(source(environment), config).ledger();
      List<LedgerRow> rows = new ArrayList<>();
      try (CloseableIterator<LedgerRow> iterator = ledger.collectAsync()) {
        JobClient job = environment.executeAsync("ledger");
        // beside the rows being taken, without which the job would stand still
        CompletableFuture<Void> loss =
            accident == Accident.LOST_TASK_MANAGER
                ? CompletableFuture.runAsync(() -> loseTaskManager(cluster))
                : CompletableFuture.completedFuture(null);
        iterator.forEachRemaining(rows::add);
        job.getJobExecutionResult().get();
        loss.get();
      }
      return rows;
    }

    private static void loseTaskManager(MiniCluster cluster) {
      try {
        if (!reached.await(5, TimeUnit.MINUTES)) {
          throw new IllegalStateException("the place of the accident was not reached");
        }
        cluster.terminateTaskManager(0).get();
        cluster.startTaskManager();
      } catch (Exception failed) {
        throw new IllegalStateException("the TaskManager was not lost", failed);
      }
    }

    /** Partitions by topic, each in the order of arrival, in whatever turns they come. */
    private DataStream<RawMessage> source(StreamExecutionEnvironment environment) {
      int every = cadence;
      DataStream<RawMessage> all = null;
      for (int partition = 0; partition < partitions; partition++) {
        int number = partition;
        List<RawMessage> part =
            messages.stream()
                .filter(message -> Math.floorMod(message.topic().hashCode(), partitions) == number)
                .toList();
        if (part.isEmpty()) {
          continue;
        }
        DataStream<RawMessage> one =
            environment
                .fromData(part, RawMessageType.INSTANCE)
                .setParallelism(1)
                .map(Run::passes)
                .returns(RawMessageType.INSTANCE)
                .setParallelism(1)
                .assignTimestampsAndWatermarks(
                    WatermarkStrategy.<RawMessage>forGenerator(context -> new Cadence(every))
                        .withTimestampAssigner((message, ignored) -> message.receivedAtMillis()))
                .setParallelism(1);
        all = all == null ? one : all.union(one);
      }
      // a topic has one way, as it has one partition
      return all.keyBy(SparkplugFunction::keyOf);
    }

    private static RawMessage passes(RawMessage message) throws InterruptedException {
      if (SEEN.getAndIncrement() == accidentAt) {
        reached.countDown();
        if (fails) {
          throw new IllegalStateException("an accident, as was ordered");
        }
      }
      if (accidentAt != Long.MAX_VALUE) {
        // so slow that checkpoints are made on the way
        Thread.sleep(1);
      }
      return message;
    }
  }

  /** A watermark after each so many messages. */
  private static final class Cadence implements WatermarkGenerator<RawMessage> {
    private final int every;
    private int count;
    private long greatest = Long.MIN_VALUE + 1;

    Cadence(int every) {
      this.every = every;
    }

    @Override
    public void onEvent(RawMessage message, long timestamp, WatermarkOutput output) {
      greatest = Math.max(greatest, timestamp);
      if (++count % every == 0) {
        output.emitWatermark(new Watermark(greatest - 1));
      }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {}
  }
}
