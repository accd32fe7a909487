package hk.innopark.registry.model;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * The mean outdoor temperature of a local day, °C.
 *
 * @param source where it is from; null where nobody says
 */
public record DailyTemperature(LocalDate date, BigDecimal meanC, String source) {}
