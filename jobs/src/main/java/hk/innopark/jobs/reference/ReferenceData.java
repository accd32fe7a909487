package hk.innopark.jobs.reference;

import hk.innopark.events.DowntimeReason;
import hk.innopark.events.MachineId;
import hk.innopark.events.Signal;
import hk.innopark.jobs.element.Entity;
import hk.innopark.registry.RegistryStore;
import hk.innopark.registry.RegistryVersion;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.lookup.EmissionFactors;
import hk.innopark.registry.lookup.Meters;
import hk.innopark.registry.lookup.WorkPlan;
import hk.innopark.registry.model.EmissionFactor;
import hk.innopark.registry.model.EmissionFactor.Basis;
import hk.innopark.registry.model.Line;
import hk.innopark.registry.model.Machine;
import hk.innopark.registry.model.Meter;
import hk.innopark.registry.model.Registry;
import hk.innopark.registry.model.ShiftCalendar;
import hk.innopark.registry.model.Tenant;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One version of the registry, as operators read it. Not thread-safe: each operator opens its own.
 */
public final class ReferenceData {
  /** Days and months of figures, and tariff and factor days, are local to Hong Kong. */
  public static final ZoneId ZONE = ZoneId.of("Asia/Hong_Kong");

  /** Where operators read the registry; travels to them with the job. */
  public interface Source extends Serializable {
    /** One version, which always applies. */
    static Source of(Registry registry) {
      return FixedRegistry.always(RegistryYaml.version(registry), registry);
    }

    /** One imported version, as if it had always applied: for a correction of the past. */
    static Source of(RegistryVersion version, Registry registry) {
      return FixedRegistry.always(version.version(), registry);
    }

    /** The versions that a database has in force from a time on, epoch milliseconds. */
    static Source inForce(RegistryStore registry, long fromMillis) {
      return FixedRegistry.inForce(registry, fromMillis);
    }

    ReferenceHistory open();
  }

  private final Registry registry;
  private final String version;
  private final RateBook rates;
  private final BaselineBook baselines;
  private final FactorCheck factorCheck;
  private final AlertReference alerts;
  private final MappedDevices mappedDevices;
  private final Map<String, MachineReference> machines = new HashMap<>();
  private final Map<String, WorkPlan> plans = new HashMap<>();
  private final Map<Entity, Billing> billings = new HashMap<>();
  private final Map<String, Billing> billingsByUtility = new HashMap<>();

  /** The entity that was last asked for. */
  private Entity billedEntity;

  private Billing entityBilling;

  public ReferenceData(Registry registry) {
    this(registry, RegistryYaml.version(registry));
  }

  ReferenceData(Registry registry, String version) {
    this.registry = registry;
    this.version = version;
    this.rates = new RateBook(registry);
    this.baselines = new BaselineBook(registry);
    this.factorCheck = new FactorCheck(registry);
    this.alerts = new AlertReference(registry);
    this.mappedDevices = new MappedDevices(registry);
  }

  /** Which content of the registry this is. */
  public String version() {
    return version;
  }

  /** Machines whose silence counts from a time on, epoch milliseconds, also before they speak. */
  public Map<MachineId, Long> expectedFrom() {
    Map<MachineId, Long> expected = new LinkedHashMap<>();
    for (Tenant tenant : registry.tenants()) {
      for (Line line : tenant.lines()) {
        for (Machine machine : line.machines()) {
          if (machine.expectedFrom() != null) {
            expected.put(machine.id(), machine.expectedFrom().toEpochMilli());
          }
        }
      }
    }
    return expected;
  }

  public boolean hasTenant(String estate, String tenant) {
    return registry.tenant(tenant).map(Tenant::estate).filter(estate::equals).isPresent();
  }

  public boolean hasLine(String tenant, String line) {
    return registry.tenant(tenant).flatMap(known -> known.line(line)).isPresent();
  }

  public boolean hasMachine(MachineId machine) {
    return registry.machine(machine).isPresent();
  }

  /**
   * The reference data of a machine.
   *
   * @throws IllegalArgumentException where it is not registered
   */
  public MachineReference machine(Entity entity) {
    MachineId id = new MachineId(entity.estate(), entity.tenant(), entity.line(), entity.machine());
    return machines.computeIfAbsent(id.key(), key -> open(id));
  }

  /** The shift of a line or machine in which a minute lies; empty outside shifts. */
  public Optional<WorkPlan.ShiftPeriod> shift(Entity entity, long minuteMillis) {
    return registry
        .tenant(entity.tenant())
        .flatMap(tenant -> tenant.line(entity.line()))
        .flatMap(line -> plan(line).shiftAt(minuteMillis));
  }

  /** The standard reason for which a tenant's own one stands, or that is meant itself. */
  public Optional<DowntimeReason> standardReason(String tenant, String reason) {
    return registry.standardReason(tenant, reason);
  }

  /** The devices that speak their maker's way. */
  public MappedDevices mappedDevices() {
    return mappedDevices;
  }

  /** What lines and tenants are expected to take. */
  public BaselineBook baselines() {
    return baselines;
  }

  /** What was promised, declared and used to judge it, as the registry has it. */
  public Registry registry() {
    return registry;
  }

  /** The emission factors that are missing for what a place has used in a period. */
  MissingFactors missingFactors(
      Entity entity, Set<Signal> used, boolean withoutMeter, long startMillis, long endMillis) {
    return factorCheck.within(
        localDay(startMillis), localDay(endMillis - 1), entity, used, withoutMeter);
  }

  /** How an entity's grid energy is billed; the same for all that one utility serves. */
  public Billing billing(Entity entity) {
    if (entity.tenant() == null) {
      return Billing.NONE;
    }
    if (!entity.equals(billedEntity)) {
      billedEntity = entity;
      entityBilling = billings.computeIfAbsent(entity, this::openBilling);
    }
    return entityBilling;
  }

  private Billing openBilling(Entity entity) {
    Set<String> utilities =
        registry.tenant(entity.tenant()).map(Tenant::lines).orElse(List.of()).stream()
            .filter(line -> entity.line() == null || line.id().equals(entity.line()))
            .flatMap(line -> line.machines().stream())
            .filter(
                machine ->
                    entity.machine() == null || machine.id().machine().equals(entity.machine()))
            .flatMap(machine -> machine.meters().stream())
            .filter(meter -> meter.signal() == Signal.ACTIVE_ENERGY_KWH)
            .map(Meter::utility)
            .collect(Collectors.toSet());
    return utilities.size() == 1
        ? billingsByUtility.computeIfAbsent(String.valueOf(utilities.iterator().next()), this::of)
        : Billing.NONE;
  }

  private Billing of(String utility) {
    return new Billing(
        registry.tariffs().stream().filter(tariff -> utility.equals(tariff.utility())).toList());
  }

  /** What alerts are judged by. */
  public AlertReference alerts() {
    return alerts;
  }

  /** The emission factors that apply in a period; sorted ids, joined by commas. */
  public String factorIds(long startMillis, long endMillis) {
    LocalDate first = localDay(startMillis);
    LocalDate last = localDay(endMillis - 1);
    return registry.factors().stream()
        .filter(factor -> !factor.validFrom().isAfter(last))
        .filter(factor -> appliesFrom(factor, first))
        .map(EmissionFactor::id)
        .sorted()
        .collect(Collectors.joining(","));
  }

  /**
   * The emission factors by which the carriers of a tenant or line are reckoned in a period.
   *
   * @param used the signals whose carriers were used
   */
  Set<String> factorIds(Entity entity, Set<Signal> used, long startMillis, long endMillis) {
    Set<String> ids = new TreeSet<>();
    LocalDate last = localDay(endMillis - 1);
    for (LocalDate day = localDay(startMillis); !day.isAfter(last); day = day.plusDays(1)) {
      for (Signal signal : used) {
        String carrier = EmissionFactors.carrier(signal).orElse(null);
        if (carrier != null) {
          for (String utility : utilities(entity, signal, day)) {
            addFactors(carrier, utility, day, ids);
          }
          if (signal == Signal.WATER_M3) {
            addFactors(EmissionFactors.SEWAGE, null, day, ids);
          }
        }
      }
    }
    return ids;
  }

  private void addFactors(String carrier, String utility, LocalDate day, Set<String> ids) {
    for (int scope = 1; scope <= 3; scope++) {
      Basis[] bases = scope == 2 ? Basis.values() : new Basis[] {null};
      for (Basis basis : bases) {
        EmissionFactors.applicable(registry, carrier, utility, scope, basis, day)
            .map(EmissionFactor::id)
            .ifPresent(ids::add);
      }
    }
  }

  /** Of the meters behind a signal; null stands for one of which the registry names none. */
  private Set<String> utilities(Entity entity, Signal signal, LocalDate day) {
    Set<String> utilities = new HashSet<>();
    for (Line line : registry.tenant(entity.tenant()).map(Tenant::lines).orElse(List.of())) {
      if (entity.line() == null || entity.line().equals(line.id())) {
        for (Machine machine : line.machines()) {
          utilities.add(Meters.applicable(machine, signal, day).map(Meter::utility).orElse(null));
        }
      }
    }
    return utilities;
  }

  /** The local day in which an instant lies. */
  public static LocalDate localDay(long millis) {
    return Instant.ofEpochMilli(millis).atZone(ZONE).toLocalDate();
  }

  /** Whether no factor of its kind replaced it before the period began. */
  private boolean appliesFrom(EmissionFactor factor, LocalDate first) {
    return registry.factors().stream()
        .filter(other -> isSameKind(factor, other))
        .filter(other -> other.validFrom().isAfter(factor.validFrom()))
        .noneMatch(other -> !other.validFrom().isAfter(first));
  }

  private static boolean isSameKind(EmissionFactor one, EmissionFactor other) {
    return one.carrier().equals(other.carrier())
        && Objects.equals(one.utility(), other.utility())
        && one.scope() == other.scope()
        && one.basis() == other.basis();
  }

  private MachineReference open(MachineId id) {
    Machine machine =
        registry
            .machine(id)
            .orElseThrow(() -> new IllegalArgumentException("not registered: " + id.key()));
    Line line = registry.line(id).orElseThrow();
    return new RegisteredMachine(machine, plan(line), rates);
  }

  private WorkPlan plan(Line line) {
    return plans.computeIfAbsent(
        line.calendar(),
        id -> {
          ShiftCalendar calendar =
              registry
                  .calendar(id)
                  .orElseThrow(() -> new IllegalArgumentException("no calendar " + id));
          return new WorkPlan(calendar);
        });
  }
}
