package hk.innopark.embedded.stack;

import hk.innopark.embedded.server.EmbeddedFlink;
import hk.innopark.embedded.server.ServerStartException;
import hk.innopark.jobs.FlinkDefaults;
import hk.innopark.jobs.TelemetryJob;
import hk.innopark.jobs.TelemetryJobConfig;
import hk.innopark.jobs.account.MachineOperator;
import hk.innopark.jobs.decode.Refusals;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The telemetry job on the embedded cluster, which stops with a savepoint: what it has not read yet
 * is for the next start.
 */
final class LiveJob implements AutoCloseable {
  /** Of its snapshots; never to change. */
  static final String NAME = "telemetry";

  private static final Duration SAVEPOINT = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(LiveJob.class);

  private final EmbeddedFlink flink;
  private final JobID job;
  private final KafkaLag lag;
  private final AtomicBoolean closed = new AtomicBoolean();
  private long pointsWritten;
  private volatile boolean stoppedInOrder;
  private Map<String, Object> accumulators = Map.of();

  private LiveJob(EmbeddedFlink flink, JobID job, KafkaLag lag) {
    this.flink = flink;
    this.job = job;
    this.lag = lag;
  }

  /** Submits it; it goes on where it was stopped. */
  static LiveJob start(EmbeddedFlink flink, TelemetryJobConfig config, int parallelism)
      throws ServerStartException, IOException {
    StreamExecutionEnvironment environment = flink.newEnvironment(NAME, FlinkDefaults.pipeline());
    environment.setParallelism(parallelism);
    TelemetryJob.build(environment, config);
    JobID job = flink.submit(environment.getStreamGraph());
    return new LiveJob(flink, job, KafkaLag.of(config.kafka()));
  }

  /** Why it has ended by itself; empty while it runs. */
  Optional<String> failure() {
    try {
      JobStatus status = flink.status(job);
      return status.isGloballyTerminalState() && status != JobStatus.FINISHED
          ? Optional.of("the job is " + status)
          : Optional.empty();
    } catch (ExecutionException unknown) {
      return Optional.of("the job is gone: " + unknown.getMessage());
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** Waits until everything in Kafka is processed; false where that takes too long. */
  boolean awaitDrained(Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (true) {
      long begin = System.nanoTime();
      try {
        // offsets are committed when a checkpoint completes
        flink.checkpoint(job);
        Map<TopicPartition, Long> unread = lag.unread();
        if (unread.isEmpty()) {
          return true;
        }
        LOG.info("not read yet: {}", unread);
      } catch (IOException notNow) {
        LOG.debug("no checkpoint now", notNow);
      }
      if (System.nanoTime() > deadline) {
        return false;
      }
      // under a backlog each checkpoint costs: twice as long is for what it waits for
      long tookMillis = (System.nanoTime() - begin) / 1_000_000;
      Thread.sleep(Math.max(100, 2 * tookMillis));
    }
  }

  /** How many messages in Kafka it has not confirmed. */
  long unread() throws InterruptedException {
    try {
      return lag.unread().values().stream().mapToLong(Long::longValue).sum();
    } catch (IOException unknown) {
      LOG.warn("how much is not read cannot be told", unknown);
      return 0;
    }
  }

  /** Everything that it has read. */
  long read() {
    return decoded() + duplicates() + refused();
  }

  /** Whether it was stopped with a savepoint. */
  boolean isStoppedInOrder() {
    return stoppedInOrder;
  }

  long pointsWritten() {
    return pointsWritten;
  }

  long decoded() {
    return count(MachineOperator.DECODED);
  }

  long duplicates() {
    return count(MachineOperator.DUPLICATES);
  }

  long late() {
    return count(MachineOperator.LATE_COUNT);
  }

  /** Refused by the decoder or by a machine's account. */
  long refused() {
    return count(Refusals.COUNTED);
  }

  private long count(String accumulator) {
    return accumulators.get(accumulator) instanceof Long value ? value : 0;
  }

  @Override
  public void close() throws IOException {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try {
      pointsWritten = new JobMetrics(flink.url(), job).sumOf("pointsWritten");
      flink.stop(job, SAVEPOINT);
      stoppedInOrder = true;
      accumulators = flink.accumulators(job);
    } catch (ExecutionException unknown) {
      throw new IOException("the job's counts cannot be read", unknown);
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    } finally {
      lag.close();
    }
  }
}
