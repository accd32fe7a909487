package hk.innopark.jobs.sparkplug;

import hk.innopark.events.MachineId;
import hk.innopark.events.RawMessage;
import hk.innopark.events.SparkplugAddress;
import hk.innopark.events.SparkplugTopic;
import hk.innopark.jobs.reference.MappedDevices;
import hk.innopark.jobs.reference.ReferenceHistory;
import hk.innopark.registry.model.DeviceMapping;
import hk.innopark.registry.model.Machine;
import java.util.Optional;

/** Which devices there are, and under which names they speak, by the registry of a moment. */
final class RegisteredDevices {
  private final ReferenceHistory reference;

  RegisteredDevices(ReferenceHistory reference) {
    this.reference = reference;
  }

  boolean has(MachineId machine, long atMillis) {
    return reference.at(atMillis).hasMachine(machine);
  }

  /**
   * The place that a message of a mapped edge node is about; empty where the node is not mapped.
   */
  Optional<SparkplugTopic> mapped(RawMessage message) {
    return SparkplugAddress.of(message.topic())
        .flatMap(
            address -> reference.at(message.receivedAtMillis()).mappedDevices().ofAddress(address));
  }

  /**
   * What a message is about: by the registry, or as its topic says; empty where it says nothing.
   */
  Optional<SparkplugTopic> place(RawMessage message) {
    return mapped(message).or(() -> SparkplugTopic.of(message.topic()));
  }

  /** How a device's metrics are understood; null where they have the names of signals. */
  DeviceMapping mapping(MachineId machine, long atMillis) {
    return reference
        .at(atMillis)
        .registry()
        .machine(machine)
        .map(Machine::mapping)
        .filter(mapping -> mapping.sparkplug() != null)
        .orElse(null);
  }

  /** Whether a message is of a device on a mapped edge node that is no machine. */
  static boolean isNotOurs(SparkplugTopic topic) {
    return MappedDevices.NOT_OURS.equals(topic.machine());
  }
}
