package hk.innopark.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import hk.innopark.events.settings.PemTls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;

/** Makes the parts of an MQTT connection; tests replace one of them to prove that it matters. */
class ConnectionParts {
  private static final int CONNECT_TIMEOUT_SECONDS = 5;

  final MqttSettings settings;
  final Forwarder forwarder;
  final RecordMapper mapper;
  final MappedTopics mapped;
  final GatewayMetrics metrics;
  final Clock clock;
  private final Optional<SSLSocketFactory> tls;

  ConnectionParts(GatewayConfig config, Forwarder forwarder, GatewayMetrics metrics, Clock clock) {
    this.settings = config.mqtt();
    this.forwarder = forwarder;
    this.mapped = new MappedTopics(settings.topicsFile());
    this.mapper = new RecordMapper(config.gatewayId(), mapped);
    this.metrics = metrics;
    this.clock = clock;
    this.tls = settings.tls().map(ConnectionParts::socketFactory);
  }

  ForwardQueue queue(String clientId, int receiveMaximum) {
    return new ForwardQueue(forwarder, metrics, new MemoryBudget(receiveMaximum), clientId);
  }

  MqttEpoch epoch(int connection, ForwardQueue queue) throws MqttException {
    return new MqttEpoch(this, connection, queue);
  }

  /** The first connection has the configured id itself, so that its session is found again. */
  String clientId(int connection) {
    return connection == 0 ? settings.clientId() : settings.clientId() + '-' + (connection + 1);
  }

  MqttAsyncClient client(String clientId, ScheduledExecutorService threads) throws MqttException {
    // tcp even for TLS, which the socket does; nothing that is published outlives its connection
    return new MqttAsyncClient(
        "tcp://" + settings.host() + ':' + settings.port(),
        clientId,
        new MemoryPersistence(),
        null,
        threads);
  }

  /** Whether anybody accepts connections at the broker's address: one that died does not. */
  boolean brokerListens() {
    try (Socket probe = new Socket()) {
      InetSocketAddress address = new InetSocketAddress(settings.host(), settings.port());
      probe.connect(address, CONNECT_TIMEOUT_SECONDS * 1_000);
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  EpochSockets sockets(PacketGuard.Receiver receiver) {
    return new EpochSockets(tls, receiver);
  }

  MqttConnectionOptions options(SocketFactory sockets) {
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setCleanStart(false);
    // without an expiry the session ends with the connection, whatever cleanStart says
    options.setSessionExpiryInterval(settings.sessionExpiry().toSeconds());
    options.setReceiveMaximum(settings.receiveMaximum());
    options.setMaximumPacketSize((long) PacketGuard.GREATEST_PACKET_BYTES);
    options.setKeepAliveInterval((int) settings.keepAlive().toSeconds());
    options.setConnectionTimeout(CONNECT_TIMEOUT_SECONDS);
    options.setAutomaticReconnect(false);
    options.setUseSubscriptionIdentifiers(false);
    options.setSocketFactory(sockets);
    settings.username().ifPresent(options::setUserName);
    settings.password().ifPresent(secret -> options.setPassword(secret.reveal().getBytes(UTF_8)));
    return options;
  }

  Subscriptions subscriptions(int connection) {
    return new Subscriptions(settings, mapped.topics());
  }

  AckWindow window(AckWindow.Acknowledger acknowledger) {
    return new AckWindow(acknowledger);
  }

  private static SSLSocketFactory socketFactory(PemTls files) {
    try {
      return files.socketFactory();
    } catch (IllegalArgumentException wrong) {
      throw new GatewayConfigException(List.of(wrong.getMessage()));
    }
  }
}
