package hk.innopark.notifier;

import hk.innopark.notifier.DeliveryQueue.DueChannel;
import hk.innopark.notifier.NotifierMetrics.Outcome;
import hk.innopark.registry.model.NotificationChannel;
import hk.innopark.registry.model.NotificationChannel.Kind;
import hk.innopark.registry.model.Registry;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Empties the queues of channels, each by a thread of its own, so that one that hangs delays no
 * other.
 */
final class Dispatcher implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);
  private static final Duration STOPPING = Duration.ofSeconds(10);
  private static final int MOST_AT_ONCE = 256;

  private final AlertStore alerts;
  private final DeliveryQueue queue;
  private final Map<Kind, Sender> senders;
  private final MessageWriter writer;
  private final Supplier<Registry> registry;
  private final NotifierMetrics metrics;
  private final RetryDelay delay;
  private final Clock clock;
  private final Set<DueChannel> busy = ConcurrentHashMap.newKeySet();
  private final Set<Long> claimed = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads =
      new ThreadPoolExecutor(
          0, MOST_AT_ONCE, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), Dispatcher::thread);
  private volatile boolean stopped;
  private volatile Instant lookedAt = Instant.MIN;

  Dispatcher(
      AlertStore alerts,
      DeliveryQueue queue,
      Map<Kind, Sender> senders,
      MessageWriter writer,
      Supplier<Registry> registry,
      NotifierMetrics metrics,
      RetryDelay delay,
      Clock clock) {
    this.alerts = alerts;
    this.queue = queue;
    this.senders = Map.copyOf(senders);
    this.writer = writer;
    this.registry = registry;
    this.metrics = metrics;
    this.delay = delay;
    this.clock = clock;
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "notifier-channel");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void run() {
    boolean wasWell = true;
    while (!stopped) {
      try {
        queue.renew(Set.copyOf(claimed));
        alerts.cancelAcknowledged();
        queue.due().forEach(this::empty);
        lookedAt = clock.instant();
        wasWell = true;
      } catch (SQLException | RuntimeException failed) {
        if (wasWell) {
          LOG.warn("the database does not answer: {}", failed.toString());
        }
        wasWell = false;
      }
      try {
        Thread.sleep(LOOK_EVERY.toMillis());
      } catch (InterruptedException stopping) {
        return;
      }
    }
  }

  private void empty(DueChannel channel) {
    if (!busy.add(channel)) {
      return;
    }
    try {
      threads.execute(
          () -> {
            try {
              while (!stopped && tellNext(channel)) {
                // the next one
              }
            } catch (SQLException | RuntimeException failed) {
              LOG.warn(
                  "channel {}/{} is tried again: {}",
                  channel.tenant(),
                  channel.channel(),
                  failed.toString());
            } finally {
              busy.remove(channel);
            }
          });
    } catch (RejectedExecutionException full) {
      busy.remove(channel);
    }
  }

  private boolean tellNext(DueChannel due) throws SQLException {
    Optional<Delivery> next = queue.claim(due);
    if (next.isEmpty()) {
      return false;
    }
    Delivery delivery = next.get();
    claimed.add(delivery.id());
    try {
      if (delivery.afterInterruption()) {
        queue.interrupted(delivery);
      }
      tell(delivery);
    } finally {
      claimed.remove(delivery.id());
    }
    return true;
  }

  private void tell(Delivery delivery) throws SQLException {
    long begin = System.nanoTime();
    Registry known = registry.get();
    Optional<NotificationChannel> channel =
        Router.channel(known, delivery.tenant(), delivery.channel());
    if (channel.isEmpty()) {
      queue.failed(delivery, Duration.ZERO, "The channel is not in the registry any more.");
      return;
    }
    Kind kind = channel.get().kind();
    try {
      String detail = send(delivery, channel.get(), known);
      queue.sent(delivery, since(begin), detail);
      metrics.of(kind, Outcome.SENT).increment();
    } catch (DeliveryException failed) {
      Instant due =
          clock.instant().plus(delay.after(delivery.attempt(), RandomGenerator.getDefault()));
      boolean again = failed.isRetryable() && due.isBefore(delivery.giveUpAt());
      LOG.warn(
          "channel {}/{}, alert {}: {}; {}",
          delivery.tenant(),
          delivery.channel(),
          delivery.alertKey(),
          failed.getMessage(),
          again ? "tried again at " + due : "given up");
      if (again) {
        queue.retry(delivery, due, since(begin), failed.getMessage());
      } else {
        queue.failed(delivery, since(begin), failed.getMessage());
      }
      metrics.of(kind, again ? Outcome.RETRIED : Outcome.FAILED).increment();
    }
  }

  /** What nobody foresaw is tried again like everything else, so that it blocks no queue. */
  private String send(Delivery delivery, NotificationChannel channel, Registry known)
      throws DeliveryException {
    try {
      return senders.get(channel.kind()).send(writer.write(delivery, channel, known));
    } catch (RuntimeException unforeseen) {
      LOG.error("alert {} cannot be told", delivery.alertKey(), unforeseen);
      throw DeliveryException.retryable("it cannot be told: " + unforeseen, unforeseen);
    }
  }

  private static Duration since(long beginNanos) {
    return Duration.ofNanos(System.nanoTime() - beginNanos);
  }

  /** When the database last answered. */
  Instant lookedAt() {
    return lookedAt;
  }

  /** Takes nothing more, and waits for what is being sent. */
  void stop() throws InterruptedException {
    stopped = true;
    threads.shutdown();
    if (!threads.awaitTermination(STOPPING.toMillis(), TimeUnit.MILLISECONDS)) {
      threads.shutdownNow();
    }
  }
}
