package hk.innopark.transports.mqtt;

import hk.innopark.events.RawMessage;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** One connection with a will, that is not mended: who holds it opens another. */
public final class MqttLink implements Closeable {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int AT_MOST_ONCE = 0;
  private static final int AT_LEAST_ONCE = 1;
  private static final int FIRST_ERROR_CODE = 0x80;

  private final MqttTarget target;
  private final MqttAsyncClient client;

  private MqttLink(MqttTarget target, MqttAsyncClient client) {
    this.target = target;
    this.client = client;
  }

  /**
   * Connects with a clean session and subscribes to one topic.
   *
   * @param will what the broker publishes where the connection breaks
   * @param whenBroken told once or more that it broke, on a thread of the client's
   * @param listener takes what comes under the topic, on a thread of the client's
   * @throws IOException where the broker cannot be reached or refuses, naming it
   */
  public static MqttLink open(
      MqttTarget target,
      String clientId,
      RawMessage will,
      String topic,
      Runnable whenBroken,
      Consumer<byte[]> listener)
      throws IOException {
    MqttClients.Connection connection =
        MqttClients.connectWithWill(
            target,
            clientId,
            will,
            broken -> whenBroken.run(),
            (arrivedAt, payload) -> listener.accept(payload));
    MqttLink link = new MqttLink(target, connection.client());
    try {
      IMqttToken subscribed = link.client.subscribe(topic, AT_LEAST_ONCE);
      subscribed.waitForCompletion(TIMEOUT.toMillis());
      int[] codes = subscribed.getReasonCodes();
      if (codes.length > 0 && codes[0] >= FIRST_ERROR_CODE) {
        throw new IOException(
            "%s refuses a subscription to %s with reason code %d"
                .formatted(target, topic, codes[0]));
      }
      return link;
    } catch (MqttException failed) {
      link.close();
      throw new IOException("MQTT broker " + target + ": " + failed.getMessage(), failed);
    } catch (IOException refused) {
      link.close();
      throw refused;
    }
  }

  /**
   * Publishes at QoS 0 and waits until it is written.
   *
   * @throws IOException where the connection is broken
   */
  public void publish(RawMessage message) throws IOException {
    try {
      client
          .publish(
              message.topic(),
              new MqttMessage(message.payload(), AT_MOST_ONCE, false, new MqttProperties()))
          .waitForCompletion(TIMEOUT.toMillis());
    } catch (MqttException broken) {
      throw new IOException("MQTT broker " + target + ": " + broken.getMessage(), broken);
    }
  }

  /** Disconnects; the broker drops the will. */
  @Override
  public void close() {
    MqttClients.close(client);
  }
}
