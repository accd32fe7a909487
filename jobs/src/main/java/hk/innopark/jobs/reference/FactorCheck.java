package hk.innopark.jobs.reference;

import hk.innopark.events.Signal;
import hk.innopark.jobs.element.Entity;
import hk.innopark.registry.lookup.EmissionFactors;
import hk.innopark.registry.lookup.Meters;
import hk.innopark.registry.model.EmissionFactor.Basis;
import hk.innopark.registry.model.Line;
import hk.innopark.registry.model.Machine;
import hk.innopark.registry.model.Meter;
import hk.innopark.registry.model.Registry;
import hk.innopark.registry.model.Tenant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Finds the emission factors that are missing for what a place has used on a day. */
final class FactorCheck {
  /**
   * What decides it.
   *
   * @param withoutMeter whether some of the electricity was metered by nothing that is registered
   */
  private record Key(Entity entity, Set<Signal> used, boolean withoutMeter, LocalDate day) {}

  private static final int FEWEST_CACHED = 4_096;
  private static final int CACHED_A_MACHINE = 8;

  private final Registry registry;
  private final int cached;

  /** Days from which on something else applies than before, ascending. */
  private final NavigableSet<LocalDate> changes = new TreeSet<>();

  private final Map<Key, MissingFactors> found =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, MissingFactors> eldest) {
          return size() > cached;
        }
      };

  FactorCheck(Registry registry) {
    this.registry = registry;
    registry.factors().forEach(factor -> changes.add(factor.validFrom()));
    int machines = 0;
    for (Tenant tenant : registry.tenants()) {
      for (Line line : tenant.lines()) {
        for (Machine machine : line.machines()) {
          machines++;
          machine.meters().stream()
              .map(Meter::validFrom)
              .filter(Objects::nonNull)
              .forEach(changes::add);
        }
      }
    }
    cached = FEWEST_CACHED + CACHED_A_MACHINE * machines;
  }

  /**
   * What is missing on any of some days.
   *
   * @param entity a machine, or what is above it
   * @param used the signals whose carriers were used
   */
  MissingFactors within(
      LocalDate first, LocalDate last, Entity entity, Set<Signal> used, boolean withoutMeter) {
    MissingFactors missing = MissingFactors.NONE;
    LocalDate since = changes.floor(first);
    for (LocalDate day = since == null ? LocalDate.MIN : since;
        day != null && !day.isAfter(last);
        day = changes.higher(day)) {
      missing = missing.and(on(day, entity, used, withoutMeter));
    }
    return missing;
  }

  private MissingFactors on(LocalDate day, Entity entity, Set<Signal> used, boolean withoutMeter) {
    return found.computeIfAbsent(new Key(entity, used, withoutMeter, day), this::find);
  }

  private MissingFactors find(Key key) {
    Set<String> missing = new TreeSet<>();
    for (Signal signal : key.used()) {
      String carrier = EmissionFactors.carrier(signal).orElse(null);
      if (carrier != null) {
        for (String utility : utilities(key, signal)) {
          switch (signal) {
            case ACTIVE_ENERGY_KWH -> {
              require(key, carrier, utility, 2, Basis.LOCATION, missing);
              require(key, carrier, utility, 2, Basis.MARKET, missing);
            }
            case TOWNGAS_MJ -> {
              require(key, carrier, utility, 1, null, missing);
              require(key, carrier, utility, 3, null, missing);
            }
            case WATER_M3 -> require(key, carrier, utility, 3, null, missing);
            default -> require(key, carrier, utility, 1, null, missing);
          }
        }
      }
    }
    return missing.isEmpty() ? MissingFactors.NONE : new MissingFactors(missing);
  }

  private void require(
      Key key, String carrier, String utility, int scope, Basis basis, Set<String> missing) {
    boolean isThere =
        EmissionFactors.applicable(
                registry, carrier, utility.isEmpty() ? null : utility, scope, basis, key.day())
            .isPresent();
    if (!isThere) {
      missing.add(
          String.join(
              ":",
              carrier,
              utility.isEmpty() ? "*" : utility,
              Integer.toString(scope),
              basis == null ? "*" : basis.name().toLowerCase(Locale.ROOT)));
    }
  }

  /** Of the meters that are registered for the signal; empty text for what none stands behind. */
  private Set<String> utilities(Key key, Signal signal) {
    Set<String> utilities = new TreeSet<>();
    for (Tenant tenant : tenants(key.entity())) {
      for (Line line : tenant.lines()) {
        for (Machine machine : line.machines()) {
          if (isOf(key.entity(), line, machine)) {
            Meters.applicable(machine, signal, key.day())
                .map(Meter::utility)
                .map(utility -> utility == null ? "" : utility)
                .ifPresentOrElse(utilities::add, () -> {});
          }
        }
      }
    }
    if (utilities.isEmpty() || (signal == Signal.ACTIVE_ENERGY_KWH && key.withoutMeter())) {
      utilities.add("");
    }
    return utilities;
  }

  private List<Tenant> tenants(Entity entity) {
    return registry.tenants().stream()
        .filter(tenant -> tenant.estate().equals(entity.estate()))
        .filter(tenant -> entity.tenant() == null || entity.tenant().equals(tenant.id()))
        .toList();
  }

  private static boolean isOf(Entity entity, Line line, Machine machine) {
    return (entity.line() == null || entity.line().equals(line.id()))
        && (entity.machine() == null || entity.machine().equals(machine.id().machine()));
  }
}
