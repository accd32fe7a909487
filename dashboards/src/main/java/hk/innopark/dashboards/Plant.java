package hk.innopark.dashboards;

import hk.innopark.events.AlertKind;
import hk.innopark.registry.lookup.AlertLimits;
import hk.innopark.registry.model.Commitment;
import hk.innopark.registry.model.Line;
import hk.innopark.registry.model.Machine;
import hk.innopark.registry.model.Registry;
import hk.innopark.registry.model.Tenant;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the registry says that pages show: names, targets and thresholds of one tenant, or of all of
 * them for HKSTP.
 *
 * @param tenant its id; null for all
 * @param names by the value of a tag, and by {@code line / machine}
 * @param oee the tenant's limits of a low OEE
 * @param hasBaseline whether an energy baseline is registered
 * @param console where people find the audit console; null where there is none
 */
public record Plant(
    String tenant,
    Map<String, String> names,
    List<Commitment> commitments,
    OeeLimits oee,
    boolean hasBaseline,
    URI console) {

  /**
   * @param low below which an alert is raised, 0 to 1
   * @param good from which it is cleared
   */
  public record OeeLimits(double low, double good) {}

  public Plant {
    names = Map.copyOf(names);
    commitments = List.copyOf(commitments);
  }

  public static Plant ofTenant(Registry registry, String id, URI console) {
    Tenant tenant = registry.tenant(id).orElseThrow();
    return new Plant(
        id,
        names(tenant),
        registry.commitments().stream().filter(one -> one.tenant().equals(id)).toList(),
        oee(registry, tenant),
        registry.baselines().stream().anyMatch(baseline -> baseline.tenant().equals(id)),
        console);
  }

  public static Plant ofAll(Registry registry, URI console) {
    Map<String, String> names = new TreeMap<>();
    registry.tenants().forEach(tenant -> names.put(tenant.id(), tenant.name()));
    return new Plant(null, names, registry.commitments(), null, false, console);
  }

  /** Nothing is known of it but its figures. */
  public static Plant unknown() {
    return new Plant(null, Map.of(), List.of(), null, false, null);
  }

  String name(String id) {
    return names.getOrDefault(id, id);
  }

  /** A machine's id alone names it only where no other line has a machine of that id. */
  private static Map<String, String> names(Tenant tenant) {
    Map<String, String> names = new TreeMap<>(Map.of(tenant.id(), tenant.name()));
    Map<String, Integer> machines = new HashMap<>();
    for (Line line : tenant.lines()) {
      names.put(line.id(), line.name());
      for (Machine machine : line.machines()) {
        String id = machine.id().machine();
        names.put(line.id() + " / " + id, line.name() + " / " + machine.name());
        if (machines.merge(id, 1, Integer::sum) == 1) {
          names.putIfAbsent(id, machine.name());
        } else {
          names.remove(id);
        }
      }
    }
    return names;
  }

  /** The strictest of the tenant's lines, since one colour is for all that are picked. */
  private static OeeLimits oee(Registry registry, Tenant tenant) {
    double low = 0;
    double good = 0;
    for (Line line : tenant.lines()) {
      AlertLimits limits = AlertLimits.of(registry, tenant.id(), line.id(), AlertKind.OEE_LOW);
      low = Math.max(low, limits.raise());
      good = Math.max(good, limits.clear());
    }
    return new OeeLimits(low, good);
  }
}
