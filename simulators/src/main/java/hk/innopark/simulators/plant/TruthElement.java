package hk.innopark.simulators.plant;

/** What is known about a machine's hour; every element adds up over machines and hours. */
public enum TruthElement {
  /** Good items. */
  GOOD(Unit.COUNT),
  /** Items that were scrapped. */
  REJECT(Unit.COUNT),
  /** Taken from the grid, 10⁻⁹ kWh. */
  GRID(Unit.NANO),
  /** Generated on site, 10⁻⁹ kWh. */
  PV(Unit.NANO),
  /** 10⁻⁹ kvarh. */
  REACTIVE(Unit.NANO),
  /** Consumed (grid and PV) while RUNNING, 10⁻⁹ kWh. */
  RUNNING_ENERGY(Unit.NANO),
  /** Consumed while IDLE, 10⁻⁹ kWh. */
  IDLE_ENERGY(Unit.NANO),
  /** Consumed while in SETUP, 10⁻⁹ kWh. */
  SETUP_ENERGY(Unit.NANO),
  /** Consumed while DOWN or PLANNED_DOWN, 10⁻⁹ kWh. */
  DOWN_ENERGY(Unit.NANO),
  /** Consumed while OFF, 10⁻⁹ kWh. */
  OFF_ENERGY(Unit.NANO),
  /** 10⁻⁹ m³. */
  WATER(Unit.NANO),
  /** 10⁻⁹ MJ. */
  TOWNGAS(Unit.NANO),
  /** In state RUNNING, inside the calendar or not, milliseconds; the next five likewise. */
  RUNNING_MILLIS(Unit.MILLIS),
  IDLE_MILLIS(Unit.MILLIS),
  SETUP_MILLIS(Unit.MILLIS),
  DOWN_MILLIS(Unit.MILLIS),
  PLANNED_DOWN_MILLIS(Unit.MILLIS),
  OFF_MILLIS(Unit.MILLIS),
  /** RUNNING inside the calendar, milliseconds; what follows is inside it as well. */
  PRODUCTION(Unit.MILLIS),
  /** In SETUP. */
  SETUP(Unit.MILLIS),
  /** DOWN, or IDLE with a reason. */
  DELAY(Unit.MILLIS),
  /** IDLE without a reason, or OFF. */
  IDLE(Unit.MILLIS),
  /** PLANNED_DOWN. */
  PLANNED_DOWN(Unit.MILLIS),
  /** RUNNING outside the calendar. */
  OUTSIDE_PLAN(Unit.MILLIS),
  /** Ideal cycle times of all items, milliseconds. */
  IDEAL(Unit.MILLIS),
  /** Ideal cycle times of the good items, milliseconds. */
  IDEAL_GOOD(Unit.MILLIS),
  /** Stops in DOWN that have lasted longer than 30 s, when they have, or when the plan begins. */
  FAILURES(Unit.COUNT),
  /** Messages that the machine sent, by their stamp. */
  MESSAGES(Unit.COUNT),
  /** What failures lasted, from the beginning of the stop; planned time alone. */
  REPAIR(Unit.MILLIS),
  /** Ideal cycle times of all items that were made inside the calendar, milliseconds. */
  IDEAL_PLANNED(Unit.MILLIS),
  /** Ideal cycle times of the good items that were made inside the calendar, milliseconds. */
  IDEAL_GOOD_PLANNED(Unit.MILLIS),
  /** Sample periods that passed, 10⁻⁶. */
  INTERVALS(Unit.MICRO);

  /** In what an element is counted. */
  public enum Unit {
    COUNT,
    MILLIS,
    /** 10⁻⁶. */
    MICRO,
    /** 10⁻⁹ of the metered unit. */
    NANO
  }

  private final Unit unit;

  TruthElement(Unit unit) {
    this.unit = unit;
  }

  public Unit unit() {
    return unit;
  }
}
