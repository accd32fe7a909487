package hk.innopark.simulators.feed;

import hk.innopark.events.FeedDamageException;
import hk.innopark.events.FeedReader;
import hk.innopark.events.RawMessage;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/** Reads a {@link FeedSelection}, message by message. Not thread-safe. */
public final class MergedFeed implements Closeable {
  private final FeedSelection selection;
  private final List<FeedReader> readers = new ArrayList<>();
  private final PriorityQueue<Head> heads =
      new PriorityQueue<>(
          Comparator.comparingLong((Head head) -> head.message.receivedAtMillis())
              .thenComparingInt(head -> head.file));
  private long skipped;

  private record Head(RawMessage message, FeedReader reader, int file) {}

  private MergedFeed(FeedSelection selection) {
    this.selection = selection;
  }

  /**
   * @throws IOException where a feed cannot be read, naming it
   */
  public static MergedFeed open(FeedSelection selection) throws IOException {
    MergedFeed feed = new MergedFeed(selection);
    try {
      for (Path file : selection.files()) {
        FeedReader reader = FeedReader.open(file);
        feed.readers.add(reader);
        feed.advance(reader, feed.readers.size());
      }
    } catch (IOException unreadable) {
      feed.close();
      throw unreadable;
    }
    return feed;
  }

  /**
   * The next message in order of arrival; empty at the end.
   *
   * @throws IOException where a line is damaged and that is refused, naming file and line
   */
  public Optional<RawMessage> next() throws IOException {
    Head head = heads.poll();
    if (head == null) {
      return Optional.empty();
    }
    advance(head.reader, head.file);
    return Optional.of(head.message);
  }

  /** How many damaged lines were passed over so far. */
  public long skipped() {
    return skipped;
  }

  private void advance(FeedReader reader, int file) throws IOException {
    while (true) {
      try {
        Optional<RawMessage> next = reader.next();
        if (next.isEmpty()) {
          return;
        }
        if (isWanted(next.get())) {
          heads.add(new Head(next.get(), reader, file));
          return;
        }
      } catch (FeedDamageException damage) {
        if (selection.damage() == FeedSelection.Damage.REFUSE) {
          throw damage;
        }
        skipped++;
        if (damage.rest() == FeedDamageException.Rest.LOST) {
          return;
        }
      }
    }
  }

  private boolean isWanted(RawMessage message) {
    Instant at = Instant.ofEpochMilli(message.receivedAtMillis());
    return !at.isBefore(selection.from()) && at.isBefore(selection.to());
  }

  @Override
  public void close() throws IOException {
    for (FeedReader reader : readers) {
      reader.close();
    }
  }
}
