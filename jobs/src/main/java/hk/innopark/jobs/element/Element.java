package hk.innopark.jobs.element;

import hk.innopark.events.DowntimeReason;
import java.util.Locale;

/**
 * What is summed. The unit is in the name; {@code NANO} is 10⁻⁹ of it, {@code MICRO} 10⁻⁶.
 *
 * <p>The order is part of the state's format: new elements are added at the end.
 */
public enum Element {
  PRODUCTION_MS,
  SETUP_MS,
  IDLE_MS,
  UNKNOWN_MS,
  PLANNED_DOWN_MS,
  OUTSIDE_PLAN_MS,
  DELAY_BREAKDOWN_MS,
  DELAY_MATERIAL_MS,
  DELAY_STARVED_MS,
  DELAY_BLOCKED_MS,
  DELAY_CHANGEOVER_MS,
  DELAY_CLEANING_MS,
  DELAY_QUALITY_HOLD_MS,
  DELAY_OPERATOR_MS,
  DELAY_UTILITY_MS,
  DELAY_PLANNED_MAINTENANCE_MS,
  DELAY_WEATHER_MS,
  DELAY_UNSPECIFIED_MS,
  DELAY_OTHER_MS,
  FAILURES,
  REPAIR_MS,

  GOOD_ITEMS,
  SCRAP_ITEMS,
  REWORK_ITEMS,
  /** Σ PRI·PQ. */
  IDEAL_NS,
  /** Σ PRI·GQ. */
  IDEAL_GOOD_NS,

  GRID_NANO_KWH,
  EXPORT_NANO_KWH,
  PV_NANO_KWH,
  /** Generation that is not sold under a feed-in tariff. */
  CLAIMED_NANO_KWH,
  REACTIVE_NANO_KVARH,
  RUNNING_NANO_KWH,
  IDLE_NANO_KWH,
  SETUP_NANO_KWH,
  DOWN_NANO_KWH,
  OFF_NANO_KWH,
  UNKNOWN_NANO_KWH,
  /** Active energy whose total was metered and whose course over a gap was not. */
  ESTIMATED_NANO_KWH,
  COST_ENERGY_NANO_HKD,

  GAS_NANO_M3,
  TOWNGAS_NANO_MJ,
  DIESEL_NANO_L,
  WATER_NANO_M3,
  COMPRESSED_AIR_NANO_M3,
  SCOPE1_NANO_KG,
  SCOPE2_LOCATION_NANO_KG,
  SCOPE2_MARKET_NANO_KG,
  SCOPE3_NANO_KG,

  MESSAGES,
  DUPLICATES,
  LATE,
  DEAD_LETTERS,
  SEQUENCE_GAPS,
  UNKNOWN_SIGNALS,
  EXPECTED_MICRO_INTERVALS,
  VALID_MICRO_INTERVALS,
  ESTIMATED_MICRO_INTERVALS,
  /** Counter readings that no plausible consumption explains; they count nothing. */
  QUARANTINED,
  /** Restarts of a counter; what it counted before the restart is a lower bound. */
  RESETS,
  DIGEST_0,
  DIGEST_1,
  DIGEST_2,
  DIGEST_3,
  /** Time RUNNING between readings of a counter that ought to have moved and did not. */
  STUCK_MS,
  /** Messages whose stamps show that the machine's clock is wrong. */
  CLOCK_OFF,
  /** Active energy that was integrated from readings of power, where there is no meter. */
  INTEGRATED_NANO_KWH,
  /** Integrated power of stretches for which a meter gives the same energy. */
  COMPARED_POWER_NANO_KWH,
  /** What the meter gives of them. */
  COMPARED_METER_NANO_KWH,
  /** Σ PRI·PQ of what was made in planned time with a known state. */
  IDEAL_COVERED_NS,
  /** Σ PRI·GQ of what was made in planned time with a known state. */
  IDEAL_GOOD_COVERED_NS,
  /** How often a device's numbers began again though its boot stayed the same. */
  SEQUENCE_RESTARTS,
  /** Time for which it is not known when, or how much, a counter counted; summed over counters. */
  DOUBTFUL_MS;

  private static final Element[] VALUES = values();

  /** How many elements there are. */
  public static final int COUNT = VALUES.length;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  /** The name in the ledger. */
  public String wireName() {
    return wireName;
  }

  /** A digest is summed modulo 2⁶⁴; everything else must not overflow. */
  public boolean isDigest() {
    return ordinal() >= DIGEST_0.ordinal() && ordinal() <= DIGEST_3.ordinal();
  }

  /** Whether it depends on the reasons for which machines stand. */
  boolean isOfStops() {
    return isTimeStood() || this == FAILURES || this == REPAIR_MS;
  }

  /** Whether it is time in which machines stood, for some reason or none. */
  boolean isTimeStood() {
    return this == IDLE_MS
        || (ordinal() >= DELAY_BREAKDOWN_MS.ordinal() && ordinal() <= DELAY_OTHER_MS.ordinal());
  }

  public static Element of(int ordinal) {
    return VALUES[ordinal];
  }

  /** The delay element of a reason. */
  public static Element delay(DowntimeReason reason) {
    return VALUES[DELAY_BREAKDOWN_MS.ordinal() + reason.ordinal()];
  }
}
