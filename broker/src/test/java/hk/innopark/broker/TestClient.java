package hk.innopark.broker;

import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.Assertions;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** An MQTT 5 client with a session that lasts, which notes what it receives. */
final class TestClient implements MqttCallback, AutoCloseable {
  private static final long TIMEOUT_MILLIS = 60_000;

  private final List<String> received = new CopyOnWriteArrayList<>();
  private final MqttAsyncClient client;

  private TestClient(MqttAsyncClient client) {
    this.client = client;
  }

  static TestClient connect(BrokerProcess broker, String clientId, String user, String password)
      throws MqttException {
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setCleanStart(false);
    options.setSessionExpiryInterval(3600L);
    if (user != null) {
      options.setUserName(user);
      options.setPassword(password.getBytes(StandardCharsets.UTF_8));
    }
    TestClient client =
        new TestClient(new MqttAsyncClient(broker.url(), clientId, new MemoryPersistence()));
    client.client.setCallback(client);
    try {
      client.client.connect(options).waitForCompletion(TIMEOUT_MILLIS);
    } catch (MqttException refused) {
      client.client.close(true);
      throw refused;
    }
    return client;
  }

  /** Publishes with QoS 1; the reason code of the answer. */
  int publish(String topic, String payload) throws MqttException {
    IMqttToken token =
        client.publish(
            topic, new MqttMessage(payload.getBytes(StandardCharsets.UTF_8), 1, false, null));
    token.waitForCompletion(TIMEOUT_MILLIS);
    return token.getReasonCodes()[0];
  }

  /** Subscribes with QoS 1; the reason code of the answer. */
  int subscribe(String filter) throws MqttException {
    IMqttToken token = client.subscribe(filter, 1);
    token.waitForCompletion(TIMEOUT_MILLIS);
    return token.getReasonCodes()[0];
  }

  boolean isConnected() {
    return client.isConnected();
  }

  List<String> received() {
    return received;
  }

  void awaitReceived(String payload) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> Assertions.assertThat(received).contains(payload));
  }

  @Override
  public void close() throws MqttException {
    try {
      client.disconnectForcibly(0, 1_000, true);
    } finally {
      client.close(true);
    }
  }

  @Override
  public void messageArrived(String topic, MqttMessage message) {
    received.add(new String(message.getPayload(), StandardCharsets.UTF_8));
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
