package hk.innopark.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.Topics;
import hk.innopark.gateway.testing.KafkaLog;
import hk.innopark.gateway.testing.KafkaProcess;
import hk.innopark.gateway.testing.MosquittoProcess;
import hk.innopark.gateway.testing.Publisher;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The host at a real broker and a real Kafka, as an edge node sees it. */
class SparkplugHostIT {
  private static final String GROUP = "spBv1.0/tai-po.noodle/";

  @TempDir Path directory;

  private MosquittoProcess mosquitto;
  private KafkaProcess kafka;
  private Gateway gateway;
  private EdgeView edge;

  @BeforeEach
  void start() throws Exception {
    mosquitto = new MosquittoProcess(directory, MosquittoProcess.Profile.FAST);
    mosquitto.start();
    kafka = new KafkaProcess(directory);
    kafka.start();
    KafkaTopics.create(kafka.bootstrapServers(), 1);
    edge = new EdgeView(mosquitto.url(), "edge");
    edge.subscribe("spBv1.0/STATE/host-1", GROUP + "NCMD/line-1");
    gateway =
        new Gateway(
            GatewayConfig.fromEnvironment(
                Map.of(
                    "MQTT_URL",
                    mosquitto.url(),
                    "MQTT_CLIENT_ID",
                    "gw",
                    "GATEWAY_ID",
                    "host-1",
                    "KAFKA_BOOTSTRAP_SERVERS",
                    kafka.bootstrapServers())));
    gateway.start();
    FaultBench.patiently().until(gateway::isReady);
    FaultBench.patiently().until(() -> edge.isHostOnline());
  }

  @AfterEach
  void stop() throws Exception {
    gateway.stop();
    edge.close();
    mosquitto.close();
    kafka.close();
  }

  @Test
  void whoTakesItsConnectionTakesItOffline() throws Exception {
    String birth = edge.lastState();
    EdgeView thief = new EdgeView(mosquitto.url(), "gw-host");
    try {
      FaultBench.patiently().until(() -> edge.states.contains(birth.replace("true", "false")));
      FaultBench.patiently().until(() -> edge.isHostOnline() && gateway.isReady());
      assertThat(stamp(edge.lastState())).as("a newer birth").isGreaterThan(stamp(birth));
    } finally {
      thief.close();
    }
  }

  @Test
  void whoTakesTheMachinesConnectionForGoodTakesItOfflineToo() throws Exception {
    long birth = stamp(edge.lastState());
    try (Robber robber = new Robber(mosquitto.url(), "gw")) {
      robber.start();
      FaultBench.patiently().until(() -> !edge.isHostOnline());
      assertThat(stamp(edge.lastState())).isGreaterThan(birth);
    }
  }

  @Test
  void itsDataAreBridgedOnceAndCommandsReachTheNode() throws Exception {
    try (Publisher node = new Publisher(mosquitto.url())) {
      for (int number = 0; number < 100; number++) {
        node.publish(GROUP + "NDATA/line-1", ("message " + number).getBytes(UTF_8));
      }
      node.awaitAcknowledged();
    }
    FaultBench.patiently().until(() -> gateway.counts().bridged() == 100);
    assertThat(KafkaLog.read(kafka.bootstrapServers(), Topics.RAW))
        .hasSize(100)
        .allMatch(record -> "tai-po.noodle/line-1".equals(new String(record.key(), UTF_8)));

    long before = System.currentTimeMillis();
    command(GROUP + "NCMD/line-1", before - 10_000);
    FaultBench.patiently().until(() -> !edge.commands.isEmpty());
    assertThat(edge.commands).hasSize(1);
    assertThat(KafkaLog.size(kafka.bootstrapServers(), Topics.RAW))
        .as("its own command is no message of a plant")
        .isEqualTo(100);
    assertThat(KafkaLog.size(kafka.bootstrapServers(), Topics.DEAD_LETTER)).isZero();
  }

  @Test
  void aBrokerThatComesBackFindsItOnline() throws Exception {
    long birth = stamp(edge.lastState());
    mosquitto.kill();
    mosquitto.start();
    edge.close();
    edge = new EdgeView(mosquitto.url(), "edge");
    edge.subscribe("spBv1.0/STATE/host-1");
    FaultBench.patiently().until(() -> edge.isHostOnline() && gateway.isReady());
    assertThat(stamp(edge.lastState())).isGreaterThan(birth);
  }

  private static long stamp(String state) {
    return Long.parseLong(state.replaceAll("\\D", ""));
  }

  private void command(String topic, long atMillis) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      ProducerRecord<byte[], byte[]> record =
          new ProducerRecord<>(Topics.COMMANDS, new byte[] {0x08, 0x05});
      record.headers().add(Topics.HEADER_MQTT_TOPIC, topic.getBytes(UTF_8));
      record.headers().add(Topics.HEADER_RECEIVED_AT, Long.toString(atMillis).getBytes(UTF_8));
      var unused = producer.send(record);
      producer.flush();
    }
  }

  /** What an edge node sees of the host. */
  private static class EdgeView implements MqttCallback, AutoCloseable {
    final List<String> states = new CopyOnWriteArrayList<>();
    final List<byte[]> commands = new CopyOnWriteArrayList<>();
    private final MqttAsyncClient client;

    EdgeView(String url, String clientId) throws MqttException {
      client = new MqttAsyncClient(url, clientId, new MemoryPersistence());
      client.setCallback(this);
      client.connect(new MqttConnectionOptions()).waitForCompletion(30_000);
    }

    void subscribe(String... filters) throws MqttException {
      for (String filter : filters) {
        client.subscribe(filter, 1).waitForCompletion(30_000);
      }
    }

    boolean isConnected() {
      return client.isConnected();
    }

    String lastState() {
      return states.isEmpty() ? "" : states.get(states.size() - 1);
    }

    boolean isHostOnline() {
      return lastState().startsWith("{\"online\":true,");
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
      if (topic.startsWith(Topics.SPARKPLUG_STATE_PREFIX)) {
        states.add(new String(message.getPayload(), UTF_8));
      } else {
        commands.add(message.getPayload());
      }
    }

    @Override
    public void close() throws MqttException {
      client.disconnectForcibly(0, 1, false);
      client.close(true);
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {}

    @Override
    public void mqttErrorOccurred(MqttException exception) {}

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean reconnect, String serverUri) {}

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {}
  }

  /** Another client with the same id that comes back as often as it is pushed out. */
  private static final class Robber implements AutoCloseable {
    private final String url;
    private final String clientId;
    private final Thread thread = new Thread(this::run, "robber");
    private volatile boolean closed;

    Robber(String url, String clientId) {
      this.url = url;
      this.clientId = clientId;
      thread.setDaemon(true);
    }

    void start() {
      thread.start();
    }

    private void run() {
      while (!closed) {
        try (EdgeView taken = new EdgeView(url, clientId)) {
          while (!closed && taken.isConnected()) {
            FaultBench.pause(java.time.Duration.ofMillis(20));
          }
        } catch (MqttException pushedOut) {
          Thread.onSpinWait(); // and comes again
        }
      }
    }

    @Override
    public void close() throws InterruptedException {
      closed = true;
      thread.join(10_000);
    }
  }
}
