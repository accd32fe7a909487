package hk.innopark.registry.model;

import hk.innopark.events.MachineState;
import hk.innopark.events.Signal;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Map;

/**
 * How the messages of a device that speaks its maker's way are understood. It has either a {@link
 * #sparkplug} or a {@link #mqtt}.
 *
 * @param signals where each signal stands, in the order of {@link Signal}
 * @param product where the product's name stands; null where it stands nowhere
 * @param order where the order's name stands; null where it stands nowhere
 * @param reason where the reason of a stop stands; null where it stands nowhere
 */
public record DeviceMapping(
    Device sparkplug,
    Messages mqtt,
    Map<Signal, Value> signals,
    Place product,
    Place order,
    Place reason) {

  /** A Sparkplug device by the names that it has there. */
  public record Device(String group, String edgeNode, String device) {}

  /**
   * JSON on a topic of the device's own.
   *
   * @param stamp where the time of the sample stands; null for the time of receipt
   * @param sequence where a number stands that rises by one a message; null where none does
   * @param boot where a text stands that changes when the device restarts; null where none does
   */
  public record Messages(String topic, Stamp stamp, Place sequence, Place boot) {}

  /**
   * Where something stands: a JSON pointer, or the name of a Sparkplug metric.
   *
   * @param at of a JSON pointer, one step may be {@code *}: the first element of that list which is
   *     as {@code where} says; {@code .} is the whole message
   * @param where members of that element and their values as text; sorted
   */
  public record Place(String at, Map<String, String> where) {}

  /** Units of a stamp that is a number. */
  public enum StampUnit {
    S,
    MS,
    US,
    NS
  }

  /**
   * The time of a sample, as a number or as ISO 8601 says it.
   *
   * @param zone of a text without an offset; null where there is no such text
   */
  public record Stamp(Place place, StampUnit unit, ZoneId zone) {}

  /**
   * A signal's value: what stands there, times a factor, plus an offset.
   *
   * @param words the states that words of the device mean, sorted; empty where it uses the six
   *     words of {@link MachineState} itself, and for signals that are numbers
   */
  public record Value(
      Place place, BigDecimal factor, BigDecimal offset, Map<String, MachineState> words) {

    /** The number in the signal's own unit. */
    public BigDecimal scaled(BigDecimal number) {
      return number.multiply(factor).add(offset);
    }

    /** The state that a word means; null where it means none. */
    public MachineState state(String word) {
      return words.isEmpty() ? MachineState.byName(word).orElse(null) : words.get(word);
    }
  }
}
