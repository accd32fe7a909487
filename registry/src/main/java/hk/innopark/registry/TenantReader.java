package hk.innopark.registry;

import hk.innopark.events.Ids;
import hk.innopark.events.MachineId;
import hk.innopark.events.Signal;
import hk.innopark.registry.model.EnergySource;
import hk.innopark.registry.model.Line;
import hk.innopark.registry.model.Machine;
import hk.innopark.registry.model.Meter;
import hk.innopark.registry.model.Meter.FeedInTariff;
import hk.innopark.registry.model.MeterSwap;
import hk.innopark.registry.model.Tenant;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads tenants with their lines, machines and meters. */
final class TenantReader {
  private static final Map<String, String> ESTATES =
      Choices.of(new String[] {"tai-po", "yuen-long", "tseung-kwan-o"}, estate -> estate);
  private static final Map<String, EnergySource> SOURCES = Choices.of(EnergySource.values());
  private static final Map<String, FeedInTariff> FEED_IN_TARIFFS =
      Choices.of(FeedInTariff.values());

  private final Set<String> calendars;
  private final Distinct ids = new Distinct();

  TenantReader(Set<String> calendars) {
    this.calendars = calendars;
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
    if (calendar != null && !calendars.contains(calendar)) {
      calendarEntry.refuse("no calendar \"" + calendar + '"');
    }
    Distinct machineIds = new Distinct();
    List<Machine> machines = new ArrayList<>();
    for (Entry machine : line.required("machines").itemsAtLeastOne()) {
      machines.add(
          machine(machine, new MachineId(place.estate(), place.tenant(), id, null), machineIds));
    }
    line.end();
    return new Line(id, name, calendar, RegistryOrder.sorted(machines, RegistryOrder.MACHINES));
  }

  private static Machine machine(Entry entry, MachineId place, Distinct machineIds) {
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
      Meter meter = meter(item, meterKeys);
      if (meter != null) {
        meters.add(meter);
      }
    }
    Duration microStop = wholeMillis(machine.optional("micro_stop"));
    machine.end();
    return new Machine(
        new MachineId(place.estate(), place.tenant(), place.line(), id),
        name,
        samplePeriod,
        staleAfter,
        ratedKw,
        idealCycle,
        RegistryOrder.sorted(meters, RegistryOrder.METERS),
        microStop);
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
      if (!Ids.isValid(product)) {
        cycles.refuse("bad product id \"" + product + '"');
      }
      Duration cycle = cycles.optional(product).duration();
      if (cycle != null) {
        byProduct.put(product, cycle);
      }
    }
    return Collections.unmodifiableMap(byProduct);
  }

  /** Null where its signal is refused. */
  private static Meter meter(Entry entry, Distinct keys) {
    record Key(Signal signal, LocalDate validFrom) {}
    Mapping meter = entry.mapping();
    Entry signalEntry = meter.required("signal");
    Signal signal = signal(signalEntry);
    Entry sourceEntry = meter.required("source");
    EnergySource source = sourceEntry.choice(SOURCES);
    Entry utilityEntry = meter.optional("utility");
    String utility = utilityEntry.id();
    BigDecimal modulus = meter.optional("modulus").positive();
    BigDecimal multiplier = meter.optional("multiplier").positive();
    Entry feedInEntry = meter.optional("feed_in_tariff");
    FeedInTariff feedIn = feedInEntry.choice(FEED_IN_TARIFFS);
    LocalDate validFrom = meter.optional("valid_from").date();
    List<MeterSwap> swaps = SwapReader.read(meter.optional("swaps"), modulus);
    meter.end();
    if (feedIn == FeedInTariff.SOLD && source != null && source != EnergySource.PV) {
      feedInEntry.refuse("only what pv generates can be sold under a feed-in tariff");
    }
    if (source == EnergySource.GRID && utilityEntry.isAbsent()) {
      meter.refuse("no utility, which a meter on the grid needs");
    }
    if (signal == null) {
      return null;
    }
    keys.add(
        new Key(signal, validFrom),
        "a meter of " + signal.wireName() + (validFrom == null ? "" : " from " + validFrom),
        signalEntry);
    if (source != null && !sources(signal).contains(source)) {
      sourceEntry.refuse(signal.wireName() + " cannot be of source " + Choices.word(source));
    }
    return new Meter(
        signal,
        source,
        utility,
        modulus,
        multiplier == null ? BigDecimal.ONE : multiplier,
        feedIn == null ? FeedInTariff.NONE : feedIn,
        validFrom,
        swaps);
  }

  private static Signal signal(Entry entry) {
    String name = entry.text();
    if (name == null) {
      return null;
    }
    Signal signal = Signal.byName(name).orElse(null);
    if (signal == null) {
      entry.refuse("unknown signal \"" + name + '"');
      return null;
    }
    if (!signal.isCounter()) {
      entry.refuse(name + " is no counter, so no meter can stand behind it");
    }
    return signal;
  }

  private static Set<EnergySource> sources(Signal signal) {
    return switch (signal) {
      case ACTIVE_ENERGY_KWH -> Set.of(EnergySource.GRID);
      case EXPORT_ENERGY_KWH -> Set.of(EnergySource.EXPORT);
      case PV_ENERGY_KWH -> Set.of(EnergySource.PV);
      case REACTIVE_ENERGY_KVARH -> Set.of(EnergySource.GRID, EnergySource.OTHER);
      default -> Set.of(EnergySource.OTHER);
    };
  }
}
