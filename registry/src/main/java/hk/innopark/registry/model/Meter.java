package hk.innopark.registry.model;

import hk.innopark.events.Signal;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * A meter behind a counter signal.
 *
 * @param source what it measures, as energy balance and carbon see it
 * @param utility whose tariff and emission factor apply; null for what is generated on site
 * @param modulus at which reading the register starts again at zero; null where it never does
 * @param multiplier by which a reading is multiplied, such as a current transformer's ratio
 * @param feedInTariff whether the generation is sold under a feed-in tariff and so carries no
 *     environmental attribute
 * @param validFrom first local day on which this entry applies; null for always
 * @param swaps exchanges of the register, the earliest first
 */
public record Meter(
    Signal signal,
    EnergySource source,
    String utility,
    BigDecimal modulus,
    BigDecimal multiplier,
    FeedInTariff feedInTariff,
    LocalDate validFrom,
    List<MeterSwap> swaps) {
  /** Whether on-site generation is sold. */
  public enum FeedInTariff {
    NONE,
    SOLD
  }

  /** A meter that was never exchanged. */
  public Meter(
      Signal signal,
      EnergySource source,
      String utility,
      BigDecimal modulus,
      BigDecimal multiplier,
      FeedInTariff feedInTariff,
      LocalDate validFrom) {
    this(signal, source, utility, modulus, multiplier, feedInTariff, validFrom, List.of());
  }
}
