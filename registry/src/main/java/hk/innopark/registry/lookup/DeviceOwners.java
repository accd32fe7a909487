package hk.innopark.registry.lookup;

import hk.innopark.events.SparkplugAddress;
import hk.innopark.registry.model.DeviceMapping;
import hk.innopark.registry.model.Machine;
import hk.innopark.registry.model.Registry;
import java.util.Optional;
import java.util.stream.Stream;

/** Whose a message is that comes under a maker's names. */
public final class DeviceOwners {
  private DeviceOwners() {}

  /** The tenant of whose devices a topic is; empty where no machine names it. */
  public static Optional<String> tenantOf(Registry registry, String topic) {
    Optional<String> edgeNode = SparkplugAddress.of(topic).map(SparkplugAddress::key);
    return mapped(registry)
        .filter(machine -> speaksOn(machine.mapping(), topic, edgeNode))
        .map(machine -> machine.id().tenant())
        .findFirst();
  }

  private static Stream<Machine> mapped(Registry registry) {
    return registry.tenants().stream()
        .flatMap(tenant -> tenant.lines().stream())
        .flatMap(line -> line.machines().stream())
        .filter(machine -> machine.mapping() != null);
  }

  private static boolean speaksOn(DeviceMapping mapping, String topic, Optional<String> edgeNode) {
    return mapping.mqtt() != null
        ? mapping.mqtt().topic().equals(topic)
        : edgeNode
            .filter(
                SparkplugAddress.key(mapping.sparkplug().group(), mapping.sparkplug().edgeNode())
                    ::equals)
            .isPresent();
  }
}
