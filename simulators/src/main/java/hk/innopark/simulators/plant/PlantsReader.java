package hk.innopark.simulators.plant;

import hk.innopark.events.DowntimeReason;
import hk.innopark.events.MachineId;
import hk.innopark.events.MachineState;
import hk.innopark.events.Signal;
import hk.innopark.simulators.yaml.YamlEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads a plants file into records and refuses what is missing, unknown or contradictory. */
final class PlantsReader {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Map<String, Signal> FLOWS =
      Map.of(
          "water_m3_per_h", Signal.WATER_M3,
          "towngas_mj_per_h", Signal.TOWNGAS_MJ,
          "gas_m3_per_h", Signal.GAS_M3,
          "compressed_air_m3_per_h", Signal.COMPRESSED_AIR_M3,
          "diesel_l_per_h", Signal.DIESEL_L);

  private final Map<String, PlantType> types = new LinkedHashMap<>();
  private final Map<String, WorkCalendar> calendars = new LinkedHashMap<>();
  private final Map<Signal, Long> moduli = new EnumMap<>(Signal.class);
  private final Set<MachineId> ids = new HashSet<>();

  Plants read(YamlEntry root) {
    YamlEntry typeEntries = root.entry("types");
    for (String id : typeEntries.keys()) {
      types.put(id, type(id, typeEntries.entry(id)));
    }
    YamlEntry registers = root.entry("registers");
    for (String key : registers.keys()) {
      moduli.put(signal(registers, key), registers.whole(key));
    }
    for (YamlEntry calendar : root.entries("calendars")) {
      WorkCalendar read = CalendarReader.read(calendar);
      calendars.put(read.id(), read);
    }
    List<PlantLine> lines = new ArrayList<>();
    for (YamlEntry tenant : root.entries("tenants")) {
      String id = tenant.id("id");
      String estate = tenant.id("estate");
      for (YamlEntry line : tenant.entries("lines")) {
        lines.add(line(estate, id, line));
      }
      tenant.end();
    }
    root.end();
    return new Plants(List.copyOf(lines));
  }

  private static PlantType type(String id, YamlEntry entry) {
    PlantType type =
        new PlantType(
            id,
            entry.positiveDuration("setup"),
            entry.positiveDuration("changeover_every"),
            entry.positiveDuration("stop_every"),
            entry.positiveDuration("stop_lasts"),
            reasons(entry.entry("stop_reasons")),
            reasons(entry.entry("down_reasons")),
            switch (entry.text("coupling")) {
              case "flow" -> PlantType.Coupling.FLOW;
              case "none" -> PlantType.Coupling.NONE;
              default -> throw entry.refuse("coupling", "flow or none is expected");
            },
            entry.duration("buffer"),
            entry.duration("overrun"));
    entry.end();
    return type;
  }

  private static List<PlantType.Weighted> reasons(YamlEntry entry) {
    List<PlantType.Weighted> reasons = new ArrayList<>();
    for (String key : entry.keys()) {
      DowntimeReason reason = key.equals("none") ? null : DowntimeReason.byWireName(key);
      if (reason == DowntimeReason.OTHER) {
        throw entry.refuse(key, "not a downtime reason");
      }
      int weight = (int) entry.whole(key);
      if (weight < 1) {
        throw entry.refuse(key, "a weight of at least 1 is expected");
      }
      reasons.add(new PlantType.Weighted(reason, weight));
    }
    if (reasons.isEmpty()) {
      throw entry.refuse("at least one reason is expected");
    }
    return List.copyOf(reasons);
  }

  private PlantLine line(String estate, String tenant, YamlEntry entry) {
    String id = entry.id("id");
    PlantType type = named(types, entry, "type");
    WorkCalendar calendar = named(calendars, entry, "calendar");
    List<String> products = List.copyOf(entry.ids("products"));
    if (products.isEmpty()) {
      throw entry.refuse("products", "at least one is expected");
    }
    PlantLine.Cleaning cleaning = null;
    if (entry.has("cleaning")) {
      YamlEntry clean = entry.entry("cleaning");
      String shift = clean.id("shift");
      if (calendar.shifts().stream().noneMatch(known -> known.id().equals(shift))) {
        throw clean.refuse("shift", "calendar " + calendar.id() + " has no shift " + shift);
      }
      cleaning = new PlantLine.Cleaning(shift, clean.positiveDuration("lasts"));
      clean.end();
    }
    List<PlantMachine> machines = new ArrayList<>();
    for (YamlEntry machine : entry.entries("machines")) {
      machines.add(machine(new MachineId(estate, tenant, id, machine.id("id")), machine));
    }
    entry.end();
    return new PlantLine(
        estate, tenant, id, type, calendar, products, cleaning, List.copyOf(machines));
  }

  private static <T> T named(Map<String, T> known, YamlEntry entry, String key) {
    T found = known.get(entry.text(key));
    if (found == null) {
      throw entry.refuse(key, "\"" + entry.text(key) + "\" is none of " + known.keySet());
    }
    return found;
  }

  private PlantMachine machine(MachineId id, YamlEntry entry) {
    if (!ids.add(id)) {
      throw entry.refuse("a second machine " + id.key());
    }
    Duration samplePeriod = entry.positiveDuration("sample_period");
    if (MINUTE.toMillis() % samplePeriod.toMillis() != 0) {
      throw entry.refuse("sample_period", "a minute is not a multiple of it");
    }
    YamlEntry power = entry.entry("power_kw");
    Map<MachineState, Long> watts = new EnumMap<>(MachineState.class);
    for (String state : List.of("running", "setup", "idle", "down", "off")) {
      watts.put(MachineState.valueOf(state.toUpperCase(Locale.ROOT)), power.milli(state));
    }
    watts.put(MachineState.PLANNED_DOWN, watts.get(MachineState.DOWN));
    power.end();
    Map<Signal, Long> flows = new EnumMap<>(Signal.class);
    for (Map.Entry<String, Signal> flow : FLOWS.entrySet()) {
      if (entry.has(flow.getKey())) {
        flows.put(flow.getValue(), entry.milli(flow.getKey()));
      }
    }
    PlantMachine machine =
        new PlantMachine(
            id,
            samplePeriod,
            entry.positiveDuration("stale_after"),
            entry.positiveDuration("ideal_cycle"),
            entry.between("slowdown", 1.01, 3),
            entry.between("reject_share", 0, 1),
            Map.copyOf(watts),
            entry.has("cooling_kw_per_degree") ? entry.milli("cooling_kw_per_degree") : 0,
            entry.between("power_factor", 0.1, 1),
            entry.positiveDuration("mtbf"),
            entry.positiveDuration("mttr"),
            Map.copyOf(flows),
            entry.has("pv_kwp") ? entry.milli("pv_kwp") : 0,
            gauges(entry),
            Map.copyOf(moduli));
    entry.end();
    return machine;
  }

  private static List<PlantMachine.Gauge> gauges(YamlEntry entry) {
    List<PlantMachine.Gauge> gauges = new ArrayList<>();
    if (entry.has("gauges")) {
      for (YamlEntry gauge : entry.entries("gauges")) {
        gauges.add(
            new PlantMachine.Gauge(
                signal(gauge, gauge.text("signal")),
                gauge.signedMilli("running"),
                gauge.signedMilli("stopped"),
                gauge.signedMilli("off"),
                gauge.milli("noise"),
                gauge.positiveDuration("lag")));
        gauge.end();
      }
    }
    return List.copyOf(gauges);
  }

  private static Signal signal(YamlEntry entry, String wireName) {
    return Signal.byName(wireName)
        .orElseThrow(() -> entry.refuse("\"" + wireName + "\" is not a signal"));
  }
}
