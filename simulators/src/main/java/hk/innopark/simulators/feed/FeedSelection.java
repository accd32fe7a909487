package hk.innopark.simulators.feed;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * Which messages of which feeds.
 *
 * @param files merged in order of arrival; each by itself need not be in it
 * @param from the first arrival that is wanted
 * @param to the first arrival that is not wanted any more
 * @param damage what is done with lines that are no messages
 */
public record FeedSelection(List<Path> files, Instant from, Instant to, Damage damage) {

  /** What is done with lines that are no messages. */
  public enum Damage {
    REFUSE,
    SKIP
  }

  public FeedSelection {
    files = List.copyOf(files);
    if (files.isEmpty()) {
      throw new IllegalArgumentException("no feed is named");
    }
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("from " + from + " is not before to " + to);
    }
  }

  /** All of it, which has to be sound. */
  public static FeedSelection of(Path... files) {
    return new FeedSelection(List.of(files), Instant.MIN, Instant.MAX, Damage.REFUSE);
  }
}
