package hk.innopark.cli.cluster;

import static hk.innopark.cli.cluster.Awaited.awaitRunning;
import static hk.innopark.cli.cluster.Awaited.awaitTrue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hk.innopark.events.RawMessage;
import hk.innopark.events.Topics;
import hk.innopark.operations.migrate.Migration;
import hk.innopark.registry.ledger.ChainVerdict;
import hk.innopark.registry.ledger.LedgerEntry;
import hk.innopark.registry.ledger.LedgerRow;
import hk.innopark.registry.ledger.LedgerStore;
import hk.innopark.registry.ledger.LedgerVerifier;
import hk.innopark.simulators.junit.ReplayFeed;
import hk.innopark.simulators.junit.SimulatedFeed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The job's jar on real Flink servers: killed under load, stopped, restored at another scale. */
@EnabledIfSystemProperty(
    named = "servers",
    matches = "true",
    disabledReason = "servers of the compose file as processes: -Dservers=true")
class ClusterIT {
  @TempDir Path folder;
  private ClusterServers cluster;

  @BeforeEach
  void startServers() throws Exception {
    assumeTrue(FlinkServers.missing().isEmpty(), FlinkServers.missing());
    cluster = new ClusterServers(folder);
    cluster.start();
  }

  @AfterEach
  void stopServers() throws Exception {
    if (cluster != null) {
      cluster.close();
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
    BoundedRun bounded = new BoundedRun(folder, feed.messages());
    List<RawMessage> messages = bounded.messages();
    List<LedgerRow> expected = bounded.rows();
    FlinkServers flink = cluster.flink();
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
        new PacedPublisher(messages.subList(0, before), cluster.bootstrapServers())) {
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
      cluster.awaitRead(before);
      savepoint = rest.stop();
      // in application mode the JobManager ends with its job
      awaitTrue(() -> !successor.get().isAlive());
      cluster.addPartitions(6);
    }
    // a producer learns of new partitions after a while, a new one at once
    try (PacedPublisher publisher =
        new PacedPublisher(messages.subList(before, messages.size()), cluster.bootstrapServers())) {
      flink.startTaskManager(2);
      ServerProcess twice = flink.startJobManager(4, savepoint);
      awaitRunning(rest, twice);
      assertThat(rest.parallelism()).contains(4);
      publisher.goOnTo(50);
      publisher.awaitSent();
      String larger = rest.stop();
      awaitTrue(() -> !twice.isAlive());
      publisher.goOnTo(100);
      awaitRunning(rest, flink.startJobManager(1, larger));
      assertThat(rest.parallelism()).containsOnly(1);
      publisher.awaitSent();

      LedgerStore ledger = cluster.ledger();
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
          cluster.store().lines());
      assertThat(lost).isEmpty();
      assertThat(surplus).isEmpty();
      assertThat(LedgerVerifier.verify(ledger)).isNotEmpty().allMatch(ChainVerdict::holds);
      assertThat(cluster.store().lines()).isPositive();
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
    BoundedRun bounded = new BoundedRun(folder, feed.messages());
    List<RawMessage> messages = bounded.messages();
    List<LedgerRow> expected = bounded.rows();
    FlinkServers flink = cluster.flink();
    FlinkRest rest = flink.rest();
    flink.startZooKeeper();
    ServerProcess before = flink.startJobManager(2);
    flink.startTaskManager(2);
    LedgerStore ledger = cluster.ledger();
    try (PacedPublisher publisher = new PacedPublisher(messages, cluster.bootstrapServers())) {
      publisher.goOnTo(70);
      publisher.awaitSent();
      awaitTrue(() -> ledger.rowCount() > 0);
      cluster.awaitRead(messages.size() * 70 / 100);
      rest.stop();
      awaitTrue(() -> !before.isAlive());
      long rowsBefore = ledger.rowCount();
      long deadBefore = cluster.records(Topics.DEAD_LETTER);
      long linesBefore = cluster.store().lines();

      // nothing of the state is there
      FlinkServers empty = cluster.replaceFlink("refused", cluster.jobEnvironment());
      empty.startZooKeeper();
      ServerProcess refused = empty.startJobManager(2);
      empty.startTaskManager(2);
      awaitTrue(() -> !refused.isAlive());
      assertThat(refused.log())
          .content()
          .contains("the ledger has rows, but the job starts with empty state", "innopark migrate");
      assertThat(ledger.rowCount()).isEqualTo(rowsBefore);
      empty.close();

      Path file = folder.resolve("takeover.json");
      Migration.Plan plan = new Migration(ledger).plan(cluster.client(), "innopark-telemetry");
      plan.takeover().write(file);
      Map<String, String> environment = new HashMap<>(cluster.jobEnvironment());
      environment.put("LEDGER_TAKEOVER_FILE", file.toString());
      FlinkServers successor = cluster.replaceFlink("successor", environment);
      FlinkRest again = successor.rest();
      successor.startZooKeeper();
      successor.startJobManager(2);
      successor.startTaskManager(2);
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
          cluster.store().lines() - linesBefore,
          deadBefore,
          cluster.records(Topics.DEAD_LETTER));
      assertThat(plan.openMonth()).isNull();
      assertThat(rows(ledger)).containsExactlyInAnyOrderElementsOf(expected);
      assertThat(LedgerVerifier.verify(ledger)).isNotEmpty().allMatch(ChainVerdict::holds);
      assertThat(deadBefore).isPositive();
      long deadOfTheEnd =
          messages.stream().skip(messages.size() * 70L / 100).filter(BoundedRun::isEnd).count();
      assertThat(cluster.records(Topics.DEAD_LETTER) - deadBefore)
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
    BoundedRun bounded = new BoundedRun(folder, feed.messages());
    List<RawMessage> messages = bounded.messages();
    List<LedgerRow> expected = bounded.rows();
    FlinkServers flink = cluster.flink();
    FlinkRest rest = flink.rest();
    LedgerStore ledger = cluster.ledger();
    flink.startZooKeeper();
    flink.run(Path.of(System.getProperty("release.jar")));
    ServerProcess before = flink.startJobManager(2);
    flink.startTaskManager(2);
    flink.startTaskManager(2);
    try (PacedPublisher publisher = new PacedPublisher(messages, cluster.bootstrapServers())) {
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
      assertThat(rest.parallelism()).contains(4);
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

  private interface Injury {
    void inflict() throws Exception;
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

  private static List<LedgerRow> rows(LedgerStore ledger) {
    List<LedgerRow> rows = new ArrayList<>();
    ledger.chains().forEach(chain -> ledger.forEach(chain, rows::add));
    return rows;
  }
}
