package hk.innopark.jobs.account;

import java.io.Serializable;
import java.time.Duration;

/**
 * How accounts treat time.
 *
 * @param latenessHorizon how long after its stamp a reading is still taken
 * @param microStop the longest stop that is no failure
 * @param resolution of the deltas that go on: a minute, or more where nothing behind the account
 *     looks at less, which divides an hour
 */
public record AccountConfig(Duration latenessHorizon, Duration microStop, Duration resolution)
    implements Serializable {
  /** The finest resolution. */
  public static final Duration MINUTE = Duration.ofMinutes(1);

  public static final AccountConfig DEFAULT =
      new AccountConfig(Duration.ofDays(2), Duration.ofSeconds(30));

  public AccountConfig {
    if (resolution.isZero() || resolution.isNegative() || 3600 % resolution.toSeconds() != 0) {
      throw new IllegalArgumentException("resolution: does not divide an hour: " + resolution);
    }
    if (latenessHorizon.isNegative() || latenessHorizon.isZero()) {
      throw new IllegalArgumentException("lateness horizon: not positive: " + latenessHorizon);
    }
    if (microStop.isNegative()) {
      throw new IllegalArgumentException("micro-stop: negative: " + microStop);
    }
  }

  /** By the minute. */
  public AccountConfig(Duration latenessHorizon, Duration microStop) {
    this(latenessHorizon, microStop, MINUTE);
  }

  public AccountConfig withResolution(Duration other) {
    return new AccountConfig(latenessHorizon, microStop, other);
  }
}
