package hk.innopark.operations.deadletter;

import hk.innopark.events.RawMessage;
import hk.innopark.events.Topics;
import hk.innopark.simulators.publish.MessageSink;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Dead letters on their way through the pipeline once more. However often that is done, and
 * wherever it breaks off, a message that is taken counts once: the pipeline knows the others as
 * duplicates by their boot and sequence number.
 *
 * @param sendable each message once, though it may have been refused several times
 * @param repeated letters of messages that are sent already
 * @param cut letters of which only the beginning was kept
 * @param sparkplug letters of edge nodes, which are not sent: outside its place in the node's
 *     sequence such a message says nothing, and would look like a gap in what the node says now
 */
public record Redrive(List<RefusedMessage> sendable, long repeated, long cut, long sparkplug) {
  public Redrive {
    sendable = List.copyOf(sendable);
  }

  /** What can be sent of these letters, in their order. */
  public static Redrive of(List<RefusedMessage> letters) {
    Set<List<String>> seen = new HashSet<>();
    List<RefusedMessage> sendable = new ArrayList<>();
    long repeated = 0;
    long cut = 0;
    long sparkplug = 0;
    for (RefusedMessage letter : letters) {
      if (letter.topic().startsWith(Topics.SPARKPLUG_PREFIX)) {
        sparkplug++;
      } else if (!letter.isWhole()) {
        cut++;
      } else if (!seen.add(List.of(letter.topic(), letter.sha256()))) {
        repeated++;
      } else {
        sendable.add(letter);
      }
    }
    return new Redrive(sendable, repeated, cut, sparkplug);
  }

  /**
   * Sends them with the present time of arrival.
   *
   * @throws IOException where the sink takes no more; what it took stays sent
   */
  public void send(MessageSink sink, Clock clock) throws IOException, InterruptedException {
    for (RefusedMessage letter : sendable) {
      sink.send(new RawMessage(clock.millis(), letter.topic(), letter.payload()));
    }
  }
}
