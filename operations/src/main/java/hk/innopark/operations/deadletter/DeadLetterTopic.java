package hk.innopark.operations.deadletter;

import hk.innopark.events.Topics;
import hk.innopark.operations.kafka.TopicReader;
import java.io.IOException;
import java.time.Instant;
import java.util.Properties;
import java.util.function.Consumer;

/** Reads {@link Topics#DEAD_LETTER} as it is at the moment of reading. */
public final class DeadLetterTopic {
  private DeadLetterTopic() {}

  /**
   * Hands over every letter since the moment, those of a partition in their order.
   *
   * @throws IOException where Kafka cannot be reached or has no such topic, naming it
   */
  public static void read(Properties client, Instant since, Consumer<RefusedMessage> reader)
      throws IOException {
    try (TopicReader topics = TopicReader.of(client)) {
      topics.read(
          topics.partitions(Topics.DEAD_LETTER),
          since,
          letter -> reader.accept(RefusedMessage.of(letter)));
    }
  }
}
