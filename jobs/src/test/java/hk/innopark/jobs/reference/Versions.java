package hk.innopark.jobs.reference;

import hk.innopark.registry.RegistryVersion;
import hk.innopark.registry.RegistryYaml;
import java.time.Instant;
import java.util.List;

/** Registries of which another takes effect at a time. */
public final class Versions {
  private Versions() {}

  /** One registry that always applied, and one from a time on, epoch milliseconds. */
  public static ReferenceData.Source of(String yaml, long fromMillis, String then) {
    return new FixedRegistry(
        List.of(
            version(yaml, RegistryVersion.ALWAYS),
            version(then, Instant.ofEpochMilli(fromMillis))));
  }

  private static FixedRegistry.Version version(String yaml, Instant from) {
    String version = RegistryYaml.version(RegistryYaml.parse(yaml, "a test"));
    return new FixedRegistry.Version(new RegistryVersion(version, from, from), yaml);
  }
}
