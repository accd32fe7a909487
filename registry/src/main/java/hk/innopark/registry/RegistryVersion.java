package hk.innopark.registry;

import java.io.Serializable;
import java.time.Instant;

/**
 * One imported state of the reference data.
 *
 * @param version of the content
 * @param recordedAt when the database took it
 * @param effectiveFrom the first minute of event time for which it applies, until the next one
 *     does; {@link #ALWAYS} for the first
 */
public record RegistryVersion(String version, Instant recordedAt, Instant effectiveFrom)
    implements Serializable {
  /** Before every reading. */
  public static final Instant ALWAYS = Instant.MIN;

  /** {@link #effectiveFrom} in epoch milliseconds; the least number for {@link #ALWAYS}. */
  public long effectiveFromMillis() {
    return effectiveFrom.equals(ALWAYS) ? Long.MIN_VALUE : effectiveFrom.toEpochMilli();
  }
}
