package hk.innopark.simulators.feed;

import hk.innopark.events.RawMessage;
import hk.innopark.events.Topics;
import hk.innopark.simulators.publish.MqttSubscriber;
import hk.innopark.simulators.publish.MqttTarget;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** Records a broker's traffic into a feed, until it is closed; the feed appears then, whole. */
public final class FeedRecorder implements Closeable {
  private static final List<String> EVERYTHING =
      List.of(Topics.MQTT_PREFIX + "#", Topics.SPARKPLUG_PREFIX + "#");

  private final Path file;
  private final Clock clock;
  private final NewFeed feed;
  private final MqttSubscriber subscriber;
  private IOException failure;
  private long messages;
  private boolean closed;

  private FeedRecorder(MqttTarget target, Path file, Clock clock) throws IOException {
    this.file = file;
    this.clock = clock;
    this.feed = NewFeed.at(file);
    try {
      this.subscriber = MqttSubscriber.connect(target, EVERYTHING, this::record);
    } catch (IOException unreachable) {
      feed.close();
      throw unreachable;
    }
  }

  /**
   * Begins to record.
   *
   * @throws IOException where the broker cannot be reached or the file not be written
   */
  public static FeedRecorder start(MqttTarget target, Path file, Clock clock) throws IOException {
    return new FeedRecorder(target, file, clock);
  }

  private synchronized void record(String topic, byte[] payload) {
    if (closed || failure != null) {
      return;
    }
    try {
      feed.write(new RawMessage(clock.millis(), topic, payload));
      messages++;
    } catch (IOException full) {
      failure = new IOException(file + " cannot be written: " + full.getMessage(), full);
    }
  }

  /** How many messages were recorded. */
  public synchronized long messages() {
    return messages;
  }

  /**
   * Ends the recording.
   *
   * @throws IOException where not everything could be written; then there is no feed
   */
  @Override
  public void close() throws IOException {
    subscriber.close();
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      if (failure != null) {
        feed.close();
        throw failure;
      }
      feed.complete();
    }
  }
}
