package hk.innopark.registry.model;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * An exchange of the register behind a signal. Its old readings end with one, and the new ones
 * begin with another, so that nothing between is lost.
 *
 * @param at from when readings are of the new register
 * @param serial of the new register
 * @param finalReading the last of the old register
 * @param firstReading the first of the new register
 * @param multiplier by which readings are multiplied from then on; null where it stays as it was
 */
public record MeterSwap(
    Instant at,
    String serial,
    BigDecimal finalReading,
    BigDecimal firstReading,
    BigDecimal multiplier) {}
