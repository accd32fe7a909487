package hk.innopark.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayMainIT {
  private static final Map<String, String> NOWHERE =
      Map.of("MQTT_URL", "tcp://127.0.0.1:9", "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9");

  @TempDir Path directory;

  @Test
  void endsWithOneLineThatNamesEveryWrongKey() throws Exception {
    Ended ended = run(Map.of("MQTT_URL", "broker", "MQTT_CONNECTIONS", "0"));

    assertThat(ended.exitCode).isEqualTo(2);
    assertThat(ended.output)
        .startsWith("gateway: ")
        .contains("MQTT_URL must start with")
        .contains("MQTT_CONNECTIONS is \"0\"")
        .contains("KAFKA_BOOTSTRAP_SERVERS is missing")
        .hasLineCount(1);
  }

  @Test
  void endsWithOneLineThatNamesThePortThatIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Map<String, String> environment = new HashMap<>(NOWHERE);
      environment.put("HEALTH_PORT", Integer.toString(taken.getLocalPort()));
      Ended ended = run(environment);

      assertThat(ended.exitCode).isEqualTo(1);
      assertThat(ended.output)
          .startsWith("gateway: HEALTH_PORT 127.0.0.1:" + taken.getLocalPort())
          .hasLineCount(1);
    }
  }

  @Test
  void isAliveButNotReadyWhereThereIsNoBroker() {
    GatewayProcess gateway = new GatewayProcess(directory, NOWHERE);
    try {
      gateway.start();

      assertThat(gateway.get("/health/live")).isEqualTo("200 live\n");
      assertThat(gateway.get("/health/ready")).isEqualTo("503 not ready\n");
      assertThat(gateway.get("/metrics"))
          .startsWith("200")
          .contains("gateway_received_total 0.0")
          .contains("gateway_dead_letters_total{reason=\"BAD_ID\"} 0.0")
          .contains("gateway_in_flight 0.0")
          .contains("gateway_kafka_ack_seconds_count 0");
    } finally {
      gateway.close();
    }
  }

  private record Ended(int exitCode, String output) {}

  private static Ended run(Map<String, String> environment)
      throws IOException, InterruptedException {
    List<String> command = GatewayProcess.command(GatewayMain.class);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), output.strip());
  }
}
