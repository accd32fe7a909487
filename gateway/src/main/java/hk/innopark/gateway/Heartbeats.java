package hk.innopark.gateway;

import hk.innopark.events.Topics;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in every partition of {@link Topics#RAW}, each few seconds, up to which moment the gateway
 * has handed over what it received: also while MQTT is away and no device sends anything. So
 * whoever reads a partition knows how late it is, and silence is told from an outage.
 *
 * <p>It has a thread of its own, which may wait for Kafka; messages never wait for it.
 */
final class Heartbeats implements Forwarder.HeartbeatOutcome {
  private static final Logger LOG = LoggerFactory.getLogger(Heartbeats.class);

  private final Forwarder forwarder;
  private final GatewayMetrics metrics;
  private final LongSupplier receivedUntilMillis;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final AtomicBoolean failing = new AtomicBoolean();
  private Duration interval;
  private Thread thread;

  /**
   * @param receivedUntilMillis the moment up to which everything that was received is on its way to
   *     Kafka
   */
  Heartbeats(Forwarder forwarder, GatewayMetrics metrics, LongSupplier receivedUntilMillis) {
    this.forwarder = forwarder;
    this.metrics = metrics;
    this.receivedUntilMillis = receivedUntilMillis;
  }

  /**
   * Begins, unless it has begun.
   *
   * @param pause between two heartbeats; positive
   */
  synchronized void start(Duration pause) {
    if (thread != null || stopping.getCount() == 0) {
      return;
    }
    interval = pause;
    thread = new Thread(this::run, "kafka-heartbeat");
    thread.setDaemon(true);
    thread.start();
  }

  /** False where it has ended by itself, which it does not do while the memory suffices. */
  synchronized boolean isAlive() {
    return thread == null || stopping.getCount() == 0 || thread.isAlive();
  }

  /** Writes no more; does not wait for what is on its way. */
  synchronized void stop() {
    stopping.countDown();
    if (thread != null) {
      thread.interrupt();
    }
  }

  private void run() {
    try {
      do {
        beat();
      } while (!stopping.await(interval.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void beat() {
    try {
      forwarder.heartbeat(receivedUntilMillis.getAsLong(), this);
    } catch (RuntimeException refused) {
      failed(refused);
    }
  }

  @Override
  public void written(long receivedAtMillis) {
    metrics.heartbeats.increment();
    metrics.newestHeartbeatMillis.accumulate(receivedAtMillis);
    if (failing.compareAndSet(true, false)) {
      LOG.info("Kafka: heartbeats are written to {} again", Topics.RAW);
    }
  }

  @Override
  public void failed(Exception cause) {
    if (stopping.getCount() == 0) {
      return;
    }
    metrics.heartbeatsFailed.increment();
    if (failing.compareAndSet(false, true)) {
      LOG.warn("Kafka: no heartbeat is written to {}, trying on: {}", Topics.RAW, cause.toString());
    }
  }
}
