package hk.innopark.jobs.sparkplug;

import hk.innopark.events.Signal;

/**
 * The metrics that mean something here, numbered: signals by their ordinals, and the members of the
 * JSON envelope that are no signals.
 */
final class MetricSlot {
  static final int STATE = Signal.STATE.ordinal();

  /** Behind all signals that there may ever be, since slots are kept in state. */
  static final int PRODUCT = 28;

  /** A bit for each slot that is a signal's. */
  static final int ALL_SIGNALS = (1 << PRODUCT) - 1;

  static final int ORDER = 29;
  static final int REASON = 30;
  static final int ORIGIN = 31;
  static final int COUNT = 32;

  /** A metric that means nothing here. */
  static final int UNKNOWN = -1;

  private static final Signal[] SIGNALS = Signal.values();

  private MetricSlot() {}

  static int of(String name) {
    return switch (name) {
      case "product" -> PRODUCT;
      case "order" -> ORDER;
      case "reason" -> REASON;
      case "origin" -> ORIGIN;
      default -> Signal.byName(name).map(Signal::ordinal).orElse(UNKNOWN);
    };
  }

  static boolean isNumber(int slot) {
    return slot > STATE && slot < PRODUCT;
  }

  /** The signal of a slot below {@link #PRODUCT}. */
  static Signal signal(int slot) {
    return SIGNALS[slot];
  }

  static String name(int slot) {
    if (slot < PRODUCT) {
      return SIGNALS[slot].wireName();
    }
    return slot == PRODUCT
        ? "product"
        : slot == ORDER ? "order" : slot == REASON ? "reason" : "origin";
  }
}
