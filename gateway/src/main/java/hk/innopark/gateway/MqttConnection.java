package hk.innopark.gateway;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one connection to the broker for as long as the gateway runs: connects, subscribes, waits
 * for the end, pauses, and begins again with a new {@link MqttEpoch}.
 *
 * <p>It runs on a thread of its own, because a call into Paho from one of Paho's threads can block
 * it for good.
 */
final class MqttConnection {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(4);

  /** Whoever was taken over stays away for long, or the two would fight for ever. */
  private static final Duration FIRST_TAKEOVER_PAUSE = Duration.ofSeconds(60);

  private static final Duration LONGEST_TAKEOVER_PAUSE = Duration.ofMinutes(15);

  /** A connection that lasted this long was a good one. */
  private static final Duration STABLE = Duration.ofSeconds(10);

  /** A cause that stays the same is told again only after this time. */
  private static final Duration TELL_AGAIN = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(MqttConnection.class);

  /** Makes the network connections, one after the other. */
  @FunctionalInterface
  interface Epochs {
    MqttEpoch next(ForwardQueue queue) throws MqttException;
  }

  /** Holds back each attempt to connect until it may be made. */
  @FunctionalInterface
  interface Gate {
    void pass() throws InterruptedException;
  }

  private final ConnectionParts parts;
  private final String clientId;
  private final Epochs epochs;
  private final Gate gate;
  private final boolean keepsSession;
  private final Thread thread;
  private final Backoff backoff;
  private final Backoff takeoverBackoff;

  private final TakeoverSuspicion suspicion = new TakeoverSuspicion();
  private final ForwardQueue queue;

  private volatile MqttEpoch epoch;
  private volatile boolean subscribed;
  private volatile boolean stopping;
  private boolean connectedBefore;
  private String lastTold = "";
  private long lastToldNanos;

  /** A connection of JSON, whose session waits for it at the broker. */
  MqttConnection(ConnectionParts parts, int number) {
    this(
        parts,
        parts.clientId(number),
        parts.queue(parts.clientId(number), parts.settings.receiveMaximum()),
        queue -> parts.epoch(number, queue),
        () -> {},
        true);
  }

  private MqttConnection(
      ConnectionParts parts,
      String clientId,
      ForwardQueue queue,
      Epochs epochs,
      Gate gate,
      boolean keepsSession) {
    this.parts = parts;
    this.clientId = clientId;
    this.queue = queue;
    this.epochs = epochs;
    this.gate = gate;
    this.keepsSession = keepsSession;
    this.thread = new Thread(this::run, "mqtt-connection-" + clientId);
    RandomGenerator random = RandomGenerator.getDefault();
    this.backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, random);
    this.takeoverBackoff = new Backoff(FIRST_TAKEOVER_PAUSE, LONGEST_TAKEOVER_PAUSE, random);
  }

  /**
   * A connection with a clean session, behind a gate. Where another client has its id, it comes
   * back all the same: the gate decides which of two gateways gives way.
   */
  static MqttConnection withoutSession(
      ConnectionParts parts, String clientId, ForwardQueue queue, Epochs epochs, Gate gate) {
    return new MqttConnection(parts, clientId, queue, epochs, gate, false);
  }

  void start() {
    queue.start();
    thread.start();
  }

  /** False where it has ended for good, which it does not do by itself. */
  boolean isAlive() {
    return thread.isAlive() && queue.isAlive();
  }

  boolean isSubscribed() {
    return subscribed;
  }

  int inFlight() {
    return queue.underWay();
  }

  /** For how long the oldest message has been waiting to be handed to Kafka's producer. */
  Duration forwardWait() {
    return queue.oldestWait();
  }

  Duration oldestWait() {
    MqttEpoch current = epoch;
    return current == null || !subscribed ? Duration.ZERO : current.oldestWait();
  }

  private void run() {
    try {
      while (!stopping) {
        gate.pass();
        long startedNanos = System.nanoTime();
        EpochEnd end = connectOnce();
        Duration lifetime = Duration.ofNanos(System.nanoTime() - startedNanos);
        subscribed = false;
        if (stopping) {
          return;
        }
        if (lifetime.compareTo(STABLE) > 0) {
          backoff.reset();
        }
        if (end.cause() == EpochEnd.Cause.STOPPED) {
          continue; // withdrawn: the gate says when to come back
        }
        Thread.sleep(pauseAfter(end, lifetime).toMillis());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (MqttException | RuntimeException impossible) {
      // not ready from now on; a supervisor restarts the process
      LOG.error("MQTT: the connection of {} ends for good", clientId, impossible);
    } finally {
      subscribed = false;
    }
  }

  private EpochEnd connectOnce() throws InterruptedException, MqttException {
    MqttEpoch current = epochs.next(queue);
    epoch = current;
    try {
      if (stopping) {
        return new EpochEnd(EpochEnd.Cause.STOPPED, "stopped");
      }
      reportConnected(open(current));
      subscribed = true;
      return current.awaitEnd();
    } catch (SubscriptionRefusedException refused) {
      return new EpochEnd(EpochEnd.Cause.REFUSED, refused.getMessage());
    } catch (MqttException failed) {
      return new EpochEnd(
          Failure.isRefusal(failed) ? EpochEnd.Cause.REFUSED : EpochEnd.Cause.LOST,
          Failure.text(failed));
    } finally {
      current.close();
    }
  }

  private boolean open(MqttEpoch current) throws MqttException {
    try {
      return current.open();
    } catch (MqttException failed) {
      if (!Failure.isRefusal(failed)) {
        suspicion.attemptGivenUp();
      }
      throw failed;
    }
  }

  private void reportConnected(boolean sessionPresent) {
    if (!sessionPresent) {
      suspicion.otherTrouble();
    }
    if (keepsSession && connectedBefore && !sessionPresent) {
      parts.metrics.sessionsLost.increment();
      LOG.warn(
          "MQTT: the broker {} has lost the session of {}; what it held for the gateway is gone",
          broker(),
          clientId);
    }
    connectedBefore = true;
    lastTold = "";
    LOG.info("MQTT: {} is connected to {}", clientId, broker());
  }

  private Duration pauseAfter(EpochEnd end, Duration lifetime) {
    parts.metrics.reconnects.increment();
    if (isTakenOver(end, lifetime)) {
      return pauseAfterTakeover();
    }
    if (end.cause() == EpochEnd.Cause.REFUSED) {
      parts.metrics.refusals.increment();
    }
    tell(end.detail());
    return backoff.next();
  }

  private boolean isTakenOver(EpochEnd end, Duration lifetime) {
    if (!keepsSession) {
      return false;
    }
    boolean takenOver = false;
    if (end.cause() == EpochEnd.Cause.TAKEN_OVER && suspicion.takenOverAfter(lifetime)) {
      takenOver = true;
    } else if (end.cause() == EpochEnd.Cause.CLOSED && parts.brokerListens()) {
      takenOver = suspicion.closedAfter(lifetime);
    } else {
      suspicion.otherTrouble();
    }
    return takenOver;
  }

  private Duration pauseAfterTakeover() {
    parts.metrics.takeovers.increment();
    Duration pause = takeoverBackoff.next();
    LOG.error(
        "MQTT: another client connects to {} with the client id {}; waiting {} s."
            + " Each gateway needs an MQTT_CLIENT_ID of its own",
        broker(),
        clientId,
        pause.toSeconds());
    return pause;
  }

  private void tell(String detail) {
    long now = System.nanoTime();
    if (!detail.equals(lastTold) || now - lastToldNanos > TELL_AGAIN.toNanos()) {
      lastTold = detail;
      lastToldNanos = now;
      LOG.warn("MQTT: {} has no connection to {}, trying again: {}", clientId, broker(), detail);
    }
  }

  private String broker() {
    return parts.settings.host() + ':' + parts.settings.port();
  }

  /** Says goodbye and comes back when the gate lets it. */
  void withdraw(Duration patience) throws InterruptedException {
    MqttEpoch current = epoch;
    if (current != null && subscribed) {
      current.drain(patience);
    }
  }

  /** Acknowledges what Kafka confirms within {@code patience}, then disconnects. */
  void stop(Duration patience) throws InterruptedException {
    stopping = true;
    MqttEpoch current = epoch;
    if (current != null && subscribed) {
      current.drain(patience);
    }
    thread.interrupt();
    thread.join(1_000);
    MqttEpoch last = epoch;
    if (last != null) {
      last.close();
    }
    queue.close();
  }
}
