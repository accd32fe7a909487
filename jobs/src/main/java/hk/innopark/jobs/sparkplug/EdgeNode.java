package hk.innopark.jobs.sparkplug;

import hk.innopark.events.RawMessage;
import hk.innopark.events.Reading;
import hk.innopark.events.RejectReason;
import hk.innopark.events.SparkplugTopic;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * Follows one edge node through births, data and deaths. What it puts out is a function of the
 * node's messages and their times of arrival alone.
 *
 * <p>It puts the messages into the order of their numbers: one that is ahead waits a while of
 * arrival time for those before it, and they are missing only then. What a message says is read by
 * {@link NodeSession}.
 */
final class EdgeNode {
  /** Takes what a message gave. */
  interface Output {
    void reading(RawMessage message, Reading reading);

    void refused(RawMessage message, SparkplugTopic topic, RejectReason reason, String detail);

    /** The node's births are wanted. */
    void rebirthWanted(long atMillis);

    /** Something of what is known of the node has changed. */
    void statusChanged(long atMillis);
  }

  /** More than so many messages do not wait. */
  static final int MOST_HELD = 64;

  /** A node's own metrics are told at most so often. */
  static final Duration STATUS_PAUSE = Duration.ofSeconds(10);

  private final EdgeNodeState state;
  private final Output output;
  private final RegisteredDevices registered;
  private final NodeSession session;
  private final long reorderMillis;

  /**
   * @param reorderTimeout for how long a message waits for those before it
   */
  EdgeNode(
      EdgeNodeState state,
      RegisteredDevices registered,
      MetricReader metrics,
      Duration reorderTimeout,
      Output output) {
    this.state = state;
    this.output = output;
    this.registered = registered;
    this.session = new NodeSession(state, registered, metrics, output);
    this.reorderMillis = reorderTimeout.toMillis();
  }

  /** Takes a message; those of a node come in the order of their arrival. */
  void accept(RawMessage message, SparkplugTopic topic) {
    long now = message.receivedAtMillis();
    giveUpUntil(now);
    NodeMessage incoming = NodeMessage.read(message, topic);
    if (!incoming.isNumbered()) {
      while (!state.held.isEmpty()) {
        release(first(), now);
      }
      session.process(incoming);
    } else if (isAhead(incoming)) {
      state.held.add(message);
      if (state.held.size() > MOST_HELD) {
        release(first(), now);
      }
    } else {
      session.process(incoming);
    }
    releaseFollowing(now);
    conclude(now);
  }

  /** Notes that arrival time has come to a moment. */
  void timeReaches(long millis) {
    giveUpUntil(millis);
    conclude(millis);
  }

  /** When a message has waited long enough; empty where none waits. */
  OptionalLong deadline() {
    return state.held.stream().mapToLong(this::deadline).min();
  }

  private long deadline(RawMessage held) {
    return held.receivedAtMillis() + reorderMillis;
  }

  private boolean isAhead(NodeMessage message) {
    return state.alive
        && message.hasNumber()
        && message.order(state).isAhead(message.number(), message.at());
  }

  private void giveUpUntil(long now) {
    OptionalLong deadline = deadline();
    while (deadline.isPresent() && deadline.getAsLong() <= now) {
      release(first(), deadline.getAsLong());
      releaseFollowing(deadline.getAsLong());
      conclude(deadline.getAsLong());
      deadline = deadline();
    }
  }

  private void releaseFollowing(long atMillis) {
    while (!state.held.isEmpty()) {
      int first = first();
      if (isAhead(NodeMessage.readAt(atMillis, state.held.get(first), registered))) {
        return;
      }
      release(first, atMillis);
    }
  }

  private void release(int index, long atMillis) {
    session.process(NodeMessage.readAt(atMillis, state.held.remove(index), registered));
  }

  /** The index of the message that is next by its number; of two with one number, the earlier. */
  private int first() {
    int first = 0;
    int least = Integer.MAX_VALUE;
    for (int index = 0; index < state.held.size(); index++) {
      RawMessage held = state.held.get(index);
      int number = NodeMessage.readAt(held.receivedAtMillis(), held, registered).number();
      int distance = MessageOrder.distance(state, number);
      if (distance < least) {
        least = distance;
        first = index;
      }
    }
    return first;
  }

  private void conclude(long atMillis) {
    if (state.rebirths.ask(atMillis)) {
      output.rebirthWanted(atMillis);
    }
    NodeHistory history = state.history;
    boolean due =
        history.urgent
            || history.toldMillis == EdgeNodeState.NEVER
            || atMillis - history.toldMillis >= STATUS_PAUSE.toMillis();
    if (history.changed && due) {
      history.changed = false;
      history.urgent = false;
      history.toldMillis = atMillis;
      output.statusChanged(atMillis);
    }
  }
}
