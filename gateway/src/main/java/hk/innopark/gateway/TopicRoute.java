package hk.innopark.gateway;

import hk.innopark.events.MachineId;
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
    return topic.startsWith(Topics.SPARKPLUG_PREFIX)
        ? SparkplugTopic.of(topic)
            .filter(named -> !named.type().isCommand())
            .map(SparkplugTopic::edgeNode)
        : MachineId.ofTopic(topic).map(MachineId::key);
  }
}
