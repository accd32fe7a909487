package hk.innopark.registry;

import hk.innopark.registry.model.EmissionFactor;
import hk.innopark.registry.model.Registry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tree of a registry file, cut into the rows of the registry's tables. */
final class RegistryRows {
  private final Map<RegistryTable, List<Map<String, Object>>> rows =
      new EnumMap<>(RegistryTable.class);

  private RegistryRows() {
    for (RegistryTable table : RegistryTable.values()) {
      rows.put(table, new ArrayList<>());
    }
  }

  static Map<RegistryTable, List<Map<String, Object>>> of(Registry registry) {
    RegistryRows rows = new RegistryRows();
    Map<String, Object> file = RegistryTree.of(registry);
    items(file, "tenants").forEach(rows::tenant);
    items(file, "calendars").forEach(calendar -> rows.add(RegistryTable.CALENDAR, calendar));
    items(file, "tariffs").forEach(rows::tariff);
    List<EmissionFactor> factors = RegistryOrder.sorted(registry.factors(), RegistryOrder.FACTORS);
    int index = 0;
    for (Map<String, Object> factor : items(file, "factors")) {
      factor.put("id", factors.get(index++).id());
      rows.add(RegistryTable.FACTOR, factor);
    }
    items(file, "commitments").forEach(item -> rows.add(RegistryTable.COMMITMENT, item));
    items(file, "certificates").forEach(item -> rows.add(RegistryTable.CERTIFICATE, item));
    items(file, "criteria").forEach(item -> rows.add(RegistryTable.CRITERION, item));
    items(file, "declarations").forEach(item -> rows.add(RegistryTable.DECLARATION, item));
    items(file, "alerts").forEach(rows::alert);
    items(file, "baselines").forEach(item -> rows.add(RegistryTable.BASELINE, item));
    rows.reasons(items(file, "reasons"));
    items(file, "temperatures").forEach(item -> rows.add(RegistryTable.TEMPERATURE, item));
    items(file, "channels").forEach(rows::channel);
    items(file, "notifications").forEach(rows::notification);
    return rows.rows;
  }

  private void tenant(Map<String, Object> tenant) {
    named(RegistryTable.TENANT, tenant);
    for (Map<String, Object> line : items(tenant, "lines")) {
      line.put("tenant", tenant.get("id"));
      named(RegistryTable.LINE, line);
      for (Map<String, Object> machine : items(line, "machines")) {
        machine.put("tenant", tenant.get("id"));
        machine.put("line", line.get("id"));
        named(RegistryTable.MACHINE, machine);
        for (Map<String, Object> meter : items(machine, "meters")) {
          meter.put("tenant", tenant.get("id"));
          meter.put("line", line.get("id"));
          meter.put("machine", machine.get("id"));
          // part of the key, so never null
          meter.putIfAbsent("valid_from", "-infinity");
          add(RegistryTable.METER, meter);
        }
      }
    }
  }

  private void tariff(Map<String, Object> tariff) {
    if (tariff.get("demand") instanceof Map<?, ?> demand) {
      demand.forEach((key, value) -> tariff.put("demand_" + key, value));
    }
    add(RegistryTable.TARIFF, tariff);
    int position = 1;
    for (Map<String, Object> band : items(tariff, "energy")) {
      band.put("tariff", tariff.get("id"));
      band.put("position", position++);
      band.put("start_time", band.get("start"));
      band.put("end_time", band.get("end"));
      add(RegistryTable.TARIFF_BAND, band);
    }
  }

  private void alert(Map<String, Object> alert) {
    // part of the key, so never null
    alert.putIfAbsent("line", "");
    alert.put("raise", alert.getOrDefault("below", alert.get("above")));
    alert.put("clear", alert.getOrDefault("clear_above", alert.get("clear_below")));
    alert.put("lasting", alert.get("for"));
    add(RegistryTable.ALERT, alert);
  }

  private void channel(Map<String, Object> channel) {
    channel.put("recipients", channel.get("to"));
    add(RegistryTable.CHANNEL, channel);
  }

  private void notification(Map<String, Object> rule) {
    rule.put("of_lines", rule.get("lines"));
    add(RegistryTable.NOTIFICATION, rule);
  }

  /** Their order is that of the page. */
  private void reasons(Collection<Map<String, Object>> reasons) {
    int position = 1;
    for (Map<String, Object> reason : reasons) {
      reason.put("position", position++);
      named(RegistryTable.REASON, reason);
    }
  }

  private void named(RegistryTable table, Map<String, Object> item) {
    item.putIfAbsent("name", item.get("id"));
    add(table, item);
  }

  /** The item without its lists and maps that are tables of their own; unknown keys are ignored. */
  private void add(RegistryTable table, Map<String, Object> item) {
    Map<String, Object> row = new LinkedHashMap<>(item);
    row.keySet().removeAll(List.of("lines", "machines", "meters", "energy", "demand"));
    rows.get(table).add(row);
  }

  @SuppressWarnings("unchecked")
  private static Collection<Map<String, Object>> items(Map<String, Object> mapping, String key) {
    return (Collection<Map<String, Object>>) mapping.getOrDefault(key, List.of());
  }
}
