package hk.innopark.embedded.stack;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has started, in the order of starting, and is stopped in the other order.
 *
 * <p>Servers, which do not need each other, start and stop together; everything else takes turns.
 */
final class Parts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

  private final ExecutorService starters = Executors.newCachedThreadPool(Parts::thread);
  private final Deque<Part> started = new ArrayDeque<>();
  private final List<Part> servers = new ArrayList<>();
  private final StackListener listener;
  private boolean closed;

  private record Part(String name, AutoCloseable closeable) {}

  Parts(StackListener listener) {
    this.listener = listener;
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "innopark-part");
    thread.setDaemon(true);
    return thread;
  }

  /** Starts a server beside others; {@link Future#get} waits for it. */
  <T extends AutoCloseable> Pending<T> startServer(String name, Callable<T> starter) {
    return new Pending<>(starters.submit(() -> timed(name, starter, servers)));
  }

  /** Starts the next part, and returns when it is there. */
  <T extends AutoCloseable> T start(String name, Callable<T> starter) throws Exception {
    return timed(name, starter, started);
  }

  private <T extends AutoCloseable> T timed(
      String name, Callable<T> starter, java.util.Collection<Part> kind) throws Exception {
    long begin = System.nanoTime();
    T part = starter.call();
    boolean tooLate;
    synchronized (this) {
      tooLate = closed;
      if (!tooLate) {
        if (kind == servers) {
          servers.add(new Part(name, part));
        } else {
          started.push(new Part(name, part));
        }
      }
    }
    if (tooLate) {
      part.close();
      throw new InterruptedException(name + " came up while the stack was stopping");
    }
    listener.started(name, Duration.ofNanos(System.nanoTime() - begin));
    return part;
  }

  /** A server that is on its way. */
  record Pending<T>(Future<T> future) {
    T get() throws Exception {
      try {
        return future.get();
      } catch (ExecutionException failure) {
        if (failure.getCause() instanceof Exception cause) {
          throw cause;
        }
        throw failure;
      }
    }
  }

  /** Stops what has started, each whatever became of the others. */
  @Override
  public void close() {
    List<Part> inOrder;
    List<Part> together;
    synchronized (this) {
      closed = true;
      inOrder = List.copyOf(started);
      together = List.copyOf(servers);
      started.clear();
      servers.clear();
    }
    inOrder.forEach(this::stop);
    List<Future<?>> stopping = new ArrayList<>();
    together.forEach(server -> stopping.add(starters.submit(() -> stop(server))));
    for (Future<?> stop : stopping) {
      try {
        stop.get();
      } catch (ExecutionException failure) {
        LOG.error("a part did not stop", failure);
      } catch (InterruptedException impatient) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    starters.shutdown();
  }

  private void stop(Part part) {
    long begin = System.nanoTime();
    try {
      part.closeable.close();
      LOG.info("{} stopped in {} ms", part.name, (System.nanoTime() - begin) / 1_000_000);
      listener.stopped(part.name, Duration.ofNanos(System.nanoTime() - begin));
    } catch (Exception failure) {
      LOG.error("{} did not stop in order", part.name, failure);
      listener.failedToStop(part.name, failure);
    }
  }
}
