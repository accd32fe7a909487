package hk.innopark.registry.model;

import hk.innopark.events.MachineId;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A machine, ISO 22400's work unit.
 *
 * @param name what people call it; the id where the file gives none
 * @param samplePeriod how often it sends
 * @param staleAfter how long a state or a gauge holds without a newer one
 * @param ratedKw greatest power, which caps a meter's delta; null where unknown
 * @param idealCycle planned run time per item (PRI) by product, with the key {@link
 *     #DEFAULT_PRODUCT} for every other
 * @param microStop the longest stop that is no failure; null for the usual one
 */
public record Machine(
    MachineId id,
    String name,
    Duration samplePeriod,
    Duration staleAfter,
    BigDecimal ratedKw,
    Map<String, Duration> idealCycle,
    List<Meter> meters,
    Duration microStop) {
  public static final String DEFAULT_PRODUCT = "default";

  /** A machine whose micro-stops are as long as everywhere. */
  public Machine(
      MachineId id,
      String name,
      Duration samplePeriod,
      Duration staleAfter,
      BigDecimal ratedKw,
      Map<String, Duration> idealCycle,
      List<Meter> meters) {
    this(id, name, samplePeriod, staleAfter, ratedKw, idealCycle, meters, null);
  }
}
