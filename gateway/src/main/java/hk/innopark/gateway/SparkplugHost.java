package hk.innopark.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import hk.innopark.events.RawMessage;
import hk.innopark.events.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Sparkplug host application of the gateway's id: its state on {@code spBv1.0/STATE/{id}},
 * online and as a will, and the commands of {@link Topics#COMMANDS} on their way to edge nodes.
 *
 * <p>It has a connection of its own with a clean session, as the specification wants of a host. The
 * connections that carry data keep their sessions, and nothing here can disturb them.
 */
final class SparkplugHost {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(250);
  private static final long TIMEOUT_MILLIS = 5_000;
  private static final long FAREWELL_MILLIS = 2_000;
  private static final long LISTENING_MILLIS = 20;
  private static final int AT_LEAST_ONCE = 1;
  private static final int AT_MOST_ONCE = 0;

  private static final Logger LOG = LoggerFactory.getLogger(SparkplugHost.class);

  private final ConnectionParts parts;
  private final CommandSource commands;
  private final Clock clock;
  private final String stateTopic;
  private final AtomicBoolean contradicted = new AtomicBoolean();
  private final Backoff backoff =
      new Backoff(FIRST_PAUSE, LONGEST_PAUSE, RandomGenerator.getDefault());
  private volatile Thread thread;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private String lastTold = "";

  SparkplugHost(ConnectionParts parts, String hostId, CommandSource commands, Clock clock) {
    this.parts = parts;
    this.commands = commands;
    this.clock = clock;
    this.stateTopic = Topics.SPARKPLUG_PREFIX + "STATE/" + hostId;
  }

  /**
   * Says that the host is online as soon as it listens to the plants, which the specification wants
   * to come first.
   */
  void start(BooleanSupplier listening) {
    thread = new Thread(() -> run(listening), "sparkplug-host");
    thread.setDaemon(true);
    thread.start();
  }

  /** Says that the host is offline, and goes. */
  void stop() throws InterruptedException {
    stopping.countDown();
    if (thread != null) {
      thread.join(FAREWELL_MILLIS);
    }
  }

  private void run(BooleanSupplier listening) {
    try (commands) {
      while (!listening.getAsBoolean()) {
        if (stopping.await(LISTENING_MILLIS, TimeUnit.MILLISECONDS)) {
          return;
        }
      }
      while (!isStopping()) {
        try {
          serve();
          backoff.reset();
        } catch (MqttException | RuntimeException failed) {
          tell(failed instanceof MqttException mqtt ? Failure.text(mqtt) : failed.toString());
        }
        boolean unused = stopping.await(backoff.next().toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** One connection, from its birth to its end. */
  private void serve() throws MqttException {
    long bornMillis = clock.millis();
    EpochSockets sockets = parts.sockets(arrival -> stateArrived(arrival.payload()));
    MqttAsyncClient client =
        new MqttAsyncClient(
            "tcp://" + parts.settings.host() + ':' + parts.settings.port(),
            parts.settings.clientId() + "-host",
            new MemoryPersistence());
    try {
      client.setCallback(new HostCallback());
      MqttConnectionOptions options = parts.options(sockets);
      options.setCleanStart(true);
      options.setSessionExpiryInterval(0L);
      options.setWill(stateTopic, state(false, bornMillis));
      client.connect(options).waitForCompletion(TIMEOUT_MILLIS);
      client.subscribe(stateTopic, AT_MOST_ONCE).waitForCompletion(TIMEOUT_MILLIS);
      contradicted.set(false);
      publish(client, stateTopic, state(true, bornMillis));
      backoff.reset();
      lastTold = "";
      while (!isStopping() && client.isConnected()) {
        if (contradicted.getAndSet(false)) {
          publish(client, stateTopic, state(true, bornMillis));
        }
        for (RawMessage command : due()) {
          publish(client, command.topic(), message(command.payload(), AT_MOST_ONCE, false));
          parts.metrics.commands.increment();
        }
      }
      if (isStopping() && client.isConnected()) {
        farewell(client, bornMillis);
      }
    } finally {
      sockets.close();
      close(client);
    }
  }

  private List<RawMessage> due() {
    List<RawMessage> due = commands.poll(POLL, clock.millis());
    parts.metrics.commandsDropped.add(commands.takeDropped());
    return due;
  }

  private void farewell(MqttAsyncClient client, long bornMillis) {
    try {
      publish(client, stateTopic, state(false, bornMillis));
      client.disconnect(0).waitForCompletion(TIMEOUT_MILLIS);
    } catch (MqttException gone) {
      LOG.debug("MQTT: the host's connection was gone before its farewell", gone);
    }
  }

  private boolean isStopping() {
    return stopping.getCount() == 0;
  }

  private static void publish(MqttAsyncClient client, String topic, MqttMessage message)
      throws MqttException {
    client.publish(topic, message).waitForCompletion(TIMEOUT_MILLIS);
  }

  private MqttMessage state(boolean online, long bornMillis) {
    String json = "{\"online\":" + online + ",\"timestamp\":" + bornMillis + '}';
    return message(json.getBytes(UTF_8), AT_LEAST_ONCE, true);
  }

  private static MqttMessage message(byte[] payload, int quality, boolean retained) {
    return new MqttMessage(payload, quality, retained, new MqttProperties());
  }

  /** Whoever says that this host is offline, an earlier will of its own for one, is wrong. */
  private void stateArrived(byte[] payload) {
    if (!new String(payload, UTF_8).replace(" ", "").contains("\"online\":true")) {
      contradicted.set(true);
    }
  }

  private void tell(String detail) {
    if (!detail.equals(lastTold)) {
      lastTold = detail;
      LOG.warn("MQTT: the Sparkplug host is not online, trying again: {}", detail);
    }
  }

  private static void close(MqttAsyncClient client) {
    try {
      if (!client.isConnected()) {
        client.disconnectForcibly(0, 1, false);
      }
      client.close(true);
    } catch (MqttException | RuntimeException alreadyClosed) {
      LOG.debug("MQTT: the host's client was closed already", alreadyClosed);
    }
  }
}
