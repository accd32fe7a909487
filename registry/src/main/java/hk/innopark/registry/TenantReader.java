package hk.innopark.registry;

import hk.innopark.events.FreeText;
import hk.innopark.events.MachineId;
import hk.innopark.registry.model.DeviceMapping;
import hk.innopark.registry.model.Line;
import hk.innopark.registry.model.Machine;
import hk.innopark.registry.model.Machine.PowerReporting;
import hk.innopark.registry.model.Meter;
import hk.innopark.registry.model.Tenant;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads tenants with their lines, machines and meters. */
final class TenantReader {
  static final Map<String, String> ESTATES =
      Choices.of(new String[] {"tai-po", "yuen-long", "tseung-kwan-o"}, estate -> estate);
  private static final Map<String, PowerReporting> POWER_REPORTINGS =
      Choices.of(PowerReporting.values());

  private final Map<String, ZoneId> zoneByCalendar;
  private final Distinct ids = new Distinct();
  private final MappingReader mappings = new MappingReader();

  /**
   * Reads tenants whose lines work by these calendars.
   *
   * @param zoneByCalendar in which days of a calendar's lines begin
   */
  TenantReader(Map<String, ZoneId> zoneByCalendar) {
    this.zoneByCalendar = zoneByCalendar;
  }

  Tenant read(Entry entry) {
    Mapping tenant = entry.mapping();
    String id = id(tenant, ids, "tenant");
    String name = name(tenant, id);
    String estate = tenant.required("estate").choice(ESTATES);
    Distinct lineIds = new Distinct();
    List<Line> lines = new ArrayList<>();
    for (Entry line : tenant.required("lines").itemsAtLeastOne()) {
      lines.add(line(line, new MachineId(estate, id, null, null), lineIds));
    }
    tenant.end();
    return new Tenant(id, name, estate, RegistryOrder.sorted(lines, RegistryOrder.LINES));
  }

  private Line line(Entry entry, MachineId place, Distinct lineIds) {
    Mapping line = entry.mapping();
    String id = id(line, lineIds, "line");
    String name = name(line, id);
    Entry calendarEntry = line.required("calendar");
    String calendar = calendarEntry.id();
    if (calendar != null && !zoneByCalendar.containsKey(calendar)) {
      calendarEntry.refuse("no calendar \"" + calendar + '"');
    }
    ZoneId zone = zoneByCalendar.getOrDefault(calendar, ZoneOffset.UTC);
    Distinct machineIds = new Distinct();
    List<Machine> machines = new ArrayList<>();
    for (Entry machine : line.required("machines").itemsAtLeastOne()) {
      machines.add(
          machine(
              machine, new MachineId(place.estate(), place.tenant(), id, null), zone, machineIds));
    }
    line.end();
    return new Line(id, name, calendar, RegistryOrder.sorted(machines, RegistryOrder.MACHINES));
  }

  private Machine machine(Entry entry, MachineId line, ZoneId zone, Distinct machineIds) {
    Mapping machine = entry.mapping();
    String id = id(machine, machineIds, "machine");
    String name = name(machine, id);
    Duration samplePeriod = wholeMillis(machine.required("sample_period"));
    Entry staleEntry = machine.required("stale_after");
    Duration staleAfter = wholeMillis(staleEntry);
    if (samplePeriod != null && staleAfter != null && staleAfter.compareTo(samplePeriod) < 0) {
      staleEntry.refuse("is shorter than sample_period, so every sample would be stale");
    }
    BigDecimal ratedKw = machine.optional("rated_kw").positive();
    Map<String, Duration> idealCycle = idealCycle(machine.optional("ideal_cycle"));
    Distinct meterKeys = new Distinct();
    List<Meter> meters = new ArrayList<>();
    for (Entry item : machine.optional("meters").items()) {
      Meter meter = MeterReader.read(item, meterKeys);
      if (meter != null) {
        meters.add(meter);
      }
    }
    Duration microStop = wholeMillis(machine.optional("micro_stop"));
    PowerReporting power = machine.optional("power_reporting").choice(POWER_REPORTINGS);
    Instant expectedFrom = machine.optional("expected_from").momentOrStartOfDay(zone);
    MachineId place = new MachineId(line.estate(), line.tenant(), line.line(), id);
    DeviceMapping mapping = mappings.read(machine.optional("mapping"), place);
    machine.end();
    return new Machine(
        place,
        name,
        samplePeriod,
        staleAfter,
        ratedKw,
        idealCycle,
        RegistryOrder.sorted(meters, RegistryOrder.METERS),
        microStop,
        power == null ? PowerReporting.PERIODIC : power,
        expectedFrom,
        mapping);
  }

  private static String id(Mapping mapping, Distinct ids, String what) {
    Entry entry = mapping.required("id");
    String id = entry.id();
    ids.add(id, what + " \"" + id + '"', entry);
    return id;
  }

  private static String name(Mapping mapping, String id) {
    String name = mapping.optional("name").text();
    return name == null ? id : name;
  }

  /** Times of samples are whole milliseconds, so these are. */
  private static Duration wholeMillis(Entry entry) {
    Duration duration = entry.duration();
    if (duration != null && duration.toNanosPart() % 1_000_000 != 0) {
      entry.refuse("is finer than a millisecond");
    }
    return duration;
  }

  private static Map<String, Duration> idealCycle(Entry entry) {
    if (entry.isAbsent()) {
      return Map.of();
    }
    Mapping cycles = entry.mapping();
    Map<String, Duration> byProduct = new TreeMap<>();
    cycles.required(Machine.DEFAULT_PRODUCT);
    for (String product : cycles.keys()) {
      if (!FreeText.isClean(product)) {
        cycles.refuse(
            "bad product \"" + product + "\": 1 to 128 characters, with no space at either end");
      }
      Duration cycle = cycles.optional(product).duration();
      if (cycle != null) {
        byProduct.put(product, cycle);
      }
    }
    return Collections.unmodifiableMap(byProduct);
  }
}
