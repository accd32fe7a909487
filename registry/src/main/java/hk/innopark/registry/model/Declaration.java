package hk.innopark.registry.model;

import java.math.BigDecimal;

/**
 * What a tenant states and telemetry cannot measure.
 *
 * @param principle which of the eight re-industrialisation principles it is evidence for, 1 to 8
 * @param period a year (2026) or a month (2026-11)
 * @param evidence the document that supports it
 */
public record Declaration(
    String tenant,
    int principle,
    String metric,
    String period,
    BigDecimal value,
    String evidence) {}
