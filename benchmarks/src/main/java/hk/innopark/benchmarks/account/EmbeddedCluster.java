package hk.innopark.benchmarks.account;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** Flink inside this process, for one job, with checkpoints in files each ten seconds. */
final class EmbeddedCluster implements AutoCloseable {
  private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(10);
  private static final int MANAGED_MEBIBYTES = 1024;
  private static final String ROCKSDB = "rocksdb";

  private final MiniCluster cluster;
  private JobID job;

  EmbeddedCluster(AccountTask task) throws Exception {
    cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(settings(task))
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(task.parallelism())
                .build());
    cluster.start();
  }

  private static Configuration settings(AccountTask task) throws Exception {
    String temporary = Files.createDirectories(Path.of(task.folder(), "tmp")).toString();
    Configuration settings = new Configuration();
    settings.set(RestOptions.ADDRESS, "127.0.0.1");
    settings.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
    settings.set(RestOptions.PORT, 0);
    settings.set(RestOptions.BIND_PORT, "0");
    settings.set(WebOptions.TMP_DIR, temporary);
    settings.set(CoreOptions.TMP_DIRS, temporary);
    settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
    settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
    settings.set(
        TaskManagerOptions.MANAGED_MEMORY_SIZE,
        MemorySize.ofMebiBytes(task.backend().equals(ROCKSDB) ? MANAGED_MEBIBYTES : 32));
    return settings;
  }

  /** An environment for the job, on top of what the job itself wants. */
  static StreamExecutionEnvironment environment(AccountTask task, Configuration job)
      throws IOException {
    job.set(StateBackendOptions.STATE_BACKEND, task.backend());
    job.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, task.backend().equals(ROCKSDB));
    job.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
    job.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        Path.of(task.folder(), "checkpoints").toUri().toString());
    if (task.isRecoverable()) {
      Checkpoints.newest(Path.of(task.folder()))
          .ifPresent(last -> job.set(StateRecoveryOptions.SAVEPOINT_PATH, last.toUri().toString()));
    }
    StreamExecutionEnvironment environment = new StreamExecutionEnvironment(job);
    environment.setParallelism(task.parallelism());
    environment.enableCheckpointing(CHECKPOINT_INTERVAL.toMillis());
    return environment;
  }

  void submit(StreamExecutionEnvironment environment) throws Exception {
    StreamGraph graph = environment.getStreamGraph();
    graph.setJobId(new JobID());
    job = cluster.submitJob(graph).get().getJobID();
  }

  /** Whether all of the job's tasks run. */
  boolean isRunning() throws Exception {
    for (AccessExecutionVertex task :
        cluster.getExecutionGraph(job).get().getAllExecutionVertices()) {
      if (task.getExecutionState() != ExecutionState.RUNNING) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether the job has finished.
   *
   * @throws IllegalStateException where it failed
   */
  boolean hasFinished() throws Exception {
    JobStatus status = cluster.getJobStatus(job).get();
    if (status.isGloballyTerminalState() && status != JobStatus.FINISHED) {
      throw new IllegalStateException(
          "the job is "
              + status
              + ": "
              + cluster.getExecutionGraph(job).get().getFailureInfo().getExceptionAsString());
    }
    return status == JobStatus.FINISHED;
  }

  AccountRound withCheckpoints(AccountRound round) throws Exception {
    CheckpointStatsSnapshot stats =
        cluster.getExecutionGraph(job).get().getCheckpointStatsSnapshot();
    var latest = stats == null ? null : stats.getHistory().getLatestCompletedCheckpoint();
    if (latest == null) {
      return round;
    }
    long median = (long) stats.getSummaryStats().getEndToEndDurationStats().getQuantile(0.5);
    return round.withCheckpoints(
        (int) stats.getCounts().getNumberOfCompletedCheckpoints(), median, latest.getStateSize());
  }

  @Override
  public void close() {
    cluster.closeAsync().orTimeout(60, TimeUnit.SECONDS).join();
  }
}
