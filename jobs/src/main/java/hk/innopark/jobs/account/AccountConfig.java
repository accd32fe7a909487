package hk.innopark.jobs.account;

import java.io.Serializable;
import java.time.Duration;

/**
 * How accounts treat time.
 *
 * @param latenessHorizon how long after its stamp a reading is still taken
 * @param microStop the longest stop that is no failure
 */
public record AccountConfig(Duration latenessHorizon, Duration microStop) implements Serializable {
  public static final AccountConfig DEFAULT =
      new AccountConfig(Duration.ofDays(2), Duration.ofSeconds(30));

  public AccountConfig {
    if (latenessHorizon.isNegative() || latenessHorizon.isZero()) {
      throw new IllegalArgumentException("lateness horizon: not positive: " + latenessHorizon);
    }
    if (microStop.isNegative()) {
      throw new IllegalArgumentException("micro-stop: negative: " + microStop);
    }
  }
}
