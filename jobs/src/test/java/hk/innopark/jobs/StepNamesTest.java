package hk.innopark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

/**
 * The names under which the live job's steps keep their state. A start from a snapshot leaves
 * behind what belongs to none of them, so a name that changes loses its state without a word.
 */
class StepNamesTest {
  private static final List<String> NAMES =
      List.of(
          "Sink Committer: alert-topic-sink",
          "Sink Committer: command-sink",
          "Sink Committer: dead-letter-sink",
          "Sink Committer: last-reading-sink",
          "Sink Committer: late-sink",
          "Sink Committer: ledger-sink",
          "Sink Committer: order-sink",
          "Sink Committer: stop-sink",
          "alert-topic-sink",
          "command-sink",
          "dead-letter-sink",
          "decode",
          "demand-alerts",
          "figures-estates",
          "figures-lines",
          "figures-machines",
          "figures-tenants",
          "influx-sink",
          "last-reading-sink",
          "last-readings",
          "late-sink",
          "ledger-chain",
          "ledger-guard",
          "ledger-sink",
          "line-alerts",
          "line-sums",
          "lines-of-alerts",
          "lines-of-edge-nodes",
          "lines-of-figures-0",
          "lines-of-figures-1",
          "lines-of-figures-2",
          "lines-of-figures-3",
          "lines-of-orders",
          "machines",
          "mapped",
          "order-sink",
          "orders",
          "raw-messages",
          "rollup-estates",
          "rollup-lines",
          "rollup-tenants",
          "sensor-alerts",
          "sparkplug",
          "stop-sink",
          "unsaid-alerts",
          "unsaid-commands",
          "unsaid-dead-letters",
          "unsaid-edge-nodes",
          "unsaid-figures-0",
          "unsaid-figures-1",
          "unsaid-figures-2",
          "unsaid-figures-3",
          "unsaid-late",
          "year-verdicts");

  @Test
  void eachStepFindsItsStateAgain() {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(FlinkDefaults.pipeline());
    TelemetryJob.build(
        environment,
        TelemetryJobConfig.fromEnvironment(
            Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9092",
                "INFLUX_URL", "http://127.0.0.1:8086",
                "INFLUX_TOKEN", "a token",
                "LEDGER_JDBC_URL", "jdbc:postgresql://127.0.0.1:5432/innopark",
                "LEDGER_USER", "innopark_writer",
                "LEDGER_PASSWORD", "a password")));
    assertThat(
            environment.getStreamGraph().getStreamNodes().stream()
                .map(StreamNode::getTransformationUID)
                .filter(Objects::nonNull)
                .collect(Collectors.toList()))
        .containsExactlyInAnyOrderElementsOf(NAMES);
  }
}
