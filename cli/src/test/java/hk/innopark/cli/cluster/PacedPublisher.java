package hk.innopark.cli.cluster;

import hk.innopark.events.RawMessage;
import hk.innopark.transports.kafka.KafkaSink;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Writes a feed to Kafka, evenly, as far as it is allowed to. */
final class PacedPublisher implements AutoCloseable {
  private static final int SLICES = 250;
  private static final Duration PAUSE = Duration.ofMillis(60);

  private final List<RawMessage> messages;
  private final KafkaSink kafka;
  private final Thread thread;
  private long allowed;
  private long sent;
  private IOException failure;

  PacedPublisher(List<RawMessage> messages, String bootstrapServers) throws IOException {
    this.messages = messages;
    this.kafka = KafkaSink.connect(bootstrapServers, "test");
    this.thread = new Thread(this::publish, "publisher");
    thread.setDaemon(true);
    thread.start();
  }

  /** Lets it go on to a share of the feed, in percent, without waiting for it. */
  synchronized void goOnTo(int percent) {
    allowed = (long) messages.size() * percent / 100;
    notifyAll();
  }

  /** Waits until it has come as far as it may. */
  synchronized void awaitSent() throws IOException, InterruptedException {
    while (sent < allowed && failure == null) {
      wait();
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void publish() {
    int slice = messages.size() / SLICES + 1;
    try {
      for (int from = 0; from < messages.size(); from += slice) {
        awaitAllowed(from);
        int to = Math.min(messages.size(), from + slice);
        for (RawMessage message : messages.subList(from, to)) {
          kafka.send(message);
        }
        if (!kafka.drain(Duration.ofMinutes(1))) {
          throw new IOException("Kafka does not answer");
        }
        moved(to);
        Thread.sleep(PAUSE.toMillis());
      }
    } catch (IOException failed) {
      fail(failed);
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void awaitAllowed(int from) throws InterruptedException {
    while (allowed <= from) {
      wait();
    }
  }

  private synchronized void moved(int to) {
    sent = to;
    notifyAll();
  }

  private synchronized void fail(IOException failed) {
    failure = failed;
    notifyAll();
  }

  @Override
  public void close() throws InterruptedException {
    thread.interrupt();
    thread.join();
    kafka.close();
  }
}
