package hk.innopark.gateway.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;

/**
 * A machine that publishes numbered messages at QoS 1 and keeps a log of every PUBACK that it saw.
 * What was not acknowledged it sends again after a reconnect, and what was refused, or found no
 * subscriber, after a while, as a good device does.
 */
public final class Device implements AutoCloseable {
  private static final int WINDOW = 200;
  private static final int PAYLOAD_BYTES = 200;

  /** The broker took the message, and there was nobody to give it to: it is gone. */
  private static final int NO_MATCHING_SUBSCRIBERS = 0x10;

  private final String url;
  private final Optional<String> password;
  private final String topic;
  private final double perSecond;
  private final Thread thread;
  private final Semaphore window = new Semaphore(WINDOW);
  private final Map<Long, byte[]> waiting = new ConcurrentSkipListMap<>();
  private final Queue<Long> refused = new ConcurrentLinkedQueue<>();
  private final Set<Long> acked = ConcurrentHashMap.newKeySet();
  private volatile long sent;
  private volatile boolean stopping;
  private volatile boolean closed;

  /**
   * @param topic on which it publishes
   * @param perSecond how fast; infinity for as fast as the broker acknowledges
   */
  public Device(BrokerProcess broker, String topic, double perSecond) {
    this.url = broker.url();
    this.password = broker.password();
    this.topic = topic;
    this.perSecond = perSecond;
    this.thread = new Thread(this::run, "device-" + topic);
    thread.setDaemon(true);
  }

  /** Of the device that publishes on a topic. */
  public static String clientId(String topic) {
    return "device-" + Integer.toHexString(topic.hashCode());
  }

  public void start() {
    thread.start();
  }

  public String topic() {
    return topic;
  }

  public long sent() {
    return sent;
  }

  /** The numbers for which a PUBACK was seen. */
  public Set<Long> acked() {
    return acked;
  }

  /** The one payload that belongs to a number. */
  public static byte[] payload(String topic, long number) {
    StringBuilder text = new StringBuilder(PAYLOAD_BYTES);
    text.append("{\"ts\":1763791200000,\"boot\":\"b1\",\"seq\":").append(number);
    text.append(",\"signals\":{\"good_count\":").append(number).append("},\"product\":\"");
    text.append(topic.hashCode());
    while (text.length() < PAYLOAD_BYTES - 2) {
      text.append((char) ('a' + (number + text.length()) % 26));
    }
    return text.append("\"}").toString().getBytes(StandardCharsets.UTF_8);
  }

  private void run() {
    while (!closed && !(stopping && waiting.isEmpty())) {
      try {
        MqttAsyncClient client = connect();
        try {
          publish(client);
        } finally {
          end(client);
        }
      } catch (MqttException notNow) {
        pause(100);
      } catch (InterruptedException ended) {
        return;
      }
    }
  }

  private MqttAsyncClient connect() throws MqttException {
    MqttAsyncClient client = new MqttAsyncClient(url, clientId(topic), new MemoryPersistence());
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setKeepAliveInterval(2);
    options.setConnectionTimeout(2);
    options.setSocketFactory(new NoDelaySocketFactory());
    if (password.isPresent()) {
      options.setUserName(clientId(topic));
      options.setPassword(password.get().getBytes(StandardCharsets.UTF_8));
    }
    try {
      client.connect(options).waitForCompletion(5_000);
      return client;
    } catch (MqttException failed) {
      end(client);
      throw failed;
    }
  }

  private static void end(MqttAsyncClient client) {
    try {
      client.disconnectForcibly(0, 200, true);
    } catch (MqttException gone) {
      // nothing is left to end
    }
  }

  private void publish(MqttAsyncClient client) throws MqttException, InterruptedException {
    refused.clear();
    for (Map.Entry<Long, byte[]> entry : waiting.entrySet()) {
      publish(client, entry.getKey(), entry.getValue());
    }
    long startedNanos = System.nanoTime();
    long atStart = sent;
    while (client.isConnected() && !closed && !(stopping && waiting.isEmpty())) {
      Long again = refused.poll();
      if (again != null) {
        Thread.sleep(20);
        publish(client, again, payload(topic, again));
        continue;
      }
      double due = (System.nanoTime() - startedNanos) / 1e9 * perSecond;
      if (stopping || sent - atStart >= due) {
        Thread.sleep(1);
      } else if (window.tryAcquire(100, TimeUnit.MILLISECONDS)) {
        long number = sent + 1;
        byte[] payload = payload(topic, number);
        waiting.put(number, payload);
        sent = number;
        publish(client, number, payload);
      }
    }
  }

  private void publish(MqttAsyncClient client, long number, byte[] payload) throws MqttException {
    MqttMessage message = new MqttMessage(payload);
    message.setQos(1);
    IMqttToken unused = client.publish(topic, message, null, new PubAck(number));
  }

  private final class PubAck implements MqttActionListener {
    private final long number;

    PubAck(long number) {
      this.number = number;
    }

    @Override
    public void onSuccess(IMqttToken token) {
      int[] codes = token.getReasonCodes();
      if (codes != null && codes.length > 0 && codes[0] >= NO_MATCHING_SUBSCRIBERS) {
        refused.add(number);
        return;
      }
      acked.add(number);
      if (waiting.remove(number) != null) {
        window.release();
      }
    }

    @Override
    public void onFailure(IMqttToken token, Throwable cause) {
      // stays in waiting, and is sent again on the next connection
    }
  }

  /** Publishes nothing new, and waits until everything is acknowledged. */
  public void finish(Duration patience) {
    stopping = true;
    try {
      thread.join(patience.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    if (!waiting.isEmpty()) {
      throw new IllegalStateException(
          topic + ": " + waiting.size() + " messages were not acknowledged in " + patience);
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
