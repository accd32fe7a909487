package hk.innopark.simulators.fault;

import hk.innopark.events.Signal;

/** What a device forgets when it restarts. */
public enum LostMemory {
  /** Nothing but its sequence. */
  SEQUENCE_ONLY,
  /** Item counters start at zero again; meters keep theirs. */
  ITEMS,
  /** Every counter starts at zero again. */
  ALL_COUNTERS;

  boolean loses(Signal signal) {
    return switch (this) {
      case SEQUENCE_ONLY -> false;
      case ITEMS -> signal.kind() == Signal.Kind.ITEMS;
      case ALL_COUNTERS -> signal.isCounter();
    };
  }
}
