package hk.innopark.simulators.fault;

/** In which order a device sends after an outage. */
public enum Backlog {
  /** What was kept comes first, so a machine's messages stay in order. */
  FIRST,
  /** Live messages come at once, and what was kept from a minute later. */
  AFTER_LIVE
}
