package hk.innopark.gateway;

import hk.innopark.events.RawMessage;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One network connection, from CONNECT to its end: messages go from the socket through a queue of
 * bounded memory to Kafka, and Kafka's confirmations go back as PUBACKs. The rest of MQTT, from the
 * handshake to the pings, is Paho's.
 *
 * <p>Everything in it (client, socket, queue, window) belongs to this connection alone and ends
 * with it. So a confirmation that comes late cannot acknowledge, on the next connection, a message
 * that merely has the same packet identifier.
 */
class MqttEpoch implements MqttCallback {
  private static final int SESSION_TAKEN_OVER = 142;
  private static final long HANDSHAKE_TIMEOUT_MILLIS = 10_000;
  private static final long QUIESCE_MILLIS = 1_000;
  private static final long FAREWELL_MILLIS = 5_000;

  /** Connecting or disconnecting, receiving, sending, calling back, pinging; and one to spare. */
  private static final int CLIENT_THREADS = 6;

  private static final Logger LOG = LoggerFactory.getLogger(MqttEpoch.class);

  final ConnectionParts parts;
  final MqttAsyncClient client;
  private final int connection;
  private final EpochSockets sockets;
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(CLIENT_THREADS);
  private final AckWindow window;
  private final ForwardQueue queue;
  private final PubAcks pubAcks;
  private final CompletableFuture<EpochEnd> end = new CompletableFuture<>();
  private volatile boolean accepting = true;

  MqttEpoch(ConnectionParts parts, int connection, ForwardQueue queue) throws MqttException {
    this(parts, connection, parts.clientId(connection), queue);
  }

  MqttEpoch(ConnectionParts parts, int connection, String clientId, ForwardQueue queue)
      throws MqttException {
    this.parts = parts;
    this.connection = connection;
    this.queue = queue;
    this.sockets = parts.sockets(this::arrived);
    this.pubAcks = new PubAcks(sockets, clientId, this::unsent);
    this.client = parts.client(clientId, threads);
    this.window = parts.window(this::acknowledge);
  }

  /**
   * Connects and subscribes.
   *
   * @return whether the broker had kept the session
   * @throws MqttException where the broker cannot be reached or refuses
   * @throws SubscriptionRefusedException where it refuses a subscription
   */
  boolean open() throws MqttException {
    client.setCallback(this);
    IMqttToken connected = client.connect(options(parts.options(sockets)));
    connected.waitForCompletion(HANDSHAKE_TIMEOUT_MILLIS);
    boolean sessionPresent = connected.getSessionPresent();
    subscriptions().establish(client, sessionPresent, HANDSHAKE_TIMEOUT_MILLIS);
    return sessionPresent;
  }

  /** How to connect, of what all connections have in common. */
  MqttConnectionOptions options(MqttConnectionOptions common) {
    return common;
  }

  Subscriptions subscriptions() {
    return parts.subscriptions(connection);
  }

  EpochEnd awaitEnd() throws InterruptedException {
    while (true) {
      try {
        return end.get(1, TimeUnit.SECONDS);
      } catch (TimeoutException stillOpen) {
        if (!client.isConnected()) {
          end(EpochEnd.Cause.LOST, "the client is not connected");
        }
      } catch (ExecutionException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
  }

  /** Takes a message from the socket's thread. */
  void arrived(Arrival message) throws InterruptedException {
    try {
      if (accepting) {
        receive(message);
      }
      // else it is not acknowledged, so it comes again
    } catch (RuntimeException | Error failed) {
      // it would wait for ever otherwise
      LOG.error("MQTT: a message could not be taken in", failed);
      end(EpochEnd.Cause.FAILED, failed.toString());
    }
  }

  void receive(Arrival message) throws InterruptedException {
    if (parts.settings.countsForeign() && parts.mapped.isForeign(message.topic())) {
      parts.metrics.foreign.increment();
      passOver(message);
      return;
    }
    RawMessage raw = new RawMessage(parts.clock.millis(), message.topic(), message.payload());
    Outbound outbound = parts.mapper.map(raw, message.retained());
    int units = MemoryBudget.units(message.topic().length(), outbound.record().value().length);
    if (message.acknowledgeable()) {
      awaitRoom(units);
    } else if (!queue.budget().takeSpare(units)) {
      parts.metrics.shed.increment();
      return;
    }
    parts.metrics.received.increment();
    long now = System.nanoTime();
    long position =
        window.enter(
            message.acknowledgeable() ? message.packetId() : AckWindow.UNACKNOWLEDGED, now);
    queue.add(
        new Passage(this, queue, parts.metrics, parts.mapper, position, now, units, outbound));
  }

  /** Acknowledges a message that nobody needs, in its turn. */
  void passOver(Arrival message) {
    if (message.acknowledgeable()) {
      long position = window.enter(message.packetId(), System.nanoTime());
      parts.metrics.acked.add(window.confirm(position));
    }
  }

  /**
   * With a broker that keeps to the receive maximum there always is room. With another, not to read
   * on is all that neither loses a message nor fills the memory.
   */
  private void awaitRoom(int units) throws InterruptedException {
    while (!queue.budget().take(units)) {
      if (end.isDone()) {
        throw new InterruptedException("the connection ended");
      }
    }
  }

  /** Kafka holds the message; it is acknowledged if its connection is still there. */
  void confirmed(long position) {
    if (isOpen()) {
      parts.metrics.acked.add(window.confirm(position));
    }
  }

  /** Kafka does not hold the message; the broker must send it again, and all that came after it. */
  void failed(Exception cause) {
    if (end(EpochEnd.Cause.FAILED, "Kafka: " + cause)) {
      queue.abandonWaiting();
    }
  }

  void acknowledge(int packetId) {
    pubAcks.add(packetId);
  }

  /** What was not acknowledged comes again on the next connection. */
  private void unsent(IOException failed) {
    end(EpochEnd.Cause.LOST, "a PUBACK could not be sent: " + failed);
  }

  /** Whether an acknowledgement still means what it meant when the message arrived. */
  boolean isOpen() {
    return !end.isDone();
  }

  /** For how long the oldest message has been waiting for Kafka. */
  Duration oldestWait() {
    long now = System.nanoTime();
    return Duration.ofNanos(now - window.oldestNanos(now));
  }

  /** Takes no more messages, waits until the others are acknowledged, and says goodbye. */
  void drain(Duration patience) throws InterruptedException {
    accepting = false;
    window.awaitEmpty(patience);
    pubAcks.flush();
    farewell();
    try {
      client.disconnect(QUIESCE_MILLIS).waitForCompletion(FAREWELL_MILLIS);
    } catch (MqttException gone) {
      LOG.debug("MQTT: the connection was gone before its farewell", gone);
    }
    end(EpochEnd.Cause.STOPPED, "stopped");
  }

  /** Says what is to be said before the disconnect. */
  void farewell() {}

  boolean end(EpochEnd.Cause cause, String detail) {
    accepting = false;
    return end.complete(new EpochEnd(cause, detail));
  }

  /** Cuts the connection; what is not acknowledged comes again on the next one. */
  void close() {
    end(EpochEnd.Cause.STOPPED, "closed");
    sockets.close();
    pubAcks.close();
    // with threads of its own the client can leave its sender asleep for good
    threads.shutdownNow();
  }

  /** Messages are taken out of the stream before Paho sees them. */
  @Override
  public void messageArrived(String topic, MqttMessage message) {
    end(EpochEnd.Cause.FAILED, "a message came another way than through the socket");
  }

  @Override
  public void disconnected(MqttDisconnectResponse response) {
    if (response.getReturnCode() == SESSION_TAKEN_OVER) {
      end(EpochEnd.Cause.TAKEN_OVER, "another client came with the same client id");
    } else if (response.getException() != null) {
      MqttException cause = response.getException();
      boolean closed = cause.getCause() instanceof EOFException && !wasSilent();
      end(closed ? EpochEnd.Cause.CLOSED : EpochEnd.Cause.LOST, Failure.text(cause));
    } else {
      end(EpochEnd.Cause.LOST, "the broker disconnects, reason " + response.getReturnCode());
    }
  }

  /**
   * Whether this gateway said nothing for so long, for want of a processor, that the broker had to
   * close [MQTT-3.1.2-22]: then nobody else is to blame.
   */
  private boolean wasSilent() {
    Duration tolerated = parts.settings.keepAlive().multipliedBy(3).dividedBy(2);
    return sockets.longestSilence().compareTo(tolerated) > 0;
  }

  @Override
  public void mqttErrorOccurred(MqttException exception) {
    end(EpochEnd.Cause.LOST, Failure.text(exception));
  }

  @Override
  public void deliveryComplete(IMqttToken token) {}

  @Override
  public void connectComplete(boolean reconnect, String serverUri) {}

  @Override
  public void authPacketArrived(int reasonCode, MqttProperties properties) {}
}
