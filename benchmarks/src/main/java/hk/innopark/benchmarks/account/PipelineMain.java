package hk.innopark.benchmarks.account;

import hk.innopark.benchmarks.process.ProcessMeter;
import hk.innopark.jobs.FlinkDefaults;
import hk.innopark.jobs.PipelineConfig;
import hk.innopark.jobs.TelemetryPipeline;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.registry.RegistryYaml;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The project's pipeline, every figure, over the topic. */
final class PipelineMain {
  private PipelineMain() {}

  public static void main(String[] arguments) throws Exception {
    AccountTask task = AccountTask.of(arguments);
    long last = task.workload().lastHeartbeatMillis();
    PipelineConfig config =
        PipelineConfig.live(ReferenceData.Source.of(RegistryYaml.read(task.registry())));
    if (!task.live()) {
      // open periods are reported once, when the watermark passes the end
      config = config.boundedBy(Instant.ofEpochMilli(last - 10_000));
    }
    StreamExecutionEnvironment environment =
        EmbeddedCluster.environment(task, FlinkDefaults.pipeline());
    TelemetryPipeline.Outputs outputs =
        TelemetryPipeline.build(SteadySource.open(environment, task), config);
    for (int level = 0; level < outputs.figuresByLevel().size(); level++) {
      outputs
          .figuresByLevel()
          .get(level)
          .sinkTo(new FigureSink(level))
          .uid("figures-sink-" + level)
          .name("figures");
    }
    discard(outputs.ledger(), "ledger");
    discard(outputs.deadLetters(), "dead-letters");
    discard(outputs.late(), "late");
    discard(outputs.alerts(), "alerts");
    discard(outputs.commands(), "commands");
    discard(outputs.edgeNodes(), "edge-nodes");
    if (task.isRecoverable()) {
      Progress.keepHours(Path.of(task.folder()).resolve("hours"));
    }
    // a recorder that starts late throws away all compiled code: this one only keeps it awake
    try (Recording early = record(task);
        EmbeddedCluster cluster = new EmbeddedCluster(task)) {
      cluster.submit(environment);
      measure(task, cluster, last - 1);
    }
    System.exit(0);
  }

  private static <T> void discard(DataStream<T> stream, String name) {
    stream.sinkTo(new DiscardingSink<T>(name)).uid(name + "-sink").name(name);
  }

  private static void measure(AccountTask task, EmbeddedCluster cluster, long lastWatermark)
      throws Exception {
    while (Progress.MESSAGES.sum() < task.warmUp()) {
      pause(cluster);
    }
    try (Recording recording = record(task)) {
      long before = Progress.MESSAGES.sum();
      long rowsBefore = Progress.ROWS.sum();
      long bytesBefore = Progress.LINE_BYTES.sum();
      ProcessMeter start = ProcessMeter.now();
      Trace trace = new Trace(task.workload().messages() / 20);
      while ((!task.isRecoverable() && Progress.MESSAGES.sum() < task.workload().messages())
          || !Progress.hasReached(lastWatermark)) {
        pause(cluster);
        trace.look();
      }
      ProcessMeter used = ProcessMeter.now().since(start);
      if (recording != null) {
        recording.stop();
        recording.dump(Path.of(task.profile()));
      }
      AccountRound round =
          AccountRound.of(
                  task,
                  Progress.MESSAGES.sum() - before,
                  Progress.ROWS.sum() - rowsBefore,
                  used,
                  FigureSink.checksums())
              .withLines(Progress.LINE_BYTES.sum() - bytesBefore);
      task.finish(cluster.withCheckpoints(round));
    }
  }

  /** Says what each part of the messages took, so that one sees when a run has warmed up. */
  private static final class Trace {
    private final long step;
    private long messages = Progress.MESSAGES.sum();
    private ProcessMeter meter = ProcessMeter.now();

    Trace(long step) {
      this.step = step;
    }

    void look() {
      long now = Progress.MESSAGES.sum();
      if (now - messages < step) {
        return;
      }
      ProcessMeter next = ProcessMeter.now();
      ProcessMeter used = next.since(meter);
      System.out.printf(
          Locale.ROOT,
          "%,d messages: %.2f CPU-s a million, compiler %.2f, collector %.2f%n",
          now,
          (used.cpuSeconds() - used.compilerCpuSeconds()) / (now - messages) * 1e6,
          used.compilerCpuSeconds() / (now - messages) * 1e6,
          used.collectorCpuSeconds() / (now - messages) * 1e6);
      messages = now;
      meter = next;
    }
  }

  private static void pause(EmbeddedCluster cluster) throws Exception {
    Thread.sleep(20);
    if (cluster.hasFinished()) {
      throw new IllegalStateException("the job ended by itself");
    }
  }

  private static Recording record(AccountTask task) throws Exception {
    if (task.profile() == null) {
      return null;
    }
    Recording recording = new Recording(Configuration.getConfiguration("profile"));
    recording.start();
    return recording;
  }
}
