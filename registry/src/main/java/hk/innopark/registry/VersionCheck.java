package hk.innopark.registry;

import hk.innopark.registry.model.Line;
import hk.innopark.registry.model.Machine;
import hk.innopark.registry.model.Meter;
import hk.innopark.registry.model.Registry;
import hk.innopark.registry.model.Tenant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Compares a version of the reference data with the one before it. */
final class VersionCheck {
  private VersionCheck() {}

  /** The entries of meters whose multiplier changes by an unlikely factor, a line each. */
  static List<String> warnings(Registry before, Registry after) {
    List<String> warnings = new ArrayList<>();
    for (Tenant tenant : after.tenants()) {
      for (Line line : tenant.lines()) {
        for (Machine machine : line.machines()) {
          before
              .machine(machine.id())
              .ifPresent(known -> compare(before, after, known, machine, warnings));
        }
      }
    }
    return List.copyOf(warnings);
  }

  private static void compare(
      Registry before, Registry after, Machine known, Machine machine, List<String> warnings) {
    for (Meter meter : machine.meters()) {
      Optional<Meter> same =
          known.meters().stream()
              .filter(other -> other.signal() == meter.signal())
              .filter(other -> Objects.equals(other.validFrom(), meter.validFrom()))
              .findFirst();
      if (same.isPresent()
          && MultiplierCheck.isUnlikely(same.get().multiplier(), meter.multiplier())) {
        warnings.add(
            machine.id().key()
                + ": "
                + MultiplierCheck.change(meter, same.get().multiplier(), meter.multiplier())
                + " between version "
                + RegistryYaml.version(before)
                + " and version "
                + RegistryYaml.version(after)
                + MultiplierCheck.unlikely());
      }
    }
  }
}
