package hk.innopark.jobs.account;

import java.io.Serializable;
import java.time.Duration;

/**
 * How accounts treat time.
 *
 * @param latenessHorizon how long after its stamp a reading is still taken
 */
public record AccountConfig(Duration latenessHorizon) implements Serializable {
  public static final AccountConfig DEFAULT = new AccountConfig(Duration.ofDays(2));

  public AccountConfig {
    if (latenessHorizon.isNegative() || latenessHorizon.isZero()) {
      throw new IllegalArgumentException("lateness horizon: not positive: " + latenessHorizon);
    }
  }
}
