package hk.innopark.simulators.scenario;

import hk.innopark.events.MachineId;
import hk.innopark.events.Signal;
import hk.innopark.simulators.fault.FaultScope;
import hk.innopark.simulators.fault.FaultWindow;
import hk.innopark.simulators.plant.PlantMachine;
import hk.innopark.simulators.plant.Plants;
import hk.innopark.simulators.yaml.YamlEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The entry of a fault, and what it may say whatever the fault: {@code machines} (patterns; every
 * machine without), {@code onset} after the scenario's start, {@code lasts}, {@code every}.
 *
 * @param from when the scenario starts
 * @param lasts how long it is
 */
record FaultEntry(YamlEntry entry, Instant from, Duration lasts) {
  /** The machines that are met; a pattern that meets none of the plants is refused. */
  FaultScope scope(Plants plants) {
    if (!entry.has("machines")) {
      return FaultScope.everywhere();
    }
    List<String> patterns = entry.oneOrMore("machines");
    for (String pattern : patterns) {
      FaultScope one = FaultScope.matching(List.of(pattern));
      List<MachineId> met =
          plants.machines().stream().map(PlantMachine::id).filter(one.machines()).toList();
      if (met.isEmpty()) {
        throw entry.refuse("machines", "\"" + pattern + "\" meets no machine of the plants");
      }
    }
    return FaultScope.matching(patterns);
  }

  /** When it begins. */
  Instant onset() {
    return from.plus(duration("onset", Duration.ZERO));
  }

  /** When it is there; to the scenario's end where the entry does not say. */
  FaultWindow window() {
    Instant start = onset();
    Duration rest = Duration.between(start, from.plus(lasts)).plusSeconds(1);
    if (rest.isNegative() || rest.isZero()) {
      throw entry.refuse("onset", "lies behind the scenario's end");
    }
    Duration length = entry.has("lasts") ? entry.positiveDuration("lasts") : rest;
    try {
      return new FaultWindow(
          start, length, entry.has("every") ? entry.positiveDuration("every") : null);
    } catch (IllegalArgumentException contradictory) {
      throw entry.refuse("every", contradictory.getMessage());
    }
  }

  List<Signal> signals() {
    return entry.oneOrMore("signal").stream()
        .map(
            name ->
                Signal.byName(name)
                    .orElseThrow(() -> entry.refuse("signal", "\"" + name + "\" is not a signal")))
        .toList();
  }

  Duration duration(String key, Duration otherwise) {
    return entry.has(key) ? entry.duration(key) : otherwise;
  }

  Duration signedDuration(String key) {
    try {
      return Duration.parse(entry.text(key));
    } catch (java.time.format.DateTimeParseException malformed) {
      throw entry.refuse(key, "an ISO 8601 duration is expected, such as PT3M or -PT3M");
    }
  }

  <E extends Enum<E>> E choice(String key, Class<E> type) {
    String text = entry.text(key);
    for (E one : type.getEnumConstants()) {
      if (one.name().toLowerCase(Locale.ROOT).equals(text)) {
        return one;
      }
    }
    List<String> names = new ArrayList<>();
    for (E one : type.getEnumConstants()) {
      names.add(one.name().toLowerCase(Locale.ROOT));
    }
    throw entry.refuse(key, "\"" + text + "\" is none of " + names);
  }
}
