package hk.innopark.registry;

import hk.innopark.events.Signal;
import hk.innopark.registry.lookup.EmissionFactors;
import hk.innopark.registry.model.EmissionFactor;
import hk.innopark.registry.model.Meter;
import hk.innopark.registry.model.Registry;
import hk.innopark.registry.model.Tariff;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Finds utilities of meters that nothing prices. One that no tariff and no factor knows, while they
 * know others, is refused as mistyped. Where one of the two is missing there is a warning, once a
 * utility and carrier, since cost or carbon is then 0.
 */
final class UtilityCheck {
  private final Registry registry;
  private final Problems problems;
  private final Set<String> withTariff;
  private final Set<String> known;
  private final Map<String, String> pathByDoubt = new TreeMap<>();

  UtilityCheck(Registry registry, Problems problems) {
    this.registry = registry;
    this.problems = problems;
    this.withTariff = registry.tariffs().stream().map(Tariff::utility).collect(Collectors.toSet());
    this.known = new TreeSet<>(withTariff);
    registry.factors().stream()
        .map(EmissionFactor::utility)
        .filter(utility -> utility != null)
        .forEach(known::add);
  }

  void check(Entry entry, Meter meter) {
    String utility = meter.utility();
    if (utility == null) {
      return;
    }
    String carrier = EmissionFactors.carrier(meter.signal()).orElse(null);
    boolean hasFactor = carrier == null || hasFactor(carrier, utility);
    boolean hasTariff = meter.signal() != Signal.ACTIVE_ENERGY_KWH || withTariff.contains(utility);
    boolean isNamedByAny = known.isEmpty() || known.contains(utility);
    boolean hasGeneralFactor = carrier != null && hasFactor;
    if (!isNamedByAny && !hasGeneralFactor) {
      entry.refuse(
          "no tariff and no factor is of utility \""
              + utility
              + "\"; there are "
              + String.join(", ", known));
      return;
    }
    if (!hasTariff) {
      doubt(entry, "no tariff is of utility \"" + utility + "\", so its energy costs nothing");
    }
    if (!hasFactor) {
      doubt(
          entry,
          "no factor is of " + carrier + " of utility \"" + utility + "\", so it emits nothing");
    }
  }

  /** Tells what was doubtful, each once. */
  void end() {
    pathByDoubt.forEach((doubt, path) -> problems.warn(path, doubt));
  }

  private void doubt(Entry entry, String doubt) {
    pathByDoubt.putIfAbsent(doubt, entry.path());
  }

  private boolean hasFactor(String carrier, String utility) {
    return registry.factors().stream()
        .filter(factor -> factor.carrier().equals(carrier))
        .anyMatch(factor -> factor.utility() == null || factor.utility().equals(utility));
  }
}
