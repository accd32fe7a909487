package hk.innopark.registry.access;

import hk.innopark.events.SparkplugAddress;
import hk.innopark.registry.model.DeviceMapping;
import hk.innopark.registry.model.Machine;
import hk.innopark.registry.model.Registry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.TreeSet;

/** The file from which gateways learn the topics of devices that speak their maker's way. */
public final class MappedTopicsFile {
  private MappedTopicsFile() {}

  /** A line {@code topic KEY TOPIC} for each topic, and {@code node GROUP/EDGE NODE}. */
  public static String of(Registry registry) {
    TreeSet<String> lines = new TreeSet<>();
    registry.tenants().stream()
        .flatMap(tenant -> tenant.lines().stream())
        .flatMap(line -> line.machines().stream())
        .filter(machine -> machine.mapping() != null)
        .forEach(machine -> lines.add(line(machine)));
    return "# Made from the registry.\n" + String.join("\n", lines) + (lines.isEmpty() ? "" : "\n");
  }

  private static String line(Machine machine) {
    DeviceMapping mapping = machine.mapping();
    return mapping.mqtt() != null
        ? "topic " + machine.id().key() + ' ' + mapping.mqtt().topic()
        : "node "
            + SparkplugAddress.key(mapping.sparkplug().group(), mapping.sparkplug().edgeNode());
  }

  /** Writes the file, whole or not at all. */
  public static void write(Registry registry, Path file) throws IOException {
    Secret.write(file, of(registry));
  }
}
