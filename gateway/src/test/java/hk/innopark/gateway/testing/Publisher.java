package hk.innopark.gateway.testing;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** Publishes whatever it is given, at QoS 1. */
public final class Publisher implements AutoCloseable {
  private static final int WINDOW = 200;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final MqttAsyncClient client;
  private final Queue<IMqttToken> waiting = new ArrayDeque<>();

  public Publisher(String url) throws MqttException {
    client = new MqttAsyncClient(url, "publisher", new MemoryPersistence());
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setSocketFactory(new NoDelaySocketFactory());
    client.connect(options).waitForCompletion(PATIENCE.toMillis());
  }

  public void publish(String topic, byte[] payload) {
    publish(topic, new MqttMessage(payload), new MqttProperties());
  }

  public void publishRetained(String topic, byte[] payload) {
    MqttMessage message = new MqttMessage(payload);
    message.setRetained(true);
    publish(topic, message, new MqttProperties());
  }

  public void publishWithCorrelation(String topic, byte[] correlation, byte[] payload) {
    MqttProperties properties = new MqttProperties();
    properties.setCorrelationData(correlation);
    publish(topic, new MqttMessage(payload), properties);
  }

  private void publish(String topic, MqttMessage message, MqttProperties properties) {
    message.setQos(1);
    message.setProperties(properties);
    try {
      waiting.add(whenThereIsRoom(topic, message));
      while (waiting.size() > WINDOW) {
        waiting.remove().waitForCompletion(PATIENCE.toMillis());
      }
    } catch (MqttException failed) {
      throw new IllegalStateException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** The client counts a message as in flight for a while after its PUBACK. */
  private IMqttToken whenThereIsRoom(String topic, MqttMessage message)
      throws MqttException, InterruptedException {
    while (true) {
      try {
        return client.publish(topic, message);
      } catch (MqttException failed) {
        if (failed.getReasonCode() != MqttClientException.REASON_CODE_MAX_INFLIGHT) {
          throw failed;
        }
        Thread.sleep(1);
      }
    }
  }

  public void awaitAcknowledged() throws MqttException {
    while (!waiting.isEmpty()) {
      waiting.remove().waitForCompletion(PATIENCE.toMillis());
    }
  }

  @Override
  public void close() throws MqttException {
    client.disconnectForcibly(0, 1_000, true);
  }
}
