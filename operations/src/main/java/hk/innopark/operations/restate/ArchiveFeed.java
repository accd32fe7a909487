package hk.innopark.operations.restate;

import hk.innopark.events.FeedReader;
import hk.innopark.events.FeedWriter;
import hk.innopark.events.RawMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.PriorityQueue;

/**
 * What was received, as a feed to compute days from: in the order of arrival, with the readings
 * that came after the lateness horizon a second time at the moment of their stamp. There they are
 * taken, and where they did arrive they are counted as late again, as they were.
 */
public final class ArchiveFeed {
  private final Stamps stamps = new Stamps();
  private final long fromMillis;
  private final long untilMillis;

  /**
   * How much was found.
   *
   * @param messages received in the time, late ones included
   * @param late of them, those that came after the lateness horizon
   */
  public record Summary(long messages, long late) {}

  /**
   * @param fromMillis which readings are taken, by their stamp
   * @param untilMillis exclusive
   */
  ArchiveFeed(long fromMillis, long untilMillis) {
    this.fromMillis = fromMillis;
    this.untilMillis = untilMillis;
  }

  /** As {@link #write}, with the late readings only where they did arrive. */
  void writeAsItCame(List<Path> archive, Path feed) throws IOException {
    merge(archive, List.of(), feed);
  }

  /** Reads feeds, each in order of arrival, and writes the one to compute. */
  Summary write(List<Path> archive, Path feed) throws IOException {
    List<RawMessage> late = new ArrayList<>();
    for (Path file : archive) {
      collectLate(file, late);
    }
    late.sort(Comparator.comparingLong(RawMessage::receivedAtMillis));
    long messages = merge(archive, late, feed);
    return new Summary(messages, late.size());
  }

  private void collectLate(Path file, List<RawMessage> late) throws IOException {
    try (FeedReader reader = FeedReader.open(file)) {
      for (var next = reader.next(); next.isPresent(); next = reader.next()) {
        RawMessage message = next.get();
        OptionalLong stamp = stamps.of(message);
        if (stamp.isPresent()
            && isWanted(stamp.getAsLong())
            && Stamps.isLate(message, stamp.getAsLong())) {
          late.add(new RawMessage(stamp.getAsLong(), message.topic(), message.payload()));
        }
      }
    }
  }

  private long merge(List<Path> archive, List<RawMessage> late, Path feed) throws IOException {
    PriorityQueue<Head> heads =
        new PriorityQueue<>(Comparator.comparingLong(head -> head.message.receivedAtMillis()));
    long messages = 0;
    int nextLate = 0;
    try (FeedWriter writer = FeedWriter.create(feed)) {
      try {
        for (Path file : archive) {
          advance(new Head(FeedReader.open(file)), heads);
        }
        while (!heads.isEmpty()) {
          Head head = heads.poll();
          RawMessage message = head.message;
          while (nextLate < late.size()
              && late.get(nextLate).receivedAtMillis() <= message.receivedAtMillis()) {
            writer.write(late.get(nextLate++));
            messages++;
          }
          writer.write(message);
          messages++;
          advance(head, heads);
        }
        while (nextLate < late.size()) {
          writer.write(late.get(nextLate++));
          messages++;
        }
      } catch (IOException unreadable) {
        writer.discard();
        throw unreadable;
      } finally {
        for (Head head : heads) {
          head.reader.close();
        }
      }
    }
    return messages;
  }

  private void advance(Head head, PriorityQueue<Head> heads) throws IOException {
    for (var next = head.reader.next(); next.isPresent(); next = head.reader.next()) {
      if (isTakenAsItCame(next.get())) {
        head.message = next.get();
        heads.add(head);
        return;
      }
    }
    head.reader.close();
  }

  private boolean isTakenAsItCame(RawMessage message) {
    OptionalLong stamp = stamps.of(message);
    boolean byArrival = stamp.isEmpty() || Stamps.isLate(message, stamp.getAsLong());
    return isWanted(byArrival ? message.receivedAtMillis() : stamp.getAsLong());
  }

  private boolean isWanted(long millis) {
    return millis >= fromMillis && millis < untilMillis;
  }

  /** The next message of a file. */
  private static final class Head {
    private final FeedReader reader;
    private RawMessage message;

    private Head(FeedReader reader) {
      this.reader = reader;
    }
  }
}
