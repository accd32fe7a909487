package hk.innopark.embedded.stack;

import hk.innopark.events.RawMessage;
import hk.innopark.simulators.publish.MessageSink;
import java.io.IOException;
import java.time.Duration;

/**
 * Sends what happened before now as a gateway would have stored it, with the times at which it
 * would have come in, and everything after that over MQTT.
 */
final class HistoryThenLiveSink implements MessageSink {
  private static final Duration HISTORY_DRAIN = Duration.ofMinutes(1);

  private final MessageSink history;
  private final MessageSink live;
  private final Runnable onLive;
  private volatile boolean isLive;
  private boolean historyIsDrained;

  /**
   * @param onLive run once, when the history is stored and before anything is sent live
   */
  HistoryThenLiveSink(MessageSink history, MessageSink live, Runnable onLive) {
    this.history = history;
    this.live = live;
    this.onLive = onLive;
  }

  /** The next message is the first that is sent live. */
  void goLive() {
    isLive = true;
  }

  @Override
  public void send(RawMessage message) throws IOException, InterruptedException {
    if (!isLive) {
      history.send(message);
      return;
    }
    if (!historyIsDrained) {
      // a machine's live messages must not overtake its history
      if (!history.drain(HISTORY_DRAIN)) {
        throw new IOException("Kafka has not confirmed the history within " + HISTORY_DRAIN);
      }
      historyIsDrained = true;
      onLive.run();
    }
    live.send(message);
  }

  @Override
  public boolean drain(Duration atMost) throws IOException, InterruptedException {
    return historyIsDrained ? live.drain(atMost) : history.drain(atMost);
  }

  @Override
  public long acknowledged() {
    return history.acknowledged() + live.acknowledged();
  }

  /** How many messages of the history are stored. */
  long historyAcknowledged() {
    return history.acknowledged();
  }

  @Override
  public void close() {
    history.close();
    live.close();
  }
}
