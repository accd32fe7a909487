package hk.innopark.transports.sparkplug;

import hk.innopark.events.DecodeResult;
import hk.innopark.events.MachineId;
import hk.innopark.events.MessageDigestSum;
import hk.innopark.events.PayloadDecoder;
import hk.innopark.events.RawMessage;
import hk.innopark.events.Reading;
import hk.innopark.events.SparkplugTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Says what JSON messages say in Sparkplug: a line is an edge node, a machine a device. A message
 * that comes twice is said twice in the same bytes; one that is no reading goes as it is, under the
 * device's topic; a node that is silent for {@link #KEEP_ALIVE} dies, as its broker would say.
 */
final class SparkplugEncoder {
  /** One and a half times a keep-alive of a minute. */
  static final Duration KEEP_ALIVE = Duration.ofSeconds(90);

  private static final Duration ANY_AGE = Duration.ofDays(36_500);
  private static final int REMEMBERED = 256;

  private final PayloadDecoder decoder = new PayloadDecoder(ANY_AGE, ANY_AGE);
  private final Map<String, Node> nodes = new TreeMap<>();

  private static final class Node {
    final EdgeNodeEncoder encoder;
    final Map<MessageDigestSum, RawMessage> said =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<MessageDigestSum, RawMessage> eldest) {
            return size() > REMEMBERED;
          }
        };
    long lastMillis;

    Node(EdgeNodeEncoder encoder) {
      this.encoder = encoder;
    }
  }

  /** What reaches the broker when this message would have, the deaths of others before it. */
  List<RawMessage> encode(RawMessage message) {
    List<RawMessage> messages = deathsUntil(message.receivedAtMillis());
    DecodeResult result = decoder.decode(message);
    if (result instanceof DecodeResult.Accepted accepted) {
      say(message, accepted.reading(), messages);
    } else {
      messages.add(
          MachineId.ofTopic(message.topic())
              .map(machine -> SparkplugTopic.ofDevice(SparkplugTopic.Type.DDATA, machine))
              .map(topic -> moved(message, topic.toString(), message.payload()))
              .orElse(message));
    }
    return messages;
  }

  private void say(RawMessage message, Reading reading, List<RawMessage> messages) {
    MachineId machine = reading.machine();
    Node node =
        nodes.computeIfAbsent(
            machine.estate() + '.' + machine.tenant() + '/' + machine.line(),
            key -> new Node(encoder(machine, message.receivedAtMillis())));
    node.lastMillis = message.receivedAtMillis();
    RawMessage before = node.said.get(reading.digest());
    if (before != null) {
      messages.add(moved(message, before.topic(), before.payload()));
      return;
    }
    List<RawMessage> said = node.encoder.encode(reading);
    said.stream()
        .filter(one -> one.topic().endsWith('/' + machine.machine()))
        .filter(one -> !one.topic().contains("/DDEATH/"))
        .findFirst()
        .ifPresent(one -> node.said.put(reading.digest(), one));
    messages.addAll(said);
  }

  private List<RawMessage> deathsUntil(long nowMillis) {
    List<RawMessage> deaths = new ArrayList<>();
    for (Node node : nodes.values()) {
      long dies = node.lastMillis + KEEP_ALIVE.toMillis();
      if (node.encoder.isConnected() && dies <= nowMillis) {
        deaths.add(node.encoder.death(dies));
        node.encoder.disconnected();
      }
    }
    deaths.sort(Comparator.comparingLong(RawMessage::receivedAtMillis));
    return deaths;
  }

  /** The encoder of a machine's line. */
  static EdgeNodeEncoder encoder(MachineId machine, long atMillis) {
    int birthDeath = (int) Math.floorMod(atMillis / 1000, 256L);
    return new EdgeNodeEncoder(machine.estate(), machine.tenant(), machine.line(), birthDeath);
  }

  private static RawMessage moved(RawMessage message, String topic, byte[] payload) {
    return new RawMessage(message.receivedAtMillis(), topic, payload);
  }
}
