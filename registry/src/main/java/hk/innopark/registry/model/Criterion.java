package hk.innopark.registry.model;

import java.math.BigDecimal;

/**
 * By what HKSTP judges a principle; there is none unless it is registered with its source.
 *
 * @param principle 1 to 8
 * @param metric {@code measurement.field}, or the metric of a declaration
 * @param atLeast null where no least value is set
 * @param atMost null where no greatest value is set
 * @param weight of the criterion among those of its principle; null where none is set
 * @param source who set it, and where that is written
 */
public record Criterion(
    String id,
    int principle,
    String metric,
    BigDecimal atLeast,
    BigDecimal atMost,
    BigDecimal weight,
    String source) {}
