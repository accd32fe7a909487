package hk.innopark.embedded.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hk.innopark.events.process.LoopbackPorts;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job of which one source waits for its sink, and the other has nothing to do. */
class BacklogIT {
  private static final String SEEN = "seen";
  private static final String RESTORED = "restored";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir Path folder;

  @Test
  void itIsStoppedWithASavepointUnderABacklogAndGoesOnFromThere() throws Exception {
    Path savepoint;
    try (EmbeddedFlink flink = EmbeddedFlink.start(folder, LoopbackPorts.free(), 2)) {
      JobID job = flink.submit(unevenJob(flink));
      awaitAccumulator(flink, job, SEEN);

      savepoint = flink.stop(job, PATIENCE);

      assertThat(SnapshotFolder.of(folder, "uneven").newest()).contains(savepoint);
      assertThat(flink.status(job).isGloballyTerminalState()).isTrue();
    }
    try (EmbeddedFlink flink = EmbeddedFlink.start(folder, LoopbackPorts.free(), 2)) {
      JobID job = flink.submit(unevenJob(flink));
      awaitAccumulator(flink, job, RESTORED);
    }
  }

  private static StreamGraph unevenJob(EmbeddedFlink flink) throws Exception {
    StreamExecutionEnvironment environment = flink.newEnvironment("uneven", new Configuration());
    environment.setParallelism(2);
    environment.enableCheckpointing(500);
    DataGeneratorSource<Long> numbers =
        new DataGeneratorSource<>(value -> value, Long.MAX_VALUE, Types.LONG);
    environment
        .fromSource(numbers, WatermarkStrategy.noWatermarks(), "numbers")
        .uid("numbers")
        // in the sources' own tasks
        .map(new KnownToAll())
        .uid("known")
        .map(new SlowFirst())
        .uid("slow")
        .startNewChain()
        .sinkTo(new DiscardingSink<>())
        .uid("nowhere");
    return environment.getStreamGraph();
  }

  private static void awaitAccumulator(EmbeddedFlink flink, JobID job, String name) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> (Long) flink.accumulators(job).get(name) > 0);
  }

  /** Keeps a state that every subtask reads whole, as arrival times are kept. */
  private static final class KnownToAll extends RichMapFunction<Long, Long>
      implements CheckpointedFunction {
    private static final long serialVersionUID = 1L;

    private transient ListState<Long> state;

    @Override
    public Long map(Long value) throws InterruptedException {
      if (!isFirst(getRuntimeContext())) {
        Thread.sleep(1);
      }
      getRuntimeContext().getLongCounter(SEEN).add(1L);
      return value;
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
      state.clear();
      state.add(1L);
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
      state =
          context
              .getOperatorStateStore()
              .getUnionListState(new ListStateDescriptor<>("known", Types.LONG));
      for (Long one : state.get()) {
        getRuntimeContext().getLongCounter(RESTORED).add(one);
      }
    }
  }

  /** Its first subtask is slower than its source, so that this one waits for it. */
  private static final class SlowFirst extends RichMapFunction<Long, Long> {
    private static final long serialVersionUID = 1L;
    private static final int AT_ONCE = 20;

    @Override
    public Long map(Long value) throws InterruptedException {
      if (isFirst(getRuntimeContext()) && value % AT_ONCE == 0) {
        Thread.sleep(1);
      }
      return value;
    }
  }

  private static boolean isFirst(RuntimeContext context) {
    return context.getTaskInfo().getIndexOfThisSubtask() == 0;
  }
}
