package hk.innopark.events;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The signals that a machine may send. A value is carried as a 64-bit integer: whole items for item
 * counters, and 10⁻⁹ of the unit for everything else.
 *
 * <p>The order of the constants is the order of values in {@link SignalValues} and never changes.
 */
public enum Signal {
  STATE("state", Kind.STATE, "", 0, 0),
  GOOD_COUNT("good_count", Kind.ITEMS, "items", 0, 9e15),
  REJECT_COUNT("reject_count", Kind.ITEMS, "items", 0, 9e15),
  REWORK_COUNT("rework_count", Kind.ITEMS, "items", 0, 9e15),
  ACTIVE_ENERGY_KWH("active_energy_kwh", Kind.METER, "kWh", 0, 9e9),
  EXPORT_ENERGY_KWH("export_energy_kwh", Kind.METER, "kWh", 0, 9e9),
  PV_ENERGY_KWH("pv_energy_kwh", Kind.METER, "kWh", 0, 9e9),
  REACTIVE_ENERGY_KVARH("reactive_energy_kvarh", Kind.METER, "kvarh", 0, 9e9),
  GAS_M3("gas_m3", Kind.METER, "m³", 0, 9e9),
  TOWNGAS_MJ("towngas_mj", Kind.METER, "MJ", 0, 9e9),
  WATER_M3("water_m3", Kind.METER, "m³", 0, 9e9),
  COMPRESSED_AIR_M3("compressed_air_m3", Kind.METER, "m³", 0, 9e9),
  DIESEL_L("diesel_l", Kind.METER, "l", 0, 9e9),
  ACTIVE_POWER_KW("active_power_kw", Kind.GAUGE, "kW", -1e5, 1e5),
  TEMPERATURE_C("temperature_c", Kind.GAUGE, "°C", -273.15, 3000),
  HUMIDITY_PCT("humidity_pct", Kind.GAUGE, "%", 0, 100),
  VIBRATION_MM_S("vibration_mm_s", Kind.GAUGE, "mm/s", 0, 1e4),
  PRESSURE_PA("pressure_pa", Kind.GAUGE, "Pa", -1e6, 1e9),
  PARTICLES_PER_M3("particles_per_m3", Kind.GAUGE, "1/m³", 0, 9e9),
  FLOW_M3_H("flow_m3_h", Kind.GAUGE, "m³/h", 0, 1e6);

  /** What a signal's value means over time. */
  public enum Kind {
    /** One of {@link MachineState}; holds until the next one. */
    STATE,
    /** A cumulative count of whole items. */
    ITEMS,
    /** A cumulative register, in 10⁻⁹ of its unit. */
    METER,
    /** A momentary value, in 10⁻⁹ of its unit. */
    GAUGE
  }

  private static final Map<String, Signal> BY_NAME = new HashMap<>();

  static {
    for (Signal signal : values()) {
      BY_NAME.put(signal.wireName, signal);
    }
  }

  private final String wireName;
  private final Kind kind;
  private final String unit;
  private final double minimum;
  private final double maximum;

  Signal(String wireName, Kind kind, String unit, double minimum, double maximum) {
    this.wireName = wireName;
    this.kind = kind;
    this.unit = unit;
    this.minimum = minimum;
    this.maximum = maximum;
  }

  /** The name in payloads and registry files. */
  public String wireName() {
    return wireName;
  }

  public Kind kind() {
    return kind;
  }

  /** The unit as people write it; empty for the state. */
  public String unit() {
    return unit;
  }

  /** The least value accepted, in {@link #unit()}. */
  public double minimum() {
    return minimum;
  }

  /** The greatest value accepted, in {@link #unit()}. */
  public double maximum() {
    return maximum;
  }

  /** Whether the value only rises, but for a restart, a rollover or an exchange of the meter. */
  public boolean isCounter() {
    return kind == Kind.ITEMS || kind == Kind.METER;
  }

  public static Optional<Signal> byName(String wireName) {
    return Optional.ofNullable(BY_NAME.get(wireName));
  }
}
