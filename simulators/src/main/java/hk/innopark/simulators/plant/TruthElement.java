package hk.innopark.simulators.plant;

/** What is known about a machine's hour; every element adds up over machines and hours. */
public enum TruthElement {
  /** Good items. */
  GOOD,
  /** Items that were scrapped. */
  REJECT,
  /** Taken from the grid, 10⁻⁹ kWh. */
  GRID,
  /** Generated on site, 10⁻⁹ kWh. */
  PV,
  /** 10⁻⁹ kvarh. */
  REACTIVE,
  /** Consumed (grid and PV) while RUNNING, 10⁻⁹ kWh. */
  RUNNING_ENERGY,
  /** Consumed while IDLE, 10⁻⁹ kWh. */
  IDLE_ENERGY,
  /** Consumed while in SETUP, 10⁻⁹ kWh. */
  SETUP_ENERGY,
  /** Consumed while DOWN or PLANNED_DOWN, 10⁻⁹ kWh. */
  DOWN_ENERGY,
  /** Consumed while OFF, 10⁻⁹ kWh. */
  OFF_ENERGY,
  /** 10⁻⁹ m³. */
  WATER,
  /** 10⁻⁹ MJ. */
  TOWNGAS,
  /** In state RUNNING, inside the calendar or not, milliseconds; the next five likewise. */
  RUNNING_MILLIS,
  IDLE_MILLIS,
  SETUP_MILLIS,
  DOWN_MILLIS,
  PLANNED_DOWN_MILLIS,
  OFF_MILLIS,
  /** RUNNING inside the calendar, milliseconds; what follows is inside it as well. */
  PRODUCTION,
  /** In SETUP. */
  SETUP,
  /** DOWN, or IDLE with a reason. */
  DELAY,
  /** IDLE without a reason, or OFF. */
  IDLE,
  /** PLANNED_DOWN. */
  PLANNED_DOWN,
  /** RUNNING outside the calendar. */
  OUTSIDE_PLAN,
  /** Ideal cycle times of all items, milliseconds. */
  IDEAL,
  /** Ideal cycle times of the good items, milliseconds. */
  IDEAL_GOOD,
  /** Changes into DOWN inside the calendar that last more than 30 s. */
  FAILURES,
  /** Messages that the machine sent, by their stamp. */
  MESSAGES
}
