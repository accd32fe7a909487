package hk.innopark.embedded.server;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** A client that tries what it may not, and tells what the broker let it do. */
final class MqttProbe implements AutoCloseable, MqttCallback {
  private static final int REFUSED_FROM = 128;
  private static final long PATIENCE_MILLIS = 30_000;

  private final MqttAsyncClient client;
  private final Set<String> received = ConcurrentHashMap.newKeySet();

  private MqttProbe(MqttAsyncClient client) {
    this.client = client;
  }

  /**
   * Connects with a user's name and password.
   *
   * @throws MqttException where the broker refuses
   */
  static MqttProbe connect(int port, String clientId, String user, String password)
      throws MqttException {
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setUserName(user);
    options.setPassword(password == null ? null : password.getBytes(StandardCharsets.UTF_8));
    return connect("tcp://127.0.0.1:" + port, clientId, options);
  }

  /** Connects with a certificate, or with none where the factory has none. */
  static MqttProbe connect(int port, String clientId, SSLSocketFactory sockets)
      throws MqttException {
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setSocketFactory(sockets);
    return connect("ssl://127.0.0.1:" + port, clientId, options);
  }

  private static MqttProbe connect(String url, String clientId, MqttConnectionOptions options)
      throws MqttException {
    MqttAsyncClient client = new MqttAsyncClient(url, clientId, new MemoryPersistence());
    MqttProbe probe = new MqttProbe(client);
    client.setCallback(probe);
    try {
      client.connect(options).waitForCompletion(PATIENCE_MILLIS);
      return probe;
    } catch (MqttException refused) {
      client.close(true);
      throw refused;
    }
  }

  /** Whether the broker takes the message; one that cuts the connection does not. */
  boolean publishes(String topic, String payload) {
    try {
      IMqttToken token =
          client.publish(
              topic, new MqttMessage(payload.getBytes(StandardCharsets.UTF_8), 1, false, null));
      token.waitForCompletion(PATIENCE_MILLIS);
      return token.getReasonCodes()[0] < REFUSED_FROM;
    } catch (MqttException cut) {
      return false;
    }
  }

  /** Whether the broker grants every filter. */
  boolean subscribes(String... filters) throws MqttException {
    IMqttToken token =
        client.subscribe(
            Arrays.stream(filters)
                .map(filter -> new MqttSubscription(filter, 1))
                .toArray(MqttSubscription[]::new));
    token.waitForCompletion(PATIENCE_MILLIS);
    return Arrays.stream(token.getReasonCodes()).allMatch(code -> code < REFUSED_FROM);
  }

  /** The payloads that came. */
  Set<String> received() {
    return received;
  }

  boolean isConnected() {
    return client.isConnected();
  }

  @Override
  public void messageArrived(String topic, MqttMessage message) {
    received.add(new String(message.getPayload(), StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws MqttException {
    if (client.isConnected()) {
      client.disconnectForcibly(0, 20, false);
    }
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
