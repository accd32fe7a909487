package hk.innopark.jobs.reference;

import hk.innopark.registry.RegistryStore;
import hk.innopark.registry.RegistryVersion;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.model.Registry;
import java.io.Serializable;
import java.util.List;

/** Versions that travel to the operators with the job, and do not change while it runs. */
record FixedRegistry(List<Version> versions) implements ReferenceData.Source {
  /** A version and its content. */
  record Version(RegistryVersion version, String yaml) implements Serializable {}

  FixedRegistry {
    versions = List.copyOf(versions);
  }

  static FixedRegistry always(String version, Registry registry) {
    return new FixedRegistry(
        List.of(
            new Version(
                new RegistryVersion(version, RegistryVersion.ALWAYS, RegistryVersion.ALWAYS),
                RegistryYaml.write(registry))));
  }

  /** The version in force at a time, and all after it. */
  static FixedRegistry inForce(RegistryStore store, long fromMillis) {
    List<RegistryVersion> all = store.versions();
    int first = all.size() - 1;
    while (first > 0 && all.get(first).effectiveFromMillis() > fromMillis) {
      first--;
    }
    return new FixedRegistry(
        all.subList(Math.max(0, first), all.size()).stream()
            .map(version -> new Version(version, RegistryYaml.write(store.load(version))))
            .toList());
  }

  @Override
  public ReferenceHistory open() {
    return new ReferenceHistory(SharedVersions.open(this, Contents::new));
  }

  private final class Contents implements RegistryVersions {
    private final List<RegistryVersion> known = versions.stream().map(Version::version).toList();

    @Override
    public List<RegistryVersion> known() {
      return known;
    }

    @Override
    public Registry load(RegistryVersion version) {
      String yaml = versions.get(known.indexOf(version)).yaml();
      return RegistryYaml.parse(yaml, "the job's registry");
    }

    @Override
    public void close() {
      // nothing is open
    }
  }
}
