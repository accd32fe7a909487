package hk.innopark.simulators.feed;

import hk.innopark.events.FeedReader;
import hk.innopark.events.RawMessage;
import hk.innopark.simulators.publish.MessageSink;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Replays a feed to a broker, paced by the times at which its messages were received. */
public final class FeedReplay {
  private static final Duration DRAIN = Duration.ofSeconds(30);
  private static final int PROGRESS_EVERY = 500;

  private final Path file;
  private final long messages;
  private final CountDownLatch stopping = new CountDownLatch(1);

  private FeedReplay(Path file, long messages) {
    this.file = file;
    this.messages = messages;
  }

  /**
   * Opens a feed and reads it once: nothing is sent of one that is not sound.
   *
   * @throws IOException where the feed cannot be read, naming file and line
   */
  public static FeedReplay open(Path file) throws IOException {
    long messages = 0;
    try (FeedReader reader = FeedReader.open(file)) {
      while (reader.next().isPresent()) {
        messages++;
      }
    }
    return new FeedReplay(file, messages);
  }

  /** How many messages the feed holds. */
  public long messages() {
    return messages;
  }

  /**
   * Sends every message and waits until the broker has acknowledged the last one.
   *
   * @return how many messages were sent, fewer than there are only after {@link #stop()}
   * @throws IOException where the feed cannot be read or the broker refuses a message
   */
  public long run(MessageSink sink, ReplaySpeed speed, FeedProgress progress)
      throws IOException, InterruptedException {
    long sent = 0;
    long beginNanos = System.nanoTime();
    long firstMillis = Long.MIN_VALUE;
    try (FeedReader reader = FeedReader.open(file)) {
      for (Optional<RawMessage> next = reader.next(); next.isPresent(); next = reader.next()) {
        RawMessage message = next.get();
        firstMillis = firstMillis == Long.MIN_VALUE ? message.receivedAtMillis() : firstMillis;
        if (!awaitTurn(message.receivedAtMillis() - firstMillis, speed, beginNanos)) {
          break;
        }
        sink.send(message);
        sent++;
        if (sent % PROGRESS_EVERY == 0) {
          progress.reached((double) sent / messages, sent);
        }
      }
    }
    if (!sink.drain(DRAIN)) {
      throw new IOException(file + ": the broker has not acknowledged everything");
    }
    progress.reached(messages == 0 ? 1 : (double) sent / messages, sent);
    return sent;
  }

  /** Waits until a message of so long after the first is due; false where the run is stopped. */
  private boolean awaitTurn(long afterFirstMillis, ReplaySpeed speed, long beginNanos)
      throws InterruptedException {
    double dueNanos = speed.isUnlimited() ? 0 : afterFirstMillis * 1e6 / speed.factor();
    long waitNanos = (long) dueNanos - (System.nanoTime() - beginNanos);
    return waitNanos <= 0
        ? stopping.getCount() > 0
        : !stopping.await(waitNanos, TimeUnit.NANOSECONDS);
  }

  /** Ends a run early, from another thread. */
  public void stop() {
    stopping.countDown();
  }
}
