package hk.innopark.transports.sparkplug;

import hk.innopark.events.DecodeResult;
import hk.innopark.events.MachineId;
import hk.innopark.events.PayloadDecoder;
import hk.innopark.events.RawMessage;
import hk.innopark.events.SparkplugTopic;
import hk.innopark.simulators.publish.MessageSink;
import hk.innopark.transports.mqtt.MqttTarget;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Publishes JSON messages of plants as Sparkplug: each line is an edge node with a connection and a
 * will of its own. As the specification wants, everything is QoS 0, so {@link #acknowledged()}
 * counts what was written to the network.
 */
public final class SparkplugPublisher implements MessageSink {
  private static final Duration ANY_AGE = Duration.ofDays(36_500);

  private final MqttTarget target;
  private final Clock clock;
  private final PayloadDecoder decoder = new PayloadDecoder(ANY_AGE, ANY_AGE);
  private final Map<String, EdgeNodeConnection> nodes = new TreeMap<>();
  private boolean closed;

  /** A publisher that connects each edge node when it has something to say. */
  public SparkplugPublisher(MqttTarget target, Clock clock) {
    this.target = target;
    this.clock = clock;
  }

  @Override
  public synchronized void send(RawMessage message) throws IOException, InterruptedException {
    if (closed) {
      throw new IOException("the connection to " + target + " is closed");
    }
    DecodeResult result = decoder.decode(message);
    if (result instanceof DecodeResult.Accepted accepted) {
      node(accepted.reading().machine()).say(accepted.reading());
      return;
    }
    MachineId machine =
        MachineId.ofTopic(message.topic())
            .orElseThrow(
                () -> new IOException("\"" + message.topic() + "\" is no topic of a machine"));
    String topic = SparkplugTopic.ofDevice(SparkplugTopic.Type.DDATA, machine).toString();
    node(machine).pass(new RawMessage(message.receivedAtMillis(), topic, message.payload()));
  }

  private EdgeNodeConnection node(MachineId machine) throws IOException {
    String key = machine.tenant() + '.' + machine.line();
    EdgeNodeConnection node = nodes.get(key);
    if (node == null) {
      node =
          new EdgeNodeConnection(
              target,
              target.clientId() + '-' + key,
              SparkplugEncoder.encoder(machine, clock.millis()),
              clock);
      node.open();
      nodes.put(key, node);
    }
    return node;
  }

  @Override
  public boolean drain(Duration atMost) {
    return true;
  }

  @Override
  public synchronized long acknowledged() {
    return nodes.values().stream().mapToLong(EdgeNodeConnection::published).sum();
  }

  /** How often edge nodes were told to be born again. */
  public synchronized long rebirths() {
    return nodes.values().stream().mapToLong(EdgeNodeConnection::rebirths).sum();
  }

  @Override
  public synchronized void close() {
    closed = true;
    nodes.values().forEach(EdgeNodeConnection::close);
  }
}
