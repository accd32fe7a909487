package hk.innopark.registry.model;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * Kilograms of CO₂ equivalent per unit of a carrier; the newest whose {@code validFrom} is not
 * after the day applies.
 *
 * @param id carrier, utility, scope, basis and first day, joined by colons
 * @param carrier electricity, towngas, gas, diesel, water, sewage; {@code refrigerant_{gas}} and
 *     {@code waste_{treatment}} of declarations
 * @param utility null for every utility
 * @param unit kwh, mj, m3, l, kg
 * @param scope 1, 2 or 3
 * @param basis of scope 2; null for the other scopes
 * @param source where the factor is from
 * @param confidence how sure that is
 */
public record EmissionFactor(
    String id,
    String carrier,
    String utility,
    LocalDate validFrom,
    BigDecimal kgPerUnit,
    String unit,
    int scope,
    Basis basis,
    String source,
    Confidence confidence) {
  /** GHG Protocol Scope 2 accounting method. */
  public enum Basis {
    LOCATION,
    MARKET
  }

  /** How well a factor is supported. */
  public enum Confidence {
    /** Read in a primary source. */
    CONFIRMED,
    /** One source, or second-hand. */
    SECONDARY,
    /** Not confirmed; sample data only. */
    UNCONFIRMED
  }
}
