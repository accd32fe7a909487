package hk.innopark.gateway;

import hk.innopark.events.MachineId;
import hk.innopark.events.SparkplugAddress;
import hk.innopark.events.SparkplugTopic;
import hk.innopark.events.Topics;
import java.util.Optional;

/**
 * The Kafka key that an MQTT topic stands for: the machine for JSON, the edge node for Sparkplug,
 * whose messages must stay in one order over all its devices.
 */
final class TopicRoute {
  private TopicRoute() {}

  /** Empty where the topic has not the contract's form, or an id in it is not valid. */
  static Optional<String> key(String topic) {
    return key(topic, MappedTopics.NONE);
  }

  /** As {@link #key(String)}; a mapped topic stands for its machine, whatever its form is. */
  static Optional<String> key(String topic, MappedTopics mapped) {
    if (topic.startsWith(Topics.SPARKPLUG_PREFIX)) {
      return SparkplugAddress.of(topic)
          .filter(named -> !named.type().isCommand())
          .map(SparkplugAddress::key)
          .filter(node -> SparkplugTopic.of(topic).isPresent() || mapped.hasEdgeNode(node));
    }
    return MachineId.ofTopic(topic).map(MachineId::key).or(() -> mapped.keyOf(topic));
  }
}
