package hk.innopark.registry.model;

import hk.innopark.events.Signal;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * A meter behind a counter signal, also one that counts items.
 *
 * @param source what it measures, as energy balance and carbon see it
 * @param utility whose tariff and emission factor apply; null for what is generated on site
 * @param modulus at which reading the register starts again at zero; null where it never does
 * @param multiplier by which a reading is multiplied, such as a current transformer's ratio
 * @param feedInTariff whether the generation is sold under a feed-in tariff and so carries no
 *     environmental attribute
 * @param validFrom first local day on which this entry applies; null for always
 * @param swaps exchanges of the register, the earliest first
 * @param counter when the register starts again
 * @param maxPerHour the most that it can count in an hour, in the signal's unit after the
 *     multiplier; null where nothing is said
 * @param accuracyPct its accuracy class in percent of the reading, such as 0.5 (IEC 62053); null
 *     where nothing is said
 */
public record Meter(
    Signal signal,
    EnergySource source,
    String utility,
    BigDecimal modulus,
    BigDecimal multiplier,
    FeedInTariff feedInTariff,
    LocalDate validFrom,
    List<MeterSwap> swaps,
    Counter counter,
    BigDecimal maxPerHour,
    BigDecimal accuracyPct) {
  /** Whether on-site generation is sold. */
  public enum FeedInTariff {
    NONE,
    SOLD
  }

  /** When a register starts again at zero, but for a rollover or an exchange. */
  public enum Counter {
    /** Never: a lower reading is an error, a correction or a restart of the device. */
    LIFETIME,
    /** At any time, by design. */
    RESETS,
    /** At the beginning of a day; a "today" register. */
    RESETS_DAILY,
    /** At the beginning of a shift. */
    RESETS_BY_SHIFT
  }
}
