package hk.innopark.registry.model;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * What a tenant has promised.
 *
 * @param metric {@code measurement.field}
 * @param baseline the field's value in the baseline period, in the field's unit
 * @param target the field's value to be reached, in the field's unit
 * @param by the last day to reach it
 * @param minimumCoverage the least coverage, 0 to 1, at which a verdict is given
 */
public record Commitment(
    String id,
    String tenant,
    String metric,
    BigDecimal baseline,
    BigDecimal target,
    LocalDate by,
    BigDecimal minimumCoverage) {}
