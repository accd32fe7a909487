package hk.innopark.gateway.testing;

import hk.innopark.events.process.LoopbackPorts;
import java.nio.file.Path;
import java.util.List;

/** A Kafka broker; its data outlives its process. */
public final class KafkaProcess extends ServerProcess {
  private final Path data;
  private final int port = LoopbackPorts.free();
  private final int controllerPort = LoopbackPorts.free();

  public KafkaProcess(Path directory) {
    super(directory.resolve("kafka.log"));
    this.data = directory.resolve("kafka-data");
  }

  @Override
  protected List<String> command() {
    return java(
        "-Xmx384m",
        KafkaServerMain.class,
        data.toString(),
        Integer.toString(port),
        Integer.toString(controllerPort));
  }

  @Override
  public int port() {
    return port;
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }
}
