package hk.innopark.benchmarks.bridge;

import java.io.IOException;
import java.util.List;

/**
 * The pipe that everybody writes first: {@code mosquitto_sub} acknowledges a message as it writes
 * it to the pipe, before {@code kcat} has read it, let alone Kafka.
 */
final class PipeContestant implements Contestant {
  static final String KAFKA_TOPIC = "pipe.raw";

  private final BridgeBench bench;
  private List<Process> processes = List.of();

  PipeContestant(BridgeBench bench) {
    this.bench = bench;
  }

  @Override
  public String name() {
    return PIPE;
  }

  @Override
  public String topicRoot() {
    return "pipeline";
  }

  @Override
  public String kafkaTopic() {
    return KAFKA_TOPIC;
  }

  @Override
  public void start() throws IOException {
    ProcessBuilder subscriber =
        new ProcessBuilder(
            List.of(
                "mosquitto_sub",
                "-h",
                "127.0.0.1",
                "-p",
                Integer.toString(bench.mqttPort()),
                "-i",
                "pipe",
                "-c",
                "-q",
                "1",
                "-t",
                topicRoot() + "/#"));
    subscriber.redirectError(bench.log("mosquitto_sub"));
    ProcessBuilder producer =
        new ProcessBuilder(
            List.of(
                "kcat", "-P", "-b", bench.bootstrapServers(), "-t", KAFKA_TOPIC, "-X", "acks=all"));
    producer.redirectErrorStream(true).redirectOutput(bench.log("kcat"));
    processes = ProcessBuilder.startPipeline(List.of(subscriber, producer));
  }

  @Override
  public List<Process> processes() {
    return processes;
  }
}
