package hk.innopark.registry.model;

import java.math.BigDecimal;

/**
 * A part of a month's quantity that has a rate of its own.
 *
 * @param upTo where it ends, kWh or kVA; it begins where the block before ends, or at zero
 * @param rate per kWh, or per kVA and month
 */
public record RateBlock(BigDecimal upTo, BigDecimal rate) {}
