package hk.innopark.transports.mqtt;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Subscribes at QoS 1 and hands over what comes, in order; connects anew where the connection is
 * lost, with a session in which the broker keeps what comes meanwhile.
 */
public final class MqttSubscriber implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(MqttSubscriber.class);
  private static final Duration SUBSCRIBE_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final int NOT_WHAT_IS_RETAINED = 2;
  private static final int FIRST_ERROR_CODE = 0x80;

  private final MqttTarget target;
  private final List<String> filters;
  private final Arrival arrival;
  private final Semaphore broken = new Semaphore(0);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread reconnector;
  private volatile MqttAsyncClient client;

  /** Takes messages, one at a time; what it throws ends nothing. */
  public interface Arrival {
    void message(String topic, byte[] payload);
  }

  private MqttSubscriber(MqttTarget target, List<String> filters, Arrival arrival)
      throws IOException {
    this.target = target;
    this.filters = List.copyOf(filters);
    this.arrival = arrival;
    this.client = open();
    this.reconnector = new Thread(this::keepConnected, target.clientId() + "-reconnect");
    reconnector.setDaemon(true);
  }

  /**
   * Connects and subscribes; retained messages are not asked for.
   *
   * @throws IOException where the broker cannot be reached or refuses, naming it
   */
  public static MqttSubscriber connect(MqttTarget target, List<String> filters, Arrival arrival)
      throws IOException {
    MqttSubscriber subscriber = new MqttSubscriber(target, filters, arrival);
    subscriber.reconnector.start();
    return subscriber;
  }

  private MqttAsyncClient open() throws IOException {
    MqttAsyncClient fresh =
        MqttClients.connect(
                target,
                target.clientId(),
                MqttClients.Session.KEPT,
                lost -> broken.release(),
                arrival::message)
            .client();
    try {
      MqttSubscription[] wanted = new MqttSubscription[filters.size()];
      for (int i = 0; i < wanted.length; i++) {
        wanted[i] = new MqttSubscription(filters.get(i), 1);
        wanted[i].setRetainHandling(NOT_WHAT_IS_RETAINED);
      }
      IMqttToken subscribed = fresh.subscribe(wanted);
      subscribed.waitForCompletion(SUBSCRIBE_TIMEOUT.toMillis());
      for (int code : subscribed.getReasonCodes()) {
        if (code >= FIRST_ERROR_CODE) {
          throw new IOException(
              "MQTT broker %s refused the subscription to %s with reason code %d"
                  .formatted(target, filters, code));
        }
      }
      return fresh;
    } catch (MqttException failure) {
      MqttClients.close(fresh);
      throw new IOException("MQTT broker " + target + ": " + failure.getMessage(), failure);
    } catch (IOException refused) {
      MqttClients.close(fresh);
      throw refused;
    }
  }

  private void keepConnected() {
    try {
      while (true) {
        broken.acquire();
        broken.drainPermits();
        while (closing.getCount() > 0 && !client.isConnected()) {
          reconnect();
        }
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void reconnect() throws InterruptedException {
    MqttClients.close(client);
    try {
      client = open();
    } catch (IOException unreachable) {
      LOG.warn("{}; again in {} ms", unreachable.getMessage(), PAUSE.toMillis());
      closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void close() {
    closing.countDown();
    reconnector.interrupt();
    MqttClients.forget(client);
  }
}
