package hk.innopark.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hk.innopark.embedded.server.EmbeddedKafka;
import hk.innopark.embedded.server.EmbeddedPostgres;
import hk.innopark.events.FeedWriter;
import hk.innopark.events.Grain;
import hk.innopark.events.MachineId;
import hk.innopark.events.RawMessage;
import hk.innopark.events.Topics;
import hk.innopark.events.process.LoopbackPorts;
import hk.innopark.gateway.KafkaTopics;
import hk.innopark.jobs.compute.FeedComputation;
import hk.innopark.operations.migrate.Migration;
import hk.innopark.registry.DatabaseRole;
import hk.innopark.registry.RegistrySchema;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.access.Secret;
import hk.innopark.registry.ledger.ChainVerdict;
import hk.innopark.registry.ledger.LedgerEntry;
import hk.innopark.registry.ledger.LedgerJson;
import hk.innopark.registry.ledger.LedgerRow;
import hk.innopark.registry.ledger.LedgerStore;
import hk.innopark.registry.ledger.LedgerVerifier;
import hk.innopark.simulators.junit.ReplayFeed;
import hk.innopark.simulators.junit.SimulatedFeed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** The job's jar on real Flink servers: killed under load, stopped, restored at another scale. */
@EnabledIfSystemProperty(
    named = "servers",
    matches = "true",
    disabledReason = "servers of the compose file as processes: -Dservers=true")
class ClusterIT {
  private static final Duration PATIENCE = Duration.ofMinutes(8);
  private static final String WRITER = "ledger-writer";
  private static final String PASSWORD = "not a secret";

  @TempDir Path folder;

  private EmbeddedKafka kafka;
  private EmbeddedPostgres postgres;
  private RecordingStore store;
  private FlinkServers flink;

  @BeforeEach
  void startServers() throws Exception {
    assumeTrue(FlinkServers.missing().isEmpty(), FlinkServers.missing());
    kafka =
        EmbeddedKafka.start(folder.resolve("kafka"), LoopbackPorts.free(), LoopbackPorts.free());
    KafkaTopics.create(kafka.bootstrapServers(), 4);
    postgres =
        EmbeddedPostgres.start(
            folder.resolve("programs"),
            folder.resolve("postgres"),
            LoopbackPorts.free(),
            Secret.keptIn(folder.resolve("password")));
    RegistrySchema.migrate(database());
    RegistrySchema.createLogin(database(), WRITER, PASSWORD, DatabaseRole.WRITER);
    store = new RecordingStore();
    flink = new FlinkServers(folder.resolve("flink"), jobEnvironment());
  }

  @AfterEach
  void stopServers() throws Exception {
    for (AutoCloseable part : new AutoCloseable[] {flink, store, kafka, postgres}) {
      if (part != null) {
        part.close();
      }
    }
  }

  @Test
  void killedStoppedAndRescaledTheLedgerIsThatOfABoundedRun(
      @ReplayFeed(
              from = "2026-03-03T14:00:00Z",
              lasts = "PT2H15M",
              faults = ReplayFeed.Faults.DEMO,
              seed = 5)
          SimulatedFeed feed)
      throws Exception {
    List<RawMessage> messages = withAnEnd(feed.messages());
    List<LedgerRow> expected = boundedRun(messages);
    FlinkRest rest = flink.rest();
    flink.startZooKeeper();
    ServerProcess jobManager = flink.startJobManager(2);
    // a slot each, so that the job is on both
    flink.startTaskManager(1);
    ServerProcess taskManager = flink.startTaskManager(1);

    int before = messages.size() * 90 / 100;
    Duration taskManagerRecovery;
    Duration jobManagerRecovery;
    String savepoint;
    AtomicReference<ServerProcess> successor = new AtomicReference<>();
    try (PacedPublisher publisher =
        new PacedPublisher(messages.subList(0, before), kafka.bootstrapServers())) {
      publisher.goOnTo(30);
      awaitTrue(() -> rest.isRunningSince(0) && rest.checkpoints() >= 2);
      assertThat(rest.uploadStatus()).as("a jar is offered").isEqualTo(404);
      assertThat(rest.get("/taskmanagers").path("taskmanagers")).hasSize(2);

      publisher.goOnTo(55);
      taskManagerRecovery =
          recovery(
              rest,
              () -> {
                taskManager.kill();
                flink.startTaskManager(1);
              });

      publisher.goOnTo(80);
      jobManagerRecovery =
          recovery(
              rest,
              () -> {
                jobManager.kill();
                successor.set(flink.startJobManager(2));
              });

      // everything of the partitions of before is read, then there are more of them
      publisher.goOnTo(100);
      publisher.awaitSent();
      awaitRead(before);
      savepoint = rest.stop();
      // in application mode the JobManager ends with its job
      awaitTrue(() -> !successor.get().isAlive());
      addPartitions(6);
    }
    // a producer learns of new partitions after a while, a new one at once
    try (PacedPublisher publisher =
        new PacedPublisher(messages.subList(before, messages.size()), kafka.bootstrapServers())) {
      flink.startTaskManager(2);
      ServerProcess twice = flink.startJobManager(4, savepoint);
      awaitRunning(rest, twice);
      assertThat(parallelism(rest)).contains(4);
      publisher.goOnTo(50);
      publisher.awaitSent();
      String larger = rest.stop();
      awaitTrue(() -> !twice.isAlive());
      publisher.goOnTo(100);
      awaitRunning(rest, flink.startJobManager(1, larger));
      assertThat(parallelism(rest)).containsOnly(1);
      publisher.awaitSent();

      LedgerStore ledger = new LedgerStore(database());
      awaitTrue(() -> ledger.rowCount() >= expected.size());
      // whatever is too much has come by then
      long completeAtMillis = System.currentTimeMillis();
      awaitTrue(() -> rest.hasCheckpointSince(completeAtMillis));
      List<LedgerRow> rows = rows(ledger);
      Set<LedgerRow> lost = new HashSet<>(expected);
      rows.forEach(lost::remove);
      List<LedgerRow> surplus = new ArrayList<>(rows);
      expected.forEach(surplus::remove);

      System.out.printf(
          "cluster: %,d messages, %,d ledger rows: lost %d, duplicated %d; running again %.1f s"
              + " after SIGKILL of a TaskManager (goal 30), %.1f s after SIGKILL of the JobManager"
              + " (goal 60);"
              + " savepoints at 2 -> 4 -> 1, partitions 4 -> 6; %,d lines to the store%n",
          messages.size(),
          rows.size(),
          lost.size(),
          surplus.size(),
          taskManagerRecovery.toMillis() / 1000.0,
          jobManagerRecovery.toMillis() / 1000.0,
          store.lines());
      assertThat(lost).isEmpty();
      assertThat(surplus).isEmpty();
      assertThat(LedgerVerifier.verify(ledger)).isNotEmpty().allMatch(ChainVerdict::holds);
      assertThat(store.lines()).isPositive();
    }
  }

  @Test
  void aReleaseThatCannotTakeTheStateGoesOnWithTheLedger(
      @ReplayFeed(
              from = "2026-03-03T14:00:00Z",
              lasts = "PT2H15M",
              faults = ReplayFeed.Faults.DEMO,
              seed = 6)
          SimulatedFeed feed)
      throws Exception {
    List<RawMessage> messages = withAnEnd(feed.messages());
    List<LedgerRow> expected = boundedRun(messages);
    FlinkRest rest = flink.rest();
    flink.startZooKeeper();
    ServerProcess before = flink.startJobManager(2);
    flink.startTaskManager(2);
    LedgerStore ledger = new LedgerStore(database());
    try (PacedPublisher publisher = new PacedPublisher(messages, kafka.bootstrapServers())) {
      publisher.goOnTo(70);
      publisher.awaitSent();
      awaitTrue(() -> ledger.rowCount() > 0);
      awaitRead(messages.size() * 70 / 100);
      rest.stop();
      awaitTrue(() -> !before.isAlive());
      long rowsBefore = ledger.rowCount();
      long deadBefore = records(Topics.DEAD_LETTER);
      long linesBefore = store.lines();
      flink.close();

      // nothing of the state is there
      flink = new FlinkServers(folder.resolve("refused"), jobEnvironment());
      flink.startZooKeeper();
      ServerProcess refused = flink.startJobManager(2);
      flink.startTaskManager(2);
      awaitTrue(() -> !refused.isAlive());
      assertThat(refused.log())
          .content()
          .contains("the ledger has rows, but the job starts with empty state", "innopark migrate");
      assertThat(ledger.rowCount()).isEqualTo(rowsBefore);
      flink.close();

      Path file = folder.resolve("takeover.json");
      Migration.Plan plan = new Migration(ledger).plan(client(), "innopark-telemetry");
      plan.takeover().write(file);
      Map<String, String> environment = new HashMap<>(jobEnvironment());
      environment.put("LEDGER_TAKEOVER_FILE", file.toString());
      flink = new FlinkServers(folder.resolve("successor"), environment);
      FlinkRest again = flink.rest();
      flink.startZooKeeper();
      flink.startJobManager(2);
      flink.startTaskManager(2);
      awaitTrue(() -> again.isRunningSince(0));
      publisher.goOnTo(100);
      publisher.awaitSent();
      awaitTrue(() -> ledger.rowCount() >= expected.size());
      long completeAtMillis = System.currentTimeMillis();
      awaitTrue(() -> again.hasCheckpointSince(completeAtMillis));

      System.out.printf(
          "migration: %,d rows before, %,d rows after, as a run without it; %,d lines to the store"
              + " before, %,d after; %,d dead letters before, %,d after%n",
          rowsBefore,
          ledger.rowCount(),
          linesBefore,
          store.lines() - linesBefore,
          deadBefore,
          records(Topics.DEAD_LETTER));
      assertThat(plan.openMonth()).isNull();
      assertThat(rows(ledger)).containsExactlyInAnyOrderElementsOf(expected);
      assertThat(LedgerVerifier.verify(ledger)).isNotEmpty().allMatch(ChainVerdict::holds);
      assertThat(deadBefore).isPositive();
      long deadOfTheEnd =
          messages.stream().skip(messages.size() * 70L / 100).filter(ClusterIT::isEnd).count();
      assertThat(records(Topics.DEAD_LETTER) - deadBefore)
          .as("what was refused before is not refused anew")
          .isLessThan(deadBefore + deadOfTheEnd);
    }
  }

  @Test
  @EnabledIfSystemProperty(
      named = "release.jar",
      matches = ".+",
      disabledReason = "the job of the release before: -Drelease.jar=FILE")
  void theSavepointOfTheReleaseBeforeIsTakenOver(
      @ReplayFeed(
              from = "2026-03-03T14:00:00Z",
              lasts = "PT2H15M",
              faults = ReplayFeed.Faults.DEMO,
              seed = 7)
          SimulatedFeed feed)
      throws Exception {
    List<RawMessage> messages = withAnEnd(feed.messages());
    List<LedgerRow> expected = boundedRun(messages);
    FlinkRest rest = flink.rest();
    LedgerStore ledger = new LedgerStore(database());
    flink.startZooKeeper();
    flink.run(Path.of(System.getProperty("release.jar")));
    ServerProcess before = flink.startJobManager(2);
    flink.startTaskManager(2);
    flink.startTaskManager(2);
    try (PacedPublisher publisher = new PacedPublisher(messages, kafka.bootstrapServers())) {
      publisher.goOnTo(60);
      awaitRunning(rest, before);
      awaitTrue(() -> ledger.rowCount() > 0);
      String savepoint = rest.stop();
      awaitTrue(() -> !before.isAlive());
      long rowsBefore = ledger.rowCount();

      flink.runThisBuild();
      ServerProcess twice = flink.startJobManager(4, savepoint);
      publisher.goOnTo(80);
      awaitRunning(rest, twice);
      assertThat(parallelism(rest)).contains(4);
      publisher.awaitSent();
      String larger = rest.stop();
      awaitTrue(() -> !twice.isAlive());
      publisher.goOnTo(100);
      awaitRunning(rest, flink.startJobManager(1, larger));
      publisher.awaitSent();
      awaitTrue(() -> ledger.rowCount() >= expected.size());
      long completeAtMillis = System.currentTimeMillis();
      awaitTrue(() -> rest.hasCheckpointSince(completeAtMillis));

      System.out.printf(
          "upgrade: %,d rows of the release before, %,d in all; savepoints at 2 -> 4 -> 1%n",
          rowsBefore, ledger.rowCount());
      assertThat(rows(ledger).stream().map(ClusterIT::content))
          .containsExactlyInAnyOrderElementsOf(expected.stream().map(ClusterIT::content).toList());
      assertThat(LedgerVerifier.verify(ledger)).isNotEmpty().allMatch(ChainVerdict::holds);
    }
  }

  /** What a row rests on: another release may figure otherwise, but counts the same messages. */
  private static List<Object> content(LedgerRow row) {
    LedgerEntry entry = row.entry();
    return Arrays.asList(
        entry.tenant(),
        entry.origin(),
        entry.line(),
        entry.measurement(),
        entry.grain(),
        entry.periodStartMillis(),
        entry.revision(),
        entry.coverage(),
        entry.rawMessages(),
        entry.rawDigest());
  }

  private static boolean isEnd(RawMessage message) {
    return message.payload().length == 1;
  }

  /** Waits until the job has committed so many messages; heartbeats come besides. */
  private void awaitRead(long messages) {
    awaitTrue(
        () -> {
          try (Admin admin = Admin.create(client())) {
            Map<TopicPartition, OffsetAndMetadata> read =
                admin
                    .listConsumerGroupOffsets("innopark-telemetry")
                    .partitionsToOffsetAndMetadata()
                    .get();
            return read.size() > 0
                && read.values().stream().mapToLong(OffsetAndMetadata::offset).sum()
                    == records(Topics.RAW)
                && records(Topics.RAW) >= messages;
          }
        });
  }

  private void addPartitions(int partitions) throws Exception {
    try (Admin admin = Admin.create(client())) {
      admin.createPartitions(Map.of(Topics.RAW, NewPartitions.increaseTo(partitions))).all().get();
    }
  }

  /** How many records a topic has had. */
  private long records(String topic) throws Exception {
    try (Admin admin = Admin.create(client())) {
      Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
      admin
          .describeTopics(List.of(topic))
          .allTopicNames()
          .get()
          .get(topic)
          .partitions()
          .forEach(p -> ends.put(new TopicPartition(topic, p.partition()), OffsetSpec.latest()));
      return admin.listOffsets(ends).all().get().values().stream()
          .mapToLong(ListOffsetsResult.ListOffsetsResultInfo::offset)
          .sum();
    }
  }

  private Properties client() {
    Properties client = new Properties();
    client.setProperty("bootstrap.servers", kafka.bootstrapServers());
    return client;
  }

  private interface Injury {
    void inflict() throws Exception;
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  /** From a kill until every task runs again; a checkpoint has to follow. */
  private static Duration recovery(FlinkRest rest, Injury injury) throws Exception {
    long killedAtMillis = System.currentTimeMillis();
    long begin = System.nanoTime();
    injury.inflict();
    awaitTrue(() -> rest.isRunningSince(killedAtMillis));
    Duration recovery = Duration.ofNanos(System.nanoTime() - begin);
    long runningAtMillis = System.currentTimeMillis();
    awaitTrue(() -> rest.hasCheckpointSince(runningAtMillis));
    return recovery;
  }

  private static void awaitTrue(Condition condition) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptions()
        .until(condition::holds);
  }

  /**
   * Waits until every task runs; where the JobManager ends or it takes too long, its log says why.
   */
  private static void awaitRunning(FlinkRest rest, ServerProcess jobManager) throws IOException {
    try {
      awaitTrue(() -> rest.isRunningSince(0) || !jobManager.isAlive());
    } catch (ConditionTimeoutException late) {
      throw new AssertionError("the job does not run:\n" + jobManager.failures(), late);
    }
    assertThat(jobManager.isAlive()).as(jobManager.failures()).isTrue();
  }

  private static Set<Integer> parallelism(FlinkRest rest) throws Exception {
    Set<Integer> found = new HashSet<>();
    rest.get("/jobs/" + rest.job())
        .path("vertices")
        .forEach(vertex -> found.add(vertex.path("parallelism").asInt()));
    return found;
  }

  /** Something from each machine a while later, so that arrival time passes what is to close. */
  private static List<RawMessage> withAnEnd(List<RawMessage> messages) {
    long endMillis =
        messages.stream().mapToLong(RawMessage::receivedAtMillis).max().orElseThrow()
            + Duration.ofMinutes(20).toMillis();
    List<RawMessage> all = new ArrayList<>(messages);
    messages.stream()
        .map(RawMessage::topic)
        .filter(topic -> MachineId.ofTopic(topic).isPresent())
        .distinct()
        .sorted()
        .map(topic -> new RawMessage(endMillis, topic, "{".getBytes(StandardCharsets.UTF_8)))
        .forEach(all::add);
    return List.copyOf(all);
  }

  private List<LedgerRow> boundedRun(List<RawMessage> messages) throws Exception {
    Path feed = folder.resolve("feed.ndjson");
    try (FeedWriter writer = FeedWriter.create(feed)) {
      for (RawMessage message : messages) {
        writer.write(message);
      }
    }
    Path out = folder.resolve("bounded");
    new FeedComputation(RegistryYaml.sample(), feed, EnumSet.of(Grain.HOUR, Grain.DAY), 1).run(out);
    try (Stream<String> lines = Files.lines(out.resolve("ledger.ndjson"))) {
      return lines.map(LedgerJson::parse).toList();
    }
  }

  private static List<LedgerRow> rows(LedgerStore ledger) {
    List<LedgerRow> rows = new ArrayList<>();
    ledger.chains().forEach(chain -> ledger.forEach(chain, rows::add));
    return rows;
  }

  private Map<String, String> jobEnvironment() throws Exception {
    Path registry = folder.resolve("registry.yaml");
    try (InputStream sample = RegistryYaml.class.getResourceAsStream("/sample.yaml")) {
      Files.copy(sample, registry, StandardCopyOption.REPLACE_EXISTING);
    }
    return Map.of(
        "REGISTRY_FILE", registry.toString(),
        "CHECKPOINT_INTERVAL", "PT1S",
        "KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers(),
        "INFLUX_URL", store.url(),
        "LEDGER_JDBC_URL", postgres.jdbcUrl(),
        "LEDGER_USER", WRITER,
        "LEDGER_PASSWORD", PASSWORD);
  }

  private PGSimpleDataSource database() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(postgres.jdbcUrl());
    source.setUser(EmbeddedPostgres.USER);
    source.setPassword(postgres.password().reveal());
    return source;
  }
}
