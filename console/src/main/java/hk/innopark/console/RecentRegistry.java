package hk.innopark.console;

import hk.innopark.registry.model.Registry;
import java.time.Duration;
import java.util.function.Supplier;

/** The reference data as they were a few seconds ago, so that not every answer reads them anew. */
final class RecentRegistry implements Supplier<Registry> {
  private static final long KEEP_NANOS = Duration.ofSeconds(10).toNanos();

  private final Supplier<Registry> source;
  private Registry recent;
  private long readNanos;

  RecentRegistry(Supplier<Registry> source) {
    this.source = source;
  }

  @Override
  public synchronized Registry get() {
    if (recent == null || System.nanoTime() - readNanos > KEEP_NANOS) {
      recent = source.get();
      readNanos = System.nanoTime();
    }
    return recent;
  }
}
