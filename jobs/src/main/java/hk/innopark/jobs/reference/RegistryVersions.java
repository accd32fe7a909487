package hk.innopark.jobs.reference;

import hk.innopark.registry.RegistryVersion;
import hk.innopark.registry.model.Registry;
import java.util.List;

/** The versions of the registry from which one operator reads. */
interface RegistryVersions extends AutoCloseable {
  /**
   * All versions that may apply to a minute which is computed now, in the order in which they take
   * effect; the same object until another one is known. Waits where that cannot be said.
   */
  List<RegistryVersion> known();

  Registry load(RegistryVersion version);

  @Override
  void close();
}
