package hk.innopark.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import hk.innopark.events.RawMessage;
import hk.innopark.events.SparkplugAddress;
import hk.innopark.events.Topics;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One network connection of the Sparkplug host: it takes all of Sparkplug's data, carries the will
 * that says that the host is offline, and says that it is online once it is subscribed. So nobody
 * sees the host online while it does not listen.
 */
final class HostEpoch extends MqttEpoch {
  /** Sparkplug's data have QoS 0: only deaths are acknowledged. */
  static final int RECEIVE_MAXIMUM = 256;

  private static final long TIMEOUT_MILLIS = 5_000;
  private static final long FAREWELL_MILLIS = 1_000;
  private static final int AT_LEAST_ONCE = 1;
  private static final int AT_MOST_ONCE = 0;

  private static final Logger LOG = LoggerFactory.getLogger(HostEpoch.class);

  private final String stateTopic;
  private final LongSupplier stamps;
  private final long connectedMillis;
  private final AtomicBoolean contradicted = new AtomicBoolean();

  /** Packet identifiers of messages that nobody needs and whose turn has not come. */
  private final Set<Integer> passedOver = ConcurrentHashMap.newKeySet();

  /**
   * @param stamps of the host's states, each later than the one before
   */
  HostEpoch(
      ConnectionParts parts,
      String clientId,
      String stateTopic,
      ForwardQueue queue,
      LongSupplier stamps)
      throws MqttException {
    super(parts, 0, clientId, queue);
    this.stateTopic = stateTopic;
    this.stamps = stamps;
    this.connectedMillis = stamps.getAsLong();
  }

  @Override
  MqttConnectionOptions options(MqttConnectionOptions common) {
    common.setCleanStart(true);
    common.setSessionExpiryInterval(0L);
    common.setReceiveMaximum(Math.min(RECEIVE_MAXIMUM, parts.settings.receiveMaximum()));
    common.setWill(stateTopic, state(false, connectedMillis));
    return common;
  }

  @Override
  Subscriptions subscriptions() {
    return new Subscriptions(stateTopic);
  }

  @Override
  boolean open() throws MqttException {
    boolean sessionPresent = super.open();
    announce();
    return sessionPresent;
  }

  /** Says that the host is online, with the stamp of its will. */
  void announce() throws MqttException {
    publish(stateTopic, state(true, connectedMillis), TIMEOUT_MILLIS);
  }

  /** Whether somebody said that this host is offline since this was asked last. */
  boolean takeContradiction() {
    return contradicted.getAndSet(false);
  }

  /** Sends a command, stamped with the time of sending. */
  void command(RawMessage command, long nowMillis) throws MqttException {
    byte[] stamped = CommandStamp.at(nowMillis, command.payload());
    publish(command.topic(), message(stamped, AT_MOST_ONCE, false), TIMEOUT_MILLIS);
  }

  @Override
  void receive(Arrival message) throws InterruptedException {
    if (message.topic().startsWith(Topics.SPARKPLUG_STATE_PREFIX)) {
      stateArrived(message);
      passOver(message);
    } else if (isCommand(message.topic())) {
      passOver(message); // of this host or another, and for plants
    } else {
      super.receive(message);
    }
  }

  @Override
  void passOver(Arrival message) {
    passedOver.add(message.packetId());
    super.passOver(message);
  }

  /** What was passed over does not count as acknowledged, which means that Kafka has it. */
  @Override
  void acknowledge(int packetId) {
    super.acknowledge(packetId);
    if (passedOver.remove(packetId)) {
      parts.metrics.acked.decrement();
    }
  }

  private static boolean isCommand(String topic) {
    return SparkplugAddress.of(topic).filter(named -> named.type().isCommand()).isPresent();
  }

  /**
   * Whoever says that this host is offline, an earlier will of its own for one, is wrong. What the
   * broker had kept from before is replaced by the announcement anyway.
   */
  private void stateArrived(Arrival message) {
    boolean online =
        new String(message.payload(), UTF_8).replace(" ", "").contains("\"online\":true");
    if (message.topic().equals(stateTopic) && !message.retained() && !online) {
      contradicted.set(true);
    }
  }

  /** A host that goes says so itself, with the time at which it goes. */
  @Override
  void farewell() {
    try {
      publish(stateTopic, state(false, stamps.getAsLong()), FAREWELL_MILLIS);
    } catch (MqttException gone) {
      LOG.debug("MQTT: the host's connection was gone before its farewell", gone);
    }
  }

  private void publish(String topic, MqttMessage message, long timeoutMillis) throws MqttException {
    client.publish(topic, message).waitForCompletion(timeoutMillis);
  }

  private static MqttMessage state(boolean online, long stampMillis) {
    String json = "{\"online\":" + online + ",\"timestamp\":" + stampMillis + '}';
    return message(json.getBytes(UTF_8), AT_LEAST_ONCE, true);
  }

  private static MqttMessage message(byte[] payload, int quality, boolean retained) {
    return new MqttMessage(payload, quality, retained, new MqttProperties());
  }
}
