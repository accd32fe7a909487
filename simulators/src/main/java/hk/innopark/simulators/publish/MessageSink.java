package hk.innopark.simulators.publish;

import hk.innopark.events.RawMessage;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

/** Takes messages to a broker, those of one machine in order. */
public interface MessageSink extends Closeable {
  /**
   * Sends a message; waits while too many are in flight or the connection is down.
   *
   * @throws IOException where the broker refused a message, or the sink is closed
   */
  void send(RawMessage message) throws IOException, InterruptedException;

  /**
   * Waits until the broker has acknowledged everything that was sent.
   *
   * @return whether it has within the time
   * @throws IOException where the broker refused a message
   */
  boolean drain(Duration atMost) throws IOException, InterruptedException;

  /** How many messages the broker acknowledged; one that is sent anew counts once. */
  long acknowledged();

  /** Closes the connections; what is still in flight may be lost. */
  @Override
  void close();
}
