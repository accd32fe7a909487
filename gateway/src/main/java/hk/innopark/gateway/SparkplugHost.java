package hk.innopark.gateway;

import hk.innopark.events.RawMessage;
import hk.innopark.events.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.KafkaException;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Sparkplug host application of the gateway's id. It has a connection of its own with a clean
 * session, as the specification wants of a host: all of Sparkplug's data come on it, its state
 * {@code spBv1.0/STATE/{id}} is said on it and is its will, and the commands of {@link
 * Topics#COMMANDS} go out on it. So the host is online exactly while the connection that takes the
 * data is subscribed.
 *
 * <p>It gives way while the gateway's other connections are not subscribed: of two gateways with
 * one id, only the one that has the messages of machines is the host, too.
 */
final class SparkplugHost {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(250);
  private static final long LISTENING_MILLIS = 20;

  /** For so long the others may be away, as when a broker restarts, before the host gives way. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(SparkplugHost.class);

  private final ConnectionParts parts;
  private final CommandSource commands;
  private final Clock clock;
  private final String stateTopic;
  private final MqttConnection connection;
  private final BooleanSupplier othersListen;
  private final AtomicLong newestStamp = new AtomicLong();
  private final Deque<RawMessage> due = new ArrayDeque<>();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Backoff backoff =
      new Backoff(FIRST_PAUSE, LONGEST_PAUSE, RandomGenerator.getDefault());
  private final Thread thread = new Thread(this::run, "sparkplug-host");
  private volatile HostEpoch epoch;
  private long listenedNanos = System.nanoTime();
  private String lastTold = "";

  /**
   * @param othersListen whether the gateway's other connections are subscribed
   */
  SparkplugHost(
      ConnectionParts parts,
      String hostId,
      CommandSource commands,
      BooleanSupplier othersListen,
      Clock clock) {
    this.parts = parts;
    this.commands = commands;
    this.othersListen = othersListen;
    this.clock = clock;
    this.stateTopic = Topics.SPARKPLUG_STATE_PREFIX + hostId;
    String clientId = parts.settings.clientId() + "-host";
    int receiveMaximum = Math.min(HostEpoch.RECEIVE_MAXIMUM, parts.settings.receiveMaximum());
    this.connection =
        MqttConnection.withoutSession(
            parts,
            clientId,
            parts.queue(clientId, receiveMaximum),
            queue -> next(clientId, queue),
            this::awaitOthers);
    thread.setDaemon(true);
  }

  private MqttEpoch next(String clientId, ForwardQueue queue) throws MqttException {
    HostEpoch next = new HostEpoch(parts, clientId, stateTopic, queue, this::stamp);
    epoch = next;
    return next;
  }

  /** Plants pass over a state that is older than the one before. */
  private long stamp() {
    return newestStamp.updateAndGet(last -> Math.max(last + 1, clock.millis()));
  }

  private void awaitOthers() throws InterruptedException {
    while (!othersListen.getAsBoolean()) {
      Thread.sleep(LISTENING_MILLIS);
    }
  }

  MqttConnection connection() {
    return connection;
  }

  /** Says that the host is online as soon as it listens to the plants. */
  void start() {
    connection.start();
    thread.start();
  }

  boolean isAlive() {
    return connection.isAlive() && thread.isAlive();
  }

  /** Says that the host is offline, and goes. */
  void stop(Duration patience) throws InterruptedException {
    stopping.countDown();
    connection.stop(patience);
    thread.join(POLL.toMillis());
  }

  private void run() {
    try (commands) {
      while (!isStopping()) {
        try {
          serve();
        } catch (MqttException | KafkaException failed) {
          tell(failed instanceof MqttException mqtt ? Failure.text(mqtt) : failed.toString());
          boolean unused = stopping.await(backoff.next().toMillis(), TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException impossible) {
      LOG.error("MQTT: the Sparkplug host ends for good", impossible);
    }
  }

  private void serve() throws MqttException, InterruptedException {
    HostEpoch current = epoch;
    if (current == null || !connection.isSubscribed()) {
      boolean unused = stopping.await(LISTENING_MILLIS, TimeUnit.MILLISECONDS);
      return;
    }
    if (haveOthersLeft()) {
      LOG.warn("MQTT: the Sparkplug host goes offline while machines are not listened to");
      connection.withdraw(GRACE);
      return;
    }
    if (current.takeContradiction()) {
      LOG.info("MQTT: somebody said that the Sparkplug host is offline, so it says that it is not");
      current.announce();
    }
    sendCommands(current);
    backoff.reset();
    lastTold = "";
  }

  private boolean haveOthersLeft() {
    long now = System.nanoTime();
    if (othersListen.getAsBoolean()) {
      listenedNanos = now;
    }
    return now - listenedNanos > GRACE.toNanos();
  }

  private void sendCommands(HostEpoch current) throws MqttException {
    due.addAll(commands.poll(POLL, clock.millis()));
    parts.metrics.commandsDropped.add(commands.takeDropped());
    while (!due.isEmpty()) {
      long now = clock.millis();
      if (CommandSource.isSendable(due.peek(), now)) {
        current.command(due.peek(), now);
        parts.metrics.commands.increment();
        LOG.info("MQTT: sent {}", due.peek().topic());
      } else {
        parts.metrics.commandsDropped.increment();
      }
      due.remove();
    }
  }

  private boolean isStopping() {
    return stopping.getCount() == 0;
  }

  private void tell(String detail) {
    if (!isStopping() && !detail.equals(lastTold)) {
      lastTold = detail;
      LOG.warn("MQTT: the Sparkplug host cannot send, trying again: {}", detail);
    }
  }
}
