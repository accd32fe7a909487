package hk.innopark.registry;

import hk.innopark.events.MachineId;
import hk.innopark.events.Signal;
import hk.innopark.registry.lookup.Meters;
import hk.innopark.registry.model.Machine;
import hk.innopark.registry.model.Meter;
import hk.innopark.registry.model.Registry;
import java.time.LocalDate;
import java.util.List;

/**
 * Looks through a file that is right in itself for what is most likely a mistake. The database is
 * not looked through: what was imported once can always be read.
 */
final class FileChecks {
  private final Registry registry;
  private final UtilityCheck utilities;
  private final MultiplierCheck multipliers;

  private FileChecks(Registry registry, Problems problems) {
    this.registry = registry;
    this.utilities = new UtilityCheck(registry, problems);
    this.multipliers = new MultiplierCheck(problems);
  }

  /**
   * Notes errors and warnings.
   *
   * @param file the file's root
   * @param registry what was read from it
   */
  static void run(Entry file, Registry registry, Problems problems) {
    FileChecks checks = new FileChecks(registry, problems);
    for (Entry tenantEntry : items(file, "tenants")) {
      Mapping tenant = tenantEntry.mapping();
      for (Entry lineEntry : items(tenantEntry, "lines")) {
        Mapping line = lineEntry.mapping();
        for (Entry machineEntry : items(lineEntry, "machines")) {
          Mapping machine = machineEntry.mapping();
          checks.machine(
              machineEntry,
              new MachineId(
                  tenant.required("estate").text(),
                  tenant.required("id").text(),
                  line.required("id").text(),
                  machine.required("id").text()));
        }
      }
    }
    checks.utilities.end();
  }

  private void machine(Entry entry, MachineId id) {
    Machine machine = registry.machine(id).orElseThrow();
    for (Entry meterEntry : items(entry, "meters")) {
      Mapping members = meterEntry.mapping();
      Signal signal = Signal.byName(members.required("signal").text()).orElseThrow();
      LocalDate validFrom = members.optional("valid_from").date();
      Meter meter = meter(machine, signal, validFrom);
      utilities.check(members.optional("utility"), meter);
      if (validFrom != null) {
        Meters.applicable(machine, signal, validFrom.minusDays(1))
            .ifPresent(before -> multipliers.check(meterEntry, before, meter));
      }
      multipliers.checkSwaps(meterEntry, meter);
    }
  }

  private static Meter meter(Machine machine, Signal signal, LocalDate validFrom) {
    return Meters.applicable(machine, signal, validFrom == null ? LocalDate.MIN : validFrom)
        .orElseThrow();
  }

  private static List<Entry> items(Entry entry, String key) {
    return entry.mapping().optional(key).items();
  }
}
