package hk.innopark.benchmarks.bridge;

import hk.innopark.benchmarks.process.JavaProcess;
import hk.innopark.events.Topics;
import hk.innopark.gateway.GatewayMain;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The gateway by its real main class, in one process; it acknowledges what Kafka has. */
final class GatewayContestant implements Contestant {
  private final BridgeBench bench;
  private Process process;

  GatewayContestant(BridgeBench bench) {
    this.bench = bench;
  }

  @Override
  public String name() {
    return GATEWAY;
  }

  @Override
  public String topicRoot() {
    return "innopark";
  }

  @Override
  public String kafkaTopic() {
    return Topics.RAW;
  }

  @Override
  public void start() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(JavaProcess.command(List.of("-Xmx256m"), GatewayMain.class))
            .redirectErrorStream(true)
            .redirectOutput(bench.log("gateway"));
    builder
        .environment()
        .putAll(
            Map.of(
                "MQTT_URL",
                "tcp://127.0.0.1:" + bench.mqttPort(),
                "KAFKA_BOOTSTRAP_SERVERS",
                bench.bootstrapServers(),
                // the records of the topic are counted
                "HEARTBEAT_INTERVAL",
                "PT0S",
                // it stands still while messages are queued for it
                "MQTT_KEEP_ALIVE",
                "PT60S"));
    process = builder.start();
  }

  @Override
  public List<Process> processes() {
    return process == null ? List.of() : List.of(process);
  }
}
