package hk.innopark.operations.restate;

import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.registry.RegistryStore;
import hk.innopark.registry.RegistryVersion;
import java.util.List;
import java.util.Optional;

/** A version of the registry by its name. */
final class NamedVersion {
  private static final String LATEST = "latest";

  private NamedVersion() {}

  /** The version as if it had always applied; empty where none of that name was imported. */
  static Optional<ReferenceData.Source> find(RegistryStore registry, String name) {
    List<RegistryVersion> versions = registry.versions();
    for (int index = versions.size() - 1; index >= 0; index--) {
      RegistryVersion version = versions.get(index);
      if (name.equals(LATEST) || version.version().equals(name)) {
        return Optional.of(ReferenceData.Source.of(version, registry.load(version)));
      }
    }
    return Optional.empty();
  }
}
