package hk.innopark.jobs.account;

import java.io.Serializable;
import java.time.Duration;

/**
 * How accounts treat time.
 *
 * @param latenessHorizon how long after its stamp a reading is still taken
 * @param resolution of the deltas that go on: a minute, or more where nothing behind the account
 *     looks at less, which divides an hour
 */
public record AccountConfig(Duration latenessHorizon, Duration resolution) implements Serializable {
  /** The finest resolution. */
  public static final Duration MINUTE = Duration.ofMinutes(1);

  public static final AccountConfig DEFAULT = new AccountConfig(Duration.ofDays(2));

  public AccountConfig {
    if (resolution.isZero() || resolution.isNegative() || 3600 % resolution.toSeconds() != 0) {
      throw new IllegalArgumentException("resolution: does not divide an hour: " + resolution);
    }
    if (latenessHorizon.isNegative() || latenessHorizon.isZero()) {
      throw new IllegalArgumentException("lateness horizon: not positive: " + latenessHorizon);
    }
  }

  /** By the minute. */
  public AccountConfig(Duration latenessHorizon) {
    this(latenessHorizon, MINUTE);
  }

  public AccountConfig withResolution(Duration other) {
    return new AccountConfig(latenessHorizon, other);
  }
}
