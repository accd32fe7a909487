package hk.innopark.embedded.server;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/** A Kafka broker that is its own controller, in this process. */
public final class EmbeddedKafka implements AutoCloseable {
  private static final String NAME = "Kafka";
  private static final int NODE_ID = 1;

  private final KafkaRaftServer server;
  private final int port;

  private EmbeddedKafka(KafkaRaftServer server, int port) {
    this.server = server;
    this.port = port;
  }

  /**
   * Starts it; returns when it can be connected to.
   *
   * @param data folder of its one log directory
   * @param port of the broker on 127.0.0.1
   * @param controllerPort of the controller on 127.0.0.1
   */
  public static EmbeddedKafka start(Path data, int port, int controllerPort)
      throws ServerStartException {
    ServerStartException.requireFree(NAME, port);
    ServerStartException.requireFree(NAME, controllerPort);
    try {
      Path logs = Files.createDirectories(data).toAbsolutePath();
      if (!Files.exists(logs.resolve("meta.properties"))) {
        format(logs);
      }
      KafkaConfig config = KafkaConfig.fromProps(properties(logs, port, controllerPort), false);
      KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
      server.startup();
      return new EmbeddedKafka(server, port);
    } catch (Exception failure) {
      throw new ServerStartException(NAME, failure);
    }
  }

  private static void format(Path logs) throws Exception {
    try (PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      new Formatter()
          .setPrintStream(nowhere)
          .setNodeId(NODE_ID)
          .setClusterId(Uuid.randomUuid().toString())
          .setControllerListenerName("CONTROLLER")
          .setMetadataLogDirectory(logs.toString())
          .addDirectory(logs.toString())
          .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
          .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
          .run();
    } catch (IOException failure) {
      throw new IOException("cannot prepare " + logs + ": " + failure.getMessage(), failure);
    }
  }

  private static Properties properties(Path logs, int port, int controllerPort) {
    Properties properties = new Properties();
    properties.setProperty("node.id", Integer.toString(NODE_ID));
    properties.setProperty("process.roles", "broker,controller");
    properties.setProperty(
        "listeners", "BROKER://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
    properties.setProperty("advertised.listeners", "BROKER://127.0.0.1:" + port);
    properties.setProperty(
        "listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");
    properties.setProperty("inter.broker.listener.name", "BROKER");
    properties.setProperty("controller.listener.names", "CONTROLLER");
    properties.setProperty("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
    properties.setProperty("log.dirs", logs.toString());
    properties.setProperty("auto.create.topics.enable", "false");
    // one node: its internal topics cannot have a second copy, and need few partitions
    properties.setProperty("offsets.topic.replication.factor", "1");
    properties.setProperty("offsets.topic.num.partitions", "4");
    properties.setProperty("transaction.state.log.replication.factor", "1");
    properties.setProperty("transaction.state.log.min.isr", "1");
    properties.setProperty("transaction.state.log.num.partitions", "4");
    properties.setProperty("share.coordinator.state.topic.replication.factor", "1");
    properties.setProperty("share.coordinator.state.topic.min.isr", "1");
    properties.setProperty("default.replication.factor", "1");
    properties.setProperty("group.initial.rebalance.delay.ms", "0");
    // Flink's transactions may outlive a restart of this process
    properties.setProperty("transaction.max.timeout.ms", "3600000");
    properties.setProperty("log.cleaner.dedupe.buffer.size", "4194304");
    properties.setProperty("num.network.threads", "2");
    properties.setProperty("num.io.threads", "4");
    properties.setProperty("background.threads", "2");
    properties.setProperty("log.segment.bytes", "134217728");
    properties.setProperty("controlled.shutdown.enable", "true");
    return properties;
  }

  public int port() {
    return port;
  }

  /** {@code 127.0.0.1:port}. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }
}
