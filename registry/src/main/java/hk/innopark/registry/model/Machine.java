package hk.innopark.registry.model;

import hk.innopark.events.MachineId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
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
 * @param powerReporting how {@code active_power_kw} is read between readings
 * @param expectedFrom from when on its silence counts; null for the import that registered it
 * @param mapping how its messages are understood; null where they are as this platform's own
 */
public record Machine(
    MachineId id,
    String name,
    Duration samplePeriod,
    Duration staleAfter,
    BigDecimal ratedKw,
    Map<String, Duration> idealCycle,
    List<Meter> meters,
    Duration microStop,
    PowerReporting powerReporting,
    Instant expectedFrom,
    DeviceMapping mapping) {
  /** What is known of a gauge between two of its readings. */
  public enum PowerReporting {
    /** It changed evenly from one to the other. */
    PERIODIC,
    /** It held: a device that reports by exception sends the next when it changes. */
    BY_EXCEPTION
  }

  public static final String DEFAULT_PRODUCT = "default";

  /** A machine with what a registry file leaves out as it is by default. */
  public Machine(
      MachineId id,
      String name,
      Duration samplePeriod,
      Duration staleAfter,
      BigDecimal ratedKw,
      Map<String, Duration> idealCycle,
      List<Meter> meters) {
    this(
        id,
        name,
        samplePeriod,
        staleAfter,
        ratedKw,
        idealCycle,
        meters,
        null,
        PowerReporting.PERIODIC,
        null,
        null);
  }
}
