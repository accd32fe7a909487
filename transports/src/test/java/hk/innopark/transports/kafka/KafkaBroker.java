package hk.innopark.transports.kafka;

import hk.innopark.events.process.LoopbackPorts;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** A real Kafka broker and controller on loopback, in this JVM. */
final class KafkaBroker implements AutoCloseable {
  private final KafkaRaftServer server;
  private final String address;

  private KafkaBroker(KafkaRaftServer server, String address) {
    this.server = server;
    this.address = address;
  }

  static KafkaBroker start(Path folder) throws Exception {
    String data = folder.resolve("kafka").toString();
    String address = "127.0.0.1:" + LoopbackPorts.free();
    String controller = "127.0.0.1:" + LoopbackPorts.free();
    Properties settings = new Properties();
    settings.putAll(
        Map.of(
            "process.roles", "broker,controller",
            "node.id", "1",
            "log.dirs", data,
            "listeners", "PLAINTEXT://" + address + ",CONTROLLER://" + controller,
            "advertised.listeners", "PLAINTEXT://" + address,
            "controller.listener.names", "CONTROLLER",
            "controller.quorum.voters", "1@" + controller,
            "offsets.topic.replication.factor", "1",
            "auto.create.topics.enable", "false"));
    new Formatter()
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8))
        .setClusterId(Uuid.randomUuid().toString())
        .setNodeId(1)
        .setDirectories(List.of(data))
        .setMetadataLogDirectory(data)
        .setControllerListenerName("CONTROLLER")
        .run();
    KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
    server.startup();
    return new KafkaBroker(server, address);
  }

  String address() {
    return address;
  }

  void createTopic(String name, int partitions) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
      admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1))).all().get();
    }
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }
}
