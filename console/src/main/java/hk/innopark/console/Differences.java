package hk.innopark.console;

import hk.innopark.console.devices.TextDifference;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.model.Registry;
import java.util.List;

/** What changed for one tenant between two states of the registry. */
final class Differences {
  private Differences() {}

  /** The lines of the registry file that differ, of what the tenant may know alone. */
  static List<String> of(Registry before, Registry after, String tenant) {
    return TextDifference.of(
        RegistryYaml.write(before.ofTenant(tenant)), RegistryYaml.write(after.ofTenant(tenant)));
  }
}
