package hk.innopark.embedded.stack;

import hk.innopark.events.RawMessage;
import hk.innopark.simulators.publish.MessageSink;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** Sends each message over the connection of its own tenant, who may not publish for another. */
final class TenantSinks implements MessageSink {
  private final Map<String, MessageSink> sinks;

  /**
   * @param sinks by {@code estate/tenant}
   */
  TenantSinks(Map<String, MessageSink> sinks) {
    this.sinks = Map.copyOf(sinks);
  }

  @Override
  public void send(RawMessage message) throws IOException, InterruptedException {
    String[] levels = message.topic().split("/", 4);
    MessageSink sink = levels.length < 4 ? null : sinks.get(levels[1] + '/' + levels[2]);
    if (sink == null) {
      throw new IOException("no simulated tenant publishes to " + message.topic());
    }
    sink.send(message);
  }

  @Override
  public boolean drain(Duration atMost) throws IOException, InterruptedException {
    long deadlineNanos = System.nanoTime() + atMost.toNanos();
    boolean drained = true;
    for (MessageSink sink : sinks.values()) {
      long leftNanos = Math.max(0, deadlineNanos - System.nanoTime());
      drained &= sink.drain(Duration.ofNanos(leftNanos));
    }
    return drained;
  }

  @Override
  public long acknowledged() {
    return sinks.values().stream().mapToLong(MessageSink::acknowledged).sum();
  }

  @Override
  public void close() {
    sinks.values().forEach(MessageSink::close);
  }
}
