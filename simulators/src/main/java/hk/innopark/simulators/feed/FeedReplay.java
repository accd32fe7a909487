package hk.innopark.simulators.feed;

import hk.innopark.events.RawMessage;
import hk.innopark.simulators.publish.MessageSink;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Replays feeds to a broker, paced by the times at which their messages were received. */
public final class FeedReplay {
  private static final Duration DRAIN = Duration.ofSeconds(30);
  private static final Duration SAVE_EVERY = Duration.ofSeconds(5);
  private static final int PROGRESS_EVERY = 500;

  private final FeedSelection selection;
  private final long messages;
  private final long skipped;
  private final long firstMillis;
  private final Rebase rebase;
  private final ReplayPosition position;
  private final CountDownLatch stopping = new CountDownLatch(1);

  private FeedReplay(
      FeedSelection selection,
      long messages,
      long skipped,
      long firstMillis,
      Rebase rebase,
      ReplayPosition position) {
    this.selection = selection;
    this.messages = messages;
    this.skipped = skipped;
    this.firstMillis = firstMillis;
    this.rebase = rebase;
    this.position = position;
  }

  /**
   * Opens a feed and reads it once: nothing is sent of one that is not sound.
   *
   * @throws IOException where the feed cannot be read, naming file and line
   */
  public static FeedReplay open(Path file) throws IOException {
    return open(FeedSelection.of(file));
  }

  /** Opens feeds and reads them once, as {@link #open(Path)} does. */
  public static FeedReplay open(FeedSelection selection) throws IOException {
    long messages = 0;
    long first = Long.MAX_VALUE;
    try (MergedFeed feed = MergedFeed.open(selection)) {
      for (Optional<RawMessage> next = feed.next(); next.isPresent(); next = feed.next()) {
        messages++;
        first = Math.min(first, next.get().receivedAtMillis());
      }
      return new FeedReplay(
          selection, messages, feed.skipped(), first, Rebase.NONE, ReplayPosition.NOWHERE);
    }
  }

  /** The same, as if the first message had been received at the moment. */
  public FeedReplay rebasedTo(Instant begin) {
    long shift = messages == 0 ? 0 : begin.toEpochMilli() - firstMillis;
    return new FeedReplay(selection, messages, skipped, firstMillis, new Rebase(shift), position);
  }

  /** The same, going on where the position was kept, and keeping it. */
  public FeedReplay resumingAt(ReplayPosition kept) {
    return new FeedReplay(selection, messages, skipped, firstMillis, rebase, kept);
  }

  /** How many messages there are. */
  public long messages() {
    return messages;
  }

  /** How many damaged lines are passed over. */
  public long skipped() {
    return skipped;
  }

  /**
   * Sends every message and waits until the broker has acknowledged the last one.
   *
   * @return up to which message was sent, fewer than there are only after {@link #stop()}
   * @throws IOException where the feed cannot be read or the broker refuses a message
   */
  public long run(MessageSink sink, ReplaySpeed speed, FeedProgress progress)
      throws IOException, InterruptedException {
    long done = position.load();
    long reached = 0;
    long beginNanos = System.nanoTime();
    long savedNanos = beginNanos;
    long paceFrom = Long.MIN_VALUE;
    try (MergedFeed feed = MergedFeed.open(selection)) {
      for (Optional<RawMessage> next = feed.next(); next.isPresent(); next = feed.next()) {
        if (reached < done) {
          reached++;
          continue;
        }
        long at = next.get().receivedAtMillis();
        paceFrom = paceFrom == Long.MIN_VALUE ? at : paceFrom;
        if (!awaitTurn(at - paceFrom, speed, beginNanos)) {
          break;
        }
        sink.send(rebase.apply(next.get()));
        reached++;
        if (reached % PROGRESS_EVERY == 0) {
          progress.reached((double) reached / messages, reached);
        }
        if (System.nanoTime() - savedNanos > SAVE_EVERY.toNanos()) {
          save(sink, reached);
          savedNanos = System.nanoTime();
        }
      }
    }
    if (!sink.drain(DRAIN)) {
      throw new IOException(
          selection.files().get(0) + ": the broker has not acknowledged everything");
    }
    end(reached);
    progress.reached(messages == 0 ? 1 : (double) reached / messages, reached);
    return reached;
  }

  private void save(MessageSink sink, long reached) throws IOException, InterruptedException {
    if (position.file() != null && sink.drain(DRAIN)) {
      position.save(reached);
    }
  }

  private void end(long reached) throws IOException {
    if (reached == messages) {
      position.forget();
    } else {
      position.save(reached);
    }
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
