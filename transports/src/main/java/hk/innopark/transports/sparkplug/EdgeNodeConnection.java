package hk.innopark.transports.sparkplug;

import com.google.protobuf.InvalidProtocolBufferException;
import hk.innopark.events.RawMessage;
import hk.innopark.events.Reading;
import hk.innopark.transports.mqtt.MqttLink;
import hk.innopark.transports.mqtt.MqttTarget;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One edge node at a broker: its death is the connection's will, births follow each connection and
 * each command to be born again. One thread says things; commands come on others.
 */
final class EdgeNodeConnection {
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Logger LOG = LoggerFactory.getLogger(EdgeNodeConnection.class);

  private final MqttTarget target;
  private final String clientId;
  private final EdgeNodeEncoder encoder;
  private final Clock clock;
  private final AtomicBoolean broken = new AtomicBoolean();
  private final AtomicLong published = new AtomicLong();
  private final AtomicLong rebirths = new AtomicLong();
  private MqttLink link;
  private boolean closed;

  EdgeNodeConnection(MqttTarget target, String clientId, EdgeNodeEncoder encoder, Clock clock) {
    this.target = target;
    this.clientId = clientId;
    this.encoder = encoder;
    this.clock = clock;
  }

  /**
   * Connects, and publishes the births.
   *
   * @throws IOException where the broker cannot be reached or refuses, naming it
   */
  synchronized void open() throws IOException {
    broken.set(false);
    link =
        MqttLink.open(
            target,
            clientId,
            encoder.death(clock.millis()),
            encoder.commandTopic(),
            () -> broken.set(true),
            this::commanded);
    publish(encoder.births(clock.millis()));
  }

  /** Says what a machine's sample changed; mends the connection first where it is broken. */
  void say(Reading reading) throws IOException, InterruptedException {
    while (!tryToSay(reading)) {
      Thread.sleep(PAUSE.toMillis());
    }
  }

  /** Passes on what is no reading, as it is. */
  synchronized void pass(RawMessage message) throws IOException {
    publish(java.util.List.of(message));
  }

  private synchronized boolean tryToSay(Reading reading) throws IOException {
    if (closed) {
      throw new IOException("the connection to " + target + " is closed");
    }
    try {
      if (broken.get()) {
        link.close();
        encoder.disconnected();
        open();
      }
      publish(encoder.encode(reading));
      return true;
    } catch (IOException unreachable) {
      LOG.warn("{}; again in {} ms", unreachable.getMessage(), PAUSE.toMillis());
      broken.set(true);
      return false;
    }
  }

  private void publish(Iterable<RawMessage> messages) throws IOException {
    for (RawMessage message : messages) {
      link.publish(message);
      published.incrementAndGet();
    }
  }

  /** On the client's own thread, which must not wait for a publication. */
  private void commanded(byte[] payload) {
    if (isRebirth(payload)) {
      rebirths.incrementAndGet();
      Thread rebirth = new Thread(this::bearAgain, clientId + "-rebirth");
      rebirth.setDaemon(true);
      rebirth.start();
    }
  }

  private synchronized void bearAgain() {
    if (closed || broken.get()) {
      return; // the next connection begins with births anyway
    }
    try {
      publish(encoder.births(clock.millis()));
    } catch (IOException unreachable) {
      broken.set(true);
    }
  }

  private static boolean isRebirth(byte[] payload) {
    try {
      return Payload.parseFrom(payload).getMetricsList().stream()
          .anyMatch(
              metric ->
                  metric.getName().equals("Node Control/Rebirth") && metric.getBooleanValue());
    } catch (InvalidProtocolBufferException noCommand) {
      return false;
    }
  }

  long published() {
    return published.get();
  }

  long rebirths() {
    return rebirths.get();
  }

  /** Says that it dies, and goes. */
  synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      if (!broken.get()) {
        link.publish(encoder.death(clock.millis()));
      }
    } catch (IOException gone) {
      LOG.debug("the broker is gone, and publishes the death itself", gone);
    }
    link.close();
  }
}
