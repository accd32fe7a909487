package hk.innopark.transports.mqtt;

import hk.innopark.events.RawMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.MqttReturnCode;

/** Opens and closes Paho clients, each for one connection only. */
final class MqttClients {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(20);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration SESSION_KEPT = Duration.ofMinutes(10);
  private static final int WILL_QOS = 1;
  private static final int UNLIMITED_RECEIVE_MAXIMUM = 65_535;

  private MqttClients() {}

  /**
   * @param receiveMaximum how many messages the broker takes in flight
   */
  record Connection(MqttAsyncClient client, int receiveMaximum) {}

  /** What the broker keeps of a client that is not connected. */
  enum Session {
    /** Nothing. */
    CLEAN,
    /** Its subscriptions and their messages, for a while. */
    KEPT
  }

  /** Takes what a subscription brings, on the client's thread. */
  interface Listener {
    void arrived(String topic, byte[] payload);
  }

  static Connection connect(
      MqttTarget target, String clientId, Consumer<MqttAsyncClient> whenBroken) throws IOException {
    return connect(target, clientId, Session.CLEAN, whenBroken, (topic, payload) -> {});
  }

  static Connection connect(
      MqttTarget target,
      String clientId,
      Session session,
      Consumer<MqttAsyncClient> whenBroken,
      Listener listener)
      throws IOException {
    return connect(target, clientId, options(target, session), whenBroken, listener);
  }

  /** With a clean session and a message that the broker publishes should the connection break. */
  static Connection connectWithWill(
      MqttTarget target,
      String clientId,
      RawMessage will,
      Consumer<MqttAsyncClient> whenBroken,
      Listener listener)
      throws IOException {
    MqttConnectionOptions options = options(target, Session.CLEAN);
    options.setWill(
        will.topic(), new MqttMessage(will.payload(), WILL_QOS, false, new MqttProperties()));
    return connect(target, clientId, options, whenBroken, listener);
  }

  private static Connection connect(
      MqttTarget target,
      String clientId,
      MqttConnectionOptions options,
      Consumer<MqttAsyncClient> whenBroken,
      Listener listener)
      throws IOException {
    MqttAsyncClient client = null;
    try {
      ScheduledExecutorService noExecutor = null; // the client then starts threads of its own
      client =
          new MqttAsyncClient(target.uri(), clientId, new MemoryPersistence(), null, noExecutor);
      client.setCallback(new Callback(client, whenBroken, listener));
      IMqttToken connected = client.connect(options);
      connected.waitForCompletion(CONNECT_TIMEOUT.toMillis());
      MqttProperties granted = connected.getResponseProperties();
      Integer receiveMaximum = granted == null ? null : granted.getReceiveMaximum();
      return new Connection(
          client, receiveMaximum == null ? UNLIMITED_RECEIVE_MAXIMUM : receiveMaximum);
    } catch (MqttException failure) {
      close(client);
      throw new IOException("MQTT broker " + target + ": " + reason(failure), failure);
    }
  }

  private static MqttConnectionOptions options(MqttTarget target, Session session) {
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setCleanStart(session == Session.CLEAN);
    if (session == Session.KEPT) {
      options.setSessionExpiryInterval(SESSION_KEPT.toSeconds());
    }
    options.setAutomaticReconnect(false);
    options.setConnectionTimeout((int) CONNECT_TIMEOUT.toSeconds());
    options.setKeepAliveInterval((int) KEEP_ALIVE.toSeconds());
    if (target.tls() == null) {
      options.setSocketFactory(new NoDelaySocketFactory());
    } else {
      // Paho compares the certificate's names with the host
      options.setSocketFactory(target.tls());
    }
    if (target.username() != null) {
      options.setUserName(target.username());
      options.setPassword(target.password().getBytes(StandardCharsets.UTF_8));
    }
    return options;
  }

  /** Ends the client and its threads, whatever state it is in. */
  static void close(MqttAsyncClient client) {
    close(client, new MqttProperties());
  }

  /** Ends the client, and the broker forgets its session. */
  static void forget(MqttAsyncClient client) {
    MqttProperties noSession = new MqttProperties();
    noSession.setSessionExpiryInterval(0L);
    close(client, noSession);
  }

  private static void close(MqttAsyncClient client, MqttProperties properties) {
    if (client == null) {
      return;
    }
    try {
      if (client.isConnected()) {
        client
            .disconnect(0, null, null, MqttReturnCode.RETURN_CODE_SUCCESS, properties)
            .waitForCompletion(CLOSE_TIMEOUT.toMillis());
      } else {
        // a client in any other state refuses to be closed; there is nobody to send a packet to
        client.disconnectForcibly(0, 1, false);
      }
    } catch (MqttException | RuntimeException alreadyGone) {
      // closing is all that was wanted
    }
    try {
      client.close(true);
    } catch (MqttException | RuntimeException alreadyClosed) {
      // the same
    }
  }

  private static String reason(MqttException failure) {
    Throwable cause = failure.getCause();
    return cause != null && cause.getMessage() != null
        ? cause.getMessage()
        : failure.getMessage() + " (reason code " + failure.getReasonCode() + ")";
  }

  private record Callback(
      MqttAsyncClient client, Consumer<MqttAsyncClient> whenBroken, Listener listener)
      implements MqttCallback {
    @Override
    public void disconnected(MqttDisconnectResponse response) {
      whenBroken.accept(client);
    }

    @Override
    public void mqttErrorOccurred(MqttException failure) {
      whenBroken.accept(client);
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
      listener.arrived(topic, message.getPayload());
    }

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean reconnect, String serverUri) {}

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {}
  }
}
