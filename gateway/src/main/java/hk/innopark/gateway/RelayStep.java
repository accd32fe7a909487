package hk.innopark.gateway;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A step of the relay: work that is begun again after each failure, until the relay is closed. */
final class RelayStep {
  /** Work that goes on until the relay is closed, or fails. */
  interface Work {
    /**
     * @param step to be told of each round that succeeded
     */
    void run(RelayStep step) throws Exception;
  }

  private static final Logger LOG = LoggerFactory.getLogger(RelayStep.class);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final Work work;
  private final BooleanSupplier isClosed;
  private final Thread thread;
  private volatile boolean works;
  private boolean isTold;
  private Duration pause = PAUSE;

  RelayStep(String name, Work work, BooleanSupplier isClosed) {
    this.work = work;
    this.isClosed = isClosed;
    this.thread = new Thread(this::repeat, name);
  }

  void start() {
    thread.start();
  }

  /** Called by the work after each round: both servers have answered. */
  void succeeded() {
    if (isTold) {
      LOG.info("{}: goes on", thread.getName());
    }
    works = true;
    isTold = false;
    pause = PAUSE;
  }

  /** Whether its last round succeeded. */
  boolean works() {
    return works && isAlive();
  }

  /** False where it has ended for good. */
  boolean isAlive() {
    return thread.isAlive();
  }

  private void repeat() {
    try {
      while (!isClosed.getAsBoolean()) {
        try {
          work.run(this);
        } catch (InterruptedException closing) {
          throw closing;
        } catch (Exception failed) {
          if (isClosed.getAsBoolean()) {
            return;
          }
          tell(failed);
        }
        Thread.sleep(pause.toMillis());
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  /** Once an outage. */
  private void tell(Exception failed) {
    works = false;
    if (!isTold) {
      LOG.warn("{}: all waits: {}", thread.getName(), failed.getMessage());
    }
    isTold = true;
  }

  /** Waits so long for its end, then interrupts it. */
  void end(Duration patience) {
    try {
      thread.join(patience.toMillis());
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
  }
}
