package hk.innopark.jobs.sink.influx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** The sink inside Flink's harness, against a real server that hangs. */
class LineSinkOperatorTest {
  private static final int MOST = 8;

  @Test
  void neitherARecordNorACheckpointWaitsForAServerThatHangs() throws Exception {
    try (MisbehavingServer server = MisbehavingServer.start()) {
      server.usually(MisbehavingServer.hang());
      try (var sink = open(server.url(), 1, 0, null)) {
        sink.processElement(block("a", 1), 0);
        await().until(() -> !server.requests().isEmpty());
        for (int i = 2; i <= 1_000; i++) {
          sink.processElement(block("a", i), 0);
        }

        sink.snapshot(1, 1);

        assertThat(server.accepted()).isEmpty();
      }
    }
  }

  @Test
  void whatTheServerHasNotConfirmedIsSentAfterARestartByWhoeverHasTheBucketThen() throws Exception {
    OperatorSubtaskState state;
    try (MisbehavingServer hanging = MisbehavingServer.start()) {
      hanging.usually(MisbehavingServer.hang());
      try (var sink = open(hanging.url(), 1, 0, null)) {
        for (int i = 0; i < 20; i++) {
          sink.processElement(block("bucket-" + i, 1), 0);
          sink.processElement(block("bucket-" + i, 2), 0);
        }
        await().until(() -> !hanging.requests().isEmpty());
        state = sink.snapshot(1, 1);
      }
    }
    try (MisbehavingServer server = MisbehavingServer.start()) {
      for (int subtask = 0; subtask < 2; subtask++) {
        OperatorSubtaskState own =
            AbstractStreamOperatorTestHarness.repartitionOperatorState(state, MOST, 1, 2, subtask);
        try (var sink = open(server.url(), 2, subtask, own)) {
          sink.endInput();
        }
      }
      assertThat(server.accepted()).hasSize(40);
      assertThat(server.requests())
          .hasSize(20)
          .allMatch(request -> request.lines().get(0).startsWith("m v=1"));
    }
  }

  @Test
  void whatTheServerHasConfirmedIsInNoCheckpoint() throws Exception {
    OperatorSubtaskState state;
    try (MisbehavingServer server = MisbehavingServer.start()) {
      try (var sink = open(server.url(), 1, 0, null)) {
        sink.processElement(block("a", 1), 0);
        await().until(() -> server.accepted().size() == 1);
        sink.processElement(block("b", 1), 0);
        sink.snapshot(1, 1);
        await().until(() -> server.accepted().size() == 2);
        state = sink.snapshot(2, 2);
      }
      try (var sink = open(server.url(), 1, 0, state)) {
        sink.endInput();
      }
      assertThat(server.accepted()).hasSize(2);
    }
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, LineBlock, Void> open(
      URI url, int parallelism, int subtask, OperatorSubtaskState state) throws Exception {
    InfluxSinkConfig config =
        InfluxSinkConfig.builder(url)
            .linger(Duration.ofMillis(1))
            .requestTimeout(Duration.ofSeconds(60))
            .build();
    AbstractStreamOperator<Void> operator = new LineSinkOperator(config, RejectedLines.logOnly());
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            (LineSinkOperator) operator,
            LineBlock::bucket,
            Types.STRING,
            MOST,
            parallelism,
            subtask);
    harness.setup();
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    return harness;
  }

  private static LineBlock block(String bucket, int value) {
    return new LineBlock(bucket, 1, ("m v=" + value + " " + value + "\n").getBytes(UTF_8));
  }
}
