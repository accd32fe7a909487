package hk.innopark.jobs.account;

import hk.innopark.jobs.rollup.RollupConfig;
import java.io.Serializable;
import java.time.Duration;

/**
 * How accounts treat time.
 *
 * @param latenessHorizon how long after its stamp a reading is still taken
 * @param namingHorizon how long after its beginning a stop may still be named
 */
public record AccountConfig(Duration latenessHorizon, Duration namingHorizon)
    implements Serializable {
  public static final AccountConfig DEFAULT =
      new AccountConfig(Duration.ofDays(2), RollupConfig.DEFAULT.namingHorizon());

  public AccountConfig {
    if (namingHorizon.isNegative() || namingHorizon.isZero()) {
      throw new IllegalArgumentException("naming horizon: not positive: " + namingHorizon);
    }
    if (latenessHorizon.isNegative() || latenessHorizon.isZero()) {
      throw new IllegalArgumentException("lateness horizon: not positive: " + latenessHorizon);
    }
  }
}
