package hk.innopark.jobs.reference;

import hk.innopark.events.SparkplugAddress;
import hk.innopark.events.SparkplugTopic;
import hk.innopark.registry.model.DeviceMapping;
import hk.innopark.registry.model.Line;
import hk.innopark.registry.model.Machine;
import hk.innopark.registry.model.Registry;
import hk.innopark.registry.model.Tenant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The devices that speak their maker's way, by the names that they use. */
public final class MappedDevices {
  /** In place of a machine: a device of a mapped edge node that is no machine of the registry. */
  public static final String NOT_OURS = "*";

  private final Map<String, Machine> byTopic = new HashMap<>();
  private final Map<String, Node> byEdgeNode = new HashMap<>();

  /** An edge node: the line whose machines are its devices. */
  private record Node(String estate, String tenant, String line, Map<String, Machine> devices) {
    boolean isOwn(String key) {
      return key.equals(SparkplugAddress.key(estate + '.' + tenant, line));
    }
  }

  MappedDevices(Registry registry) {
    for (Tenant tenant : registry.tenants()) {
      for (Line line : tenant.lines()) {
        line.machines().stream().filter(machine -> machine.mapping() != null).forEach(this::add);
      }
    }
  }

  private void add(Machine machine) {
    DeviceMapping mapping = machine.mapping();
    if (mapping.mqtt() != null) {
      byTopic.put(mapping.mqtt().topic(), machine);
    } else {
      byEdgeNode
          .computeIfAbsent(
              SparkplugAddress.key(mapping.sparkplug().group(), mapping.sparkplug().edgeNode()),
              key ->
                  new Node(
                      machine.id().estate(),
                      machine.id().tenant(),
                      machine.id().line(),
                      new HashMap<>()))
          .devices
          .put(mapping.sparkplug().device(), machine);
    }
  }

  /** The machine whose messages come on a topic. */
  public Optional<Machine> ofTopic(String topic) {
    return Optional.ofNullable(byTopic.get(topic));
  }

  /**
   * The place that a Sparkplug message of a mapped edge node is about, with {@link #NOT_OURS} for a
   * device that is no machine; empty where no machine names that edge node.
   */
  public Optional<SparkplugTopic> ofAddress(SparkplugAddress address) {
    Node node = byEdgeNode.get(address.key());
    if (node == null) {
      return Optional.empty();
    }
    String machine = null;
    if (address.device() != null) {
      Machine named = node.devices.get(address.device());
      if (named != null) {
        machine = named.id().machine();
      } else {
        // on a line's own edge node, devices without a mapping have their machines' ids
        machine = node.isOwn(address.key()) ? address.device() : NOT_OURS;
      }
    }
    return Optional.of(
        new SparkplugTopic(node.estate, node.tenant, address.type(), node.line, machine));
  }
}
