package hk.innopark.registry;

import java.time.Instant;
import java.util.List;

/**
 * What an import did.
 *
 * @param version of the content after it
 * @param recordedAt when the database took it; null where nothing had changed
 * @param effectiveFrom from which minute of event time it applies, {@link RegistryVersion#ALWAYS}
 *     for the first; null where nothing had changed
 * @param changes what changed, for each table that changed; empty where the content was known
 * @param warnings what changed and may be a mistake, a line each
 */
public record RegistryImport(
    String version,
    Instant recordedAt,
    Instant effectiveFrom,
    List<Change> changes,
    List<String> warnings) {
  /**
   * What changed in one table.
   *
   * @param table such as {@code machine}
   * @param changed rows that are there before and after, with another content
   */
  public record Change(String table, int added, int changed, int removed) {}

  public boolean isNoOp() {
    return changes.isEmpty();
  }
}
