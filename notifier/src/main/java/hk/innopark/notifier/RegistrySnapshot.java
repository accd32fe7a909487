package hk.innopark.notifier;

import hk.innopark.registry.RegistryException;
import hk.innopark.registry.RegistryStore;
import hk.innopark.registry.model.Registry;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reference data as they were known a few seconds ago at most; while the database does not
 * answer, as they were known last.
 */
final class RegistrySnapshot implements Supplier<Registry> {
  private static final Logger LOG = LoggerFactory.getLogger(RegistrySnapshot.class);
  private static final Duration KEPT = Duration.ofSeconds(5);

  private final RegistryStore store;
  private Registry known;
  private long readNanos;

  RegistrySnapshot(RegistryStore store) {
    this.store = store;
  }

  @Override
  public synchronized Registry get() {
    if (known != null && System.nanoTime() - readNanos < KEPT.toNanos()) {
      return known;
    }
    try {
      known = store.load();
    } catch (RegistryException unreadable) {
      if (known == null) {
        throw unreadable;
      }
      LOG.warn("the registry of before is used: {}", unreadable.getMessage());
    }
    readNanos = System.nanoTime();
    return known;
  }
}
