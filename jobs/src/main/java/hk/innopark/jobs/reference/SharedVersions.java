package hk.innopark.jobs.reference;

import hk.innopark.registry.RegistryVersion;
import hk.innopark.registry.model.Registry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One source of versions for all operators of a process that ask the same registry: it is followed
 * once, and each content is read once. Ends with the last of them.
 */
final class SharedVersions implements RegistryVersions {
  private static final Map<Object, SharedVersions> OPEN = new HashMap<>();

  private final Object registry;
  private final RegistryVersions versions;
  private final Map<RegistryVersion, Registry> contents = new HashMap<>();
  private int users;

  private SharedVersions(Object registry, RegistryVersions versions) {
    this.registry = registry;
    this.versions = versions;
  }

  /** The source of a registry, opened where it is not yet. To be closed once by each user. */
  static RegistryVersions open(Object registry, Supplier<RegistryVersions> open) {
    synchronized (OPEN) {
      SharedVersions shared = OPEN.get(registry);
      if (shared == null) {
        shared = new SharedVersions(registry, open.get());
        OPEN.put(registry, shared);
      }
      shared.users++;
      return shared;
    }
  }

  @Override
  public List<RegistryVersion> known() {
    return versions.known();
  }

  @Override
  public Registry load(RegistryVersion version) {
    synchronized (contents) {
      return contents.computeIfAbsent(version, versions::load);
    }
  }

  @Override
  public void close() {
    synchronized (OPEN) {
      if (--users == 0) {
        OPEN.remove(registry);
        versions.close();
      }
    }
  }
}
