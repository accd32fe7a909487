package hk.innopark.jobs.sink.influx;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that takes lines from a queue to the server. */
final class LineSender implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LineSender.class);
  private static final long CLOSE_MILLIS = 10_000;

  private final LineQueue queue;
  private final BatchSender sender;
  private final LineWriter writer;
  private final RejectedLines.Receiver rejected;
  private final Thread thread;

  /** Starts it. */
  LineSender(
      LineQueue queue, BatchSender sender, LineWriter writer, RejectedLines.Receiver rejected) {
    this.queue = queue;
    this.sender = sender;
    this.writer = writer;
    this.rejected = rejected;
    this.thread = new Thread(this::run, "influx-sender");
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      while (!Thread.interrupted()) {
        LineQueue.Request request = queue.take();
        sender.send(request.bucket(), request.lines());
        rejected.flush();
        queue.confirm();
      }
    } catch (InterruptedException closed) {
      // what is not confirmed is in the checkpoint
    } catch (IOException | RuntimeException | Error failed) {
      queue.fail(failed);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(CLOSE_MILLIS);
      if (thread.isAlive()) {
        LOG.warn("the sender of lines did not end within {} ms", CLOSE_MILLIS);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      try {
        rejected.close();
      } finally {
        writer.close();
      }
    }
  }
}
