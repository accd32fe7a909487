package hk.innopark.testkit;

import hk.innopark.events.FeedLine;
import hk.innopark.events.RawMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * A feed of the {@link FeedLibrary}.
 *
 * @param lesson what it shows, in one sentence
 * @param expected the right values of a few figures: {@code "m1 throughput.good"} is the sum of the
 *     day rows of machine m1; of a ratio, the last day's
 */
public record LibraryFeed(String name, String lesson, Map<String, Range> expected) {

  /** The least and the greatest value that is right. */
  public record Range(double least, double greatest) {
    boolean holds(double value) {
      return value >= least - 1e-9 && value <= greatest + 1e-9;
    }
  }

  public List<RawMessage> messages() {
    return text("/feed.ndjson").lines().map(FeedLine::parse).toList();
  }

  /** The reference data that goes with it. */
  public String registryYaml() {
    return text("/registry.yaml");
  }

  private String text(String file) {
    try {
      return FeedLibrary.text(name + file);
    } catch (IOException incomplete) {
      throw new UncheckedIOException(incomplete);
    }
  }

  @Override
  public String toString() {
    return name + ": " + lesson;
  }
}
