package hk.innopark.gateway;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Carries the messages of one gateway connection from the socket to Kafka, in their order, on a
 * thread that may wait for Kafka.
 *
 * <p>It outlives the network connection: what was received is forwarded even where it can no longer
 * be acknowledged. Mostly the broker sends it again, which makes a duplicate. But a broker that was
 * killed may have forgotten it, though it had told the device otherwise.
 */
final class ForwardQueue {
  /** So many messages without a pause tell of a load under which it pays to let some gather. */
  private static final int BUSY_RUN = 4;

  /** To be woken for each message costs more than the message. */
  private static final long GATHER_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

  private final Forwarder forwarder;
  private final GatewayMetrics metrics;
  private final MemoryBudget budget;
  private final BlockingQueue<Passage> queue = new LinkedBlockingQueue<>();
  private final AtomicInteger underWay = new AtomicInteger();
  private final Thread sender;

  /** Messages taken since the queue was last waited for; the sender's own. */
  private int run;

  /** What the sender is handing over at this moment. */
  private volatile Passage handedOver;

  private volatile boolean closed;

  ForwardQueue(Forwarder forwarder, GatewayMetrics metrics, MemoryBudget budget, String clientId) {
    this.forwarder = forwarder;
    this.metrics = metrics;
    this.budget = budget;
    this.sender = new Thread(this::forward, "kafka-sender-" + clientId);
    sender.setDaemon(true);
  }

  void start() {
    sender.start();
  }

  MemoryBudget budget() {
    return budget;
  }

  /** Takes a message on, for which room was taken in the budget. */
  void add(Passage passage) {
    underWay.incrementAndGet();
    enqueue(passage);
  }

  /** Takes another record on in place of one that was refused. */
  void replace(Passage passage) {
    enqueue(passage);
  }

  private void enqueue(Passage passage) {
    queue.add(passage);
    if (closed) {
      abandonWaiting();
    }
  }

  private void forward() {
    try {
      // while the broker is being connected to
      forwarder.prepare();
      while (!closed) {
        Passage passage = next();
        handedOver = passage;
        try {
          forwarder.send(passage.outbound(), passage);
        } catch (RuntimeException failed) {
          passage.failed(failed);
        }
        handedOver = null;
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      abandonWaiting();
    }
  }

  private Passage next() throws InterruptedException {
    Passage passage = queue.poll();
    if (passage == null && run >= BUSY_RUN) {
      LockSupport.parkNanos(GATHER_NANOS);
      passage = queue.poll();
    }
    if (passage == null) {
      run = 0;
      passage = queue.take();
    }
    run++;
    return passage;
  }

  /**
   * Gives up all that was not handed to Kafka yet. After a failure nothing may overtake what the
   * broker will send again.
   */
  void abandonWaiting() {
    Passage passage = queue.poll();
    while (passage != null) {
      metrics.abandoned.increment();
      left(passage);
      passage = queue.poll();
    }
  }

  /** For how long the oldest message has been waiting to be handed over; zero where none waits. */
  Duration oldestWait() {
    Passage oldest = handedOver;
    if (oldest == null) {
      oldest = queue.peek();
    }
    return oldest == null
        ? Duration.ZERO
        : Duration.ofNanos(Math.max(0, System.nanoTime() - oldest.arrivedNanos()));
  }

  /** A message has come to its end, whatever that was. */
  void left(Passage passage) {
    budget.giveBack(passage.units());
    underWay.decrementAndGet();
  }

  /** False where nothing is forwarded any more, for example since the memory ran out. */
  boolean isAlive() {
    return sender.isAlive();
  }

  int underWay() {
    return underWay.get();
  }

  void close() {
    closed = true;
    sender.interrupt();
  }
}
