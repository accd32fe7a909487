package hk.innopark.embedded.stack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The turn of one stack of this machine's user to choose its ports, which lasts until its servers
 * have taken them: two that start together would else choose the same.
 */
final class PortTurn implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PortTurn.class);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration POLL = Duration.ofMillis(50);

  private final FileChannel file;

  private PortTurn(FileChannel file) {
    this.file = file;
  }

  /** Waits for the turn; where that cannot be had, or takes too long, goes on without. */
  static PortTurn take() {
    Path place =
        Path.of(
            System.getProperty("java.io.tmpdir"),
            "innopark-ports-" + System.getProperty("user.name") + ".lock");
    try {
      FileChannel file =
          FileChannel.open(place, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (!isLocked(file) && System.nanoTime() < deadline) {
        Thread.sleep(POLL.toMillis());
      }
      return new PortTurn(file);
    } catch (IOException unwritable) {
      LOG.warn("{} cannot be locked: another stack may choose the same ports", place, unwritable);
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
    return new PortTurn(null);
  }

  private static boolean isLocked(FileChannel file) throws IOException {
    try {
      return file.tryLock() != null;
    } catch (OverlappingFileLockException ofThisProcess) {
      return false;
    }
  }

  /** Gives the turn to the next. */
  @Override
  public void close() {
    if (file == null) {
      return;
    }
    try {
      file.close();
    } catch (IOException alreadyGone) {
      LOG.debug("the lock of ports", alreadyGone);
    }
  }
}
