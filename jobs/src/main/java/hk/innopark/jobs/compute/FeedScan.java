package hk.innopark.jobs.compute;

import hk.innopark.events.FeedReader;
import hk.innopark.events.RawMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a feed must be known for before it is computed.
 *
 * @param messages how many it holds
 * @param end just after the newest arrival
 * @param disorder how far an arrival lies before an earlier line's, at most
 * @param annotations how many of the messages are words of people
 */
record FeedScan(long messages, Instant end, Duration disorder, long annotations) {

  /**
   * Reads the whole feed once.
   *
   * @throws IOException where it cannot be read or a line is malformed, naming file and line
   */
  static FeedScan of(Path feed) throws IOException {
    long messages = 0;
    long newest = Long.MIN_VALUE;
    long disorder = 0;
    long annotations = 0;
    try (FeedReader reader = FeedReader.open(feed)) {
      for (Optional<RawMessage> message = reader.next();
          message.isPresent();
          message = reader.next()) {
        long at = message.get().receivedAtMillis();
        messages++;
        annotations += message.get().isAnnotation() ? 1 : 0;
        disorder = Math.max(disorder, messages == 1 ? 0 : newest - at);
        newest = Math.max(newest, at);
      }
    }
    return new FeedScan(
        messages,
        Instant.ofEpochMilli(messages == 0 ? 0 : newest + 1),
        Duration.ofMillis(disorder),
        annotations);
  }
}
