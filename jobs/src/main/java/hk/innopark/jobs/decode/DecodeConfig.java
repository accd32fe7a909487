package hk.innopark.jobs.decode;

import java.io.Serializable;
import java.time.Duration;

/**
 * Which stamps are taken.
 *
 * @param retention how far before its receipt a stamp may lie
 * @param futureTolerance how far after its receipt a stamp may lie
 */
public record DecodeConfig(Duration retention, Duration futureTolerance) implements Serializable {
  public static final DecodeConfig DEFAULT =
      new DecodeConfig(Duration.ofDays(400), Duration.ofMinutes(5));
}
