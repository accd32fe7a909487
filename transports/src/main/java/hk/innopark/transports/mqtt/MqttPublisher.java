package hk.innopark.transports.mqtt;

import hk.innopark.events.RawMessage;
import hk.innopark.events.Topics;
import hk.innopark.simulators.publish.MessageSink;
import hk.innopark.transports.kafka.KafkaSink;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Publishes at QoS 1 over one or several MQTT 5 connections, a topic, and all that one Sparkplug
 * edge node says, always over the same one, so that its order holds. Counts what the broker
 * acknowledged. Safe for several threads.
 */
public final class MqttPublisher implements MessageSink {
  private final List<MqttLane> lanes;

  private MqttPublisher(List<MqttLane> lanes) {
    this.lanes = lanes;
  }

  /**
   * Connects.
   *
   * @param connections how many, at least 1
   * @param window how many messages may be unacknowledged on a connection; the broker's receive
   *     maximum caps it
   * @throws IOException where a connection fails, naming the broker
   */
  public static MqttPublisher connect(MqttTarget target, int connections, int window)
      throws IOException {
    if (connections < 1 || window < 1) {
      throw new IllegalArgumentException("connections and window have to be at least 1");
    }
    List<MqttLane> lanes = new ArrayList<>();
    try {
      for (int i = 1; i <= connections; i++) {
        lanes.add(MqttLane.connect(target, target.clientId() + "-" + i, window));
      }
    } catch (IOException failure) {
      lanes.forEach(MqttLane::close);
      throw failure;
    }
    return new MqttPublisher(List.copyOf(lanes));
  }

  @Override
  public void send(RawMessage message) throws IOException, InterruptedException {
    lanes.get(Math.floorMod(ordered(message.topic()).hashCode(), lanes.size())).send(message);
  }

  /** What has one order: a topic, or all topics of a Sparkplug edge node. */
  private static String ordered(String topic) {
    return topic.startsWith(Topics.SPARKPLUG_PREFIX) ? KafkaSink.key(topic) : topic;
  }

  @Override
  public boolean drain(Duration atMost) throws IOException, InterruptedException {
    long deadlineNanos = System.nanoTime() + atMost.toNanos();
    boolean drained = true;
    for (MqttLane lane : lanes) {
      drained &= lane.drain(deadlineNanos);
    }
    return drained;
  }

  @Override
  public long acknowledged() {
    return lanes.stream().mapToLong(MqttLane::acknowledged).sum();
  }

  /** How often a lost connection was replaced. */
  public long reconnects() {
    return lanes.stream().mapToLong(MqttLane::reconnects).sum();
  }

  @Override
  public void close() {
    lanes.forEach(MqttLane::close);
  }
}
