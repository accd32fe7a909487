package hk.innopark.gateway;

import hk.innopark.events.Ids;
import hk.innopark.events.MachineId;
import hk.innopark.events.Topics;
import java.util.Optional;
import java.util.Set;

/**
 * The Kafka key that an MQTT topic stands for: the machine for JSON, the edge node for Sparkplug,
 * whose messages must stay in one order over all its devices.
 */
final class TopicRoute {
  private static final Set<String> NODE_TYPES = Set.of("NBIRTH", "NDATA", "NDEATH");
  private static final Set<String> DEVICE_TYPES = Set.of("DBIRTH", "DDATA", "DDEATH");

  private TopicRoute() {}

  /** Empty where the topic has not the contract's form, or an id in it is not valid. */
  static Optional<String> key(String topic) {
    return topic.startsWith(Topics.SPARKPLUG_PREFIX)
        ? sparkplugKey(topic)
        : MachineId.ofTopic(topic).map(MachineId::key);
  }

  private static Optional<String> sparkplugKey(String topic) {
    String[] levels = topic.substring(Topics.SPARKPLUG_PREFIX.length()).split("/", -1);
    boolean ofNode = levels.length == 3 && NODE_TYPES.contains(levels[1]);
    boolean ofDevice =
        levels.length == 4 && DEVICE_TYPES.contains(levels[1]) && Ids.isValid(levels[3]);
    if ((!ofNode && !ofDevice) || !isGroup(levels[0]) || !Ids.isValid(levels[2])) {
      return Optional.empty();
    }
    return Optional.of(levels[0] + '/' + levels[2]);
  }

  /** {@code {estate}.{tenant}}, with that one dot. */
  private static boolean isGroup(String group) {
    int dot = group.indexOf('.');
    return dot >= 0
        && dot == group.lastIndexOf('.')
        && Ids.isValid(group.substring(0, dot))
        && Ids.isValid(group.substring(dot + 1));
  }
}
