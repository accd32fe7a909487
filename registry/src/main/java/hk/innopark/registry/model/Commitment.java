package hk.innopark.registry.model;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Locale;

/**
 * What a tenant has promised.
 *
 * @param metric {@code measurement.field}
 * @param baseline the field's value in the baseline period, in the field's unit
 * @param target the field's value to be reached, in the field's unit
 * @param by the last day to reach it
 * @param minimumCoverage the least coverage, 0 to 1, at which a verdict is given
 * @param judgedOver which periods are judged
 * @param baselinePeriod of which the baseline is, such as 2025; null where it is not said
 * @param boundary what belongs to it; null for the whole tenant
 * @param method version of how it is judged, as agreed with the tenant
 */
public record Commitment(
    String id,
    String tenant,
    String metric,
    BigDecimal baseline,
    BigDecimal target,
    LocalDate by,
    BigDecimal minimumCoverage,
    Over judgedOver,
    String baselinePeriod,
    String boundary,
    String method) {
  public static final String FIRST_METHOD = "1";

  /** Local periods over which a commitment is judged, when they close. */
  public enum Over {
    DAY,
    MONTH,
    YEAR;

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** One that is judged by months, for the whole tenant. */
  public Commitment(
      String id,
      String tenant,
      String metric,
      BigDecimal baseline,
      BigDecimal target,
      LocalDate by,
      BigDecimal minimumCoverage) {
    this(
        id,
        tenant,
        metric,
        baseline,
        target,
        by,
        minimumCoverage,
        Over.MONTH,
        null,
        null,
        FIRST_METHOD);
  }

  public String measurement() {
    return metric.substring(0, metric.indexOf('.'));
  }

  /** The figure that it is about; fields are unique over all measurements. */
  public String field() {
    return metric.substring(metric.indexOf('.') + 1);
  }

  public boolean lowerIsBetter() {
    return target.compareTo(baseline) <= 0;
  }
}
