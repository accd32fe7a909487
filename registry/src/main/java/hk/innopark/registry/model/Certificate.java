package hk.innopark.registry.model;

import java.math.BigDecimal;

/**
 * An energy attribute certificate that a tenant has cancelled for its own use. An id is used once,
 * by one tenant, for one period, for ever.
 *
 * @param id as its registrar numbers it
 * @param account in which it was cancelled
 * @param kwh how much energy it attests
 * @param year in which that was generated
 * @param period whose consumption it is used for: a year (2026) or a month (2026-11)
 * @param source who issued it, and the document that shows the cancellation
 */
public record Certificate(
    String id,
    String tenant,
    String account,
    BigDecimal kwh,
    int year,
    String period,
    String source) {}
