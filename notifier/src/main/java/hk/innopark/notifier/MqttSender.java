package hk.innopark.notifier;

import hk.innopark.events.Topics;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;

/**
 * Publishes a retained message at {@code notifications/{estate}/{tenant}/{channel}}, QoS 1, for a
 * light at the line. Its member {@code active} says how many alerts of the channel are active now.
 */
final class MqttSender implements Sender {
  private static final long PATIENCE_MILLIS = 10_000;
  private static final int AT_LEAST_ONCE = 1;

  private final Optional<MqttSettings> settings;
  private final DeliveryQueue queue;
  private MqttClient client;

  MqttSender(Optional<MqttSettings> settings, DeliveryQueue queue) {
    this.settings = settings;
    this.queue = queue;
  }

  static String topic(Message message) {
    return Topics.NOTIFICATION_PREFIX
        + message.estate()
        + '/'
        + message.channel().tenant()
        + '/'
        + message.channel().id();
  }

  @Override
  public synchronized String send(Message message) throws DeliveryException {
    try {
      Map<String, Object> members = new LinkedHashMap<>(message.members());
      members.put("active", queue.active(message.channel().tenant(), message.channel().id()));
      Message counted =
          new Message(
              message.channel(),
              message.id(),
              message.raisedId(),
              message.estate(),
              message.subject(),
              message.text(),
              members);
      MqttMessage published = new MqttMessage(WebhookSender.json(counted));
      published.setQos(AT_LEAST_ONCE);
      published.setRetained(true);
      MqttProperties properties = new MqttProperties();
      properties.setContentType("application/json");
      properties.setUserProperties(List.of(new UserProperty("notification-id", message.id())));
      published.setProperties(properties);
      connected().publish(topic(message), published);
      return "";
    } catch (MqttException failed) {
      disconnect();
      throw DeliveryException.retryable(
          "MQTT broker: " + EmailSender.firstLine(failed) + " (" + failed.getReasonCode() + ")",
          failed);
    } catch (SQLException failed) {
      throw DeliveryException.retryable("the database does not answer", failed);
    }
  }

  private MqttClient connected() throws MqttException, DeliveryException {
    if (client != null && client.isConnected()) {
      return client;
    }
    disconnect();
    MqttSettings broker =
        settings.orElseThrow(
            () -> DeliveryException.retryable("no MQTT broker: MQTT_URL is not set", null));
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setCleanStart(true);
    options.setConnectionTimeout((int) (PATIENCE_MILLIS / 1000));
    options.setKeepAliveInterval(30);
    broker.user().ifPresent(options::setUserName);
    broker
        .password()
        .ifPresent(
            password -> options.setPassword(password.reveal().getBytes(StandardCharsets.UTF_8)));
    broker.tls().ifPresent(tls -> options.setSocketFactory(tls.socketFactory()));
    client = new MqttClient(broker.url(), "notifier-" + UUID.randomUUID(), new MemoryPersistence());
    client.setTimeToWait(PATIENCE_MILLIS);
    client.connect(options);
    return client;
  }

  private void disconnect() {
    if (client == null) {
      return;
    }
    try {
      client.disconnectForcibly(0, 500);
    } catch (MqttException gone) {
      // it was gone already
    }
    try {
      client.close(true);
    } catch (MqttException gone) {
      // nothing is left to close
    }
    client = null;
  }

  @Override
  public synchronized void close() {
    disconnect();
  }
}
