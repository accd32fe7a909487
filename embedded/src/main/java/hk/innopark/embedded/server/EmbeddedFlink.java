package hk.innopark.embedded.server;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.util.OptionalFailure;
import org.apache.flink.util.SerializedValue;

/**
 * A Flink cluster in this process, with its page on 127.0.0.1.
 *
 * <p>A job goes on from where it stopped: from the savepoint that {@link #stop} took, or from its
 * last checkpoint where the process was killed.
 */
public final class EmbeddedFlink implements AutoCloseable {
  private static final String NAME = "Flink";
  private static final Duration CHECKPOINT = Duration.ofSeconds(5);
  private static final Duration CLOSE = Duration.ofSeconds(10);

  private final MiniCluster cluster;
  private final URI url;
  private final Path data;

  private EmbeddedFlink(MiniCluster cluster, URI url, Path data) {
    this.cluster = cluster;
    this.url = url;
    this.data = data;
  }

  /**
   * Starts it, without a job.
   *
   * @param data folder of checkpoints and savepoints
   * @param port of its page on 127.0.0.1
   * @param slots how many parallel instances of an operator there can be
   */
  public static EmbeddedFlink start(Path data, int port, int slots) throws ServerStartException {
    ServerStartException.requireFree(NAME, port);
    try {
      Path temporary = Files.createDirectories(data.toAbsolutePath().resolve("tmp"));
      MiniCluster cluster =
          new MiniCluster(
              new MiniClusterConfiguration.Builder()
                  .setConfiguration(configuration(temporary, port))
                  .setNumTaskManagers(1)
                  .setNumSlotsPerTaskManager(slots)
                  .build());
      // closes itself where it fails
      cluster.start();
      return new EmbeddedFlink(cluster, cluster.getRestAddress().get(), data.toAbsolutePath());
    } catch (Exception failure) {
      throw new ServerStartException(NAME, failure);
    }
  }

  private static Configuration configuration(Path temporary, int port) {
    Configuration configuration = new Configuration();
    configuration.set(RestOptions.ADDRESS, "127.0.0.1");
    configuration.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
    configuration.set(RestOptions.PORT, port);
    configuration.set(RestOptions.BIND_PORT, Integer.toString(port));
    // who can submit a jar can run any code
    configuration.set(WebOptions.SUBMIT_ENABLE, false);
    configuration.set(WebOptions.CANCEL_ENABLE, false);
    configuration.set(WebOptions.RESCALE_ENABLE, false);
    // Flink's default lets every page that is open in a browser read
    configuration.set(WebOptions.ACCESS_CONTROL_ALLOW_ORIGIN, "http://127.0.0.1:" + port);
    configuration.set(WebOptions.TMP_DIR, temporary.toString());
    configuration.set(CoreOptions.TMP_DIRS, temporary.toString());
    // counts are read soon after they were made
    configuration.set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, Duration.ofMillis(500));
    configuration.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, Duration.ofSeconds(2));
    configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(32));
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
    return configuration;
  }

  /**
   * Where a job is described before it is submitted; its snapshots go into this cluster's data.
   *
   * @param jobName never to change: a job goes on from the snapshots of its name
   * @param settings of the job itself
   */
  public StreamExecutionEnvironment newEnvironment(String jobName, Configuration settings)
      throws IOException {
    SnapshotFolder snapshots = SnapshotFolder.of(data, jobName);
    Configuration configuration = new Configuration(settings);
    configuration.set(PipelineOptions.NAME, jobName);
    configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
    configuration.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY, flinkPath(snapshots.checkpoints()));
    configuration.set(CheckpointingOptions.SAVEPOINT_DIRECTORY, flinkPath(snapshots.savepoints()));
    configuration.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    configuration.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 2);
    return new StreamExecutionEnvironment(configuration);
  }

  /** Submits the job, which goes on from its newest savepoint or checkpoint where there is one. */
  public JobID submit(StreamGraph job) throws ServerStartException {
    try {
      Optional<Path> newest = SnapshotFolder.of(data, job.getJobName()).newest();
      if (newest.isPresent()) {
        // of a release before: what a step kept that is no more is left behind
        boolean leaveUnknown = true;
        job.setSavepointRestoreSettings(
            SavepointRestoreSettings.forPath(
                flinkPath(newest.get()), leaveUnknown, RecoveryClaimMode.CLAIM));
      }
      job.setJobId(new JobID());
      return cluster.submitJob(job).get().getJobID();
    } catch (IOException | ExecutionException failure) {
      throw new ServerStartException("job " + job.getJobName(), failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ServerStartException("job " + job.getJobName(), "interrupted");
    }
  }

  /** Whether a job of that name would go on from where it was. */
  public boolean hasSnapshot(String jobName) throws IOException {
    return SnapshotFolder.of(data, jobName).newest().isPresent();
  }

  public JobStatus status(JobID job) throws ExecutionException, InterruptedException {
    return cluster.getJobStatus(job).get();
  }

  /** The job's accumulators, by name, as they are now. */
  public Map<String, Object> accumulators(JobID job)
      throws ExecutionException, InterruptedException {
    Map<String, Object> values = new HashMap<>();
    cluster
        .getExecutionGraph(job)
        .get()
        .getAccumulatorsSerialized()
        .forEach((name, value) -> values.put(name, valueOf(name, value)));
    return values;
  }

  private static Object valueOf(String name, SerializedValue<OptionalFailure<Object>> value) {
    try {
      return value.deserializeValue(EmbeddedFlink.class.getClassLoader()).getUnchecked();
    } catch (IOException | ClassNotFoundException unreadable) {
      throw new IllegalStateException("accumulator " + name + " cannot be read", unreadable);
    }
  }

  /** Takes a checkpoint now, beside those that the job takes by itself. */
  public void checkpoint(JobID job) throws IOException, InterruptedException {
    try {
      cluster.triggerCheckpoint(job).get(CHECKPOINT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException failure) {
      throw new IOException("no checkpoint: " + failure, failure);
    }
  }

  /**
   * Stops the job with a savepoint from which the next {@link #submit} goes on.
   *
   * @return where the savepoint is
   * @throws IOException where there is none in time
   */
  public Path stop(JobID job, Duration timeout) throws IOException {
    try {
      String savepoint =
          cluster
              // into the savepoint folder of the job's own configuration
              .stopWithSavepoint(job, null, false, SavepointFormatType.NATIVE)
              .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return Path.of(new org.apache.flink.core.fs.Path(savepoint).getPath());
    } catch (ExecutionException | TimeoutException failure) {
      throw notStopped(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw notStopped(interrupted);
    }
  }

  private static IOException notStopped(Exception reason) {
    return new IOException("job did not stop with a savepoint: " + reason, reason);
  }

  /** Flink takes a path's text as it is: it would make a folder {@code a%20b} of a URI's. */
  private static String flinkPath(Path folder) {
    return "file://" + folder.toAbsolutePath();
  }

  /** Of the page and of the REST interface. */
  public URI url() {
    return url;
  }

  @Override
  public void close() {
    try {
      cluster.closeAsync().get(CLOSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException failure) {
      throw new IllegalStateException(NAME + " did not stop in order", failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
