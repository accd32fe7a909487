package hk.innopark.jobs.reference;

import hk.innopark.events.MachineId;
import hk.innopark.events.Signal;
import hk.innopark.jobs.element.Entity;
import hk.innopark.registry.RegistryException;
import hk.innopark.registry.RegistryVersion;
import hk.innopark.registry.lookup.WorkPlan.ShiftPeriod;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The registry by minute of event time: the newest version that takes effect no later than the
 * minute. Which one that is never changes once the minute may be computed, so what was said of a
 * minute can be taken back and said anew. Not thread-safe: each operator opens its own.
 */
public final class ReferenceHistory implements AutoCloseable {
  private static final int OPEN_VERSIONS = 8;

  private final RegistryVersions source;
  private final Map<String, Machine> machines = new HashMap<>();
  private final Map<Integer, ReferenceData> open =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, ReferenceData> eldest) {
          return size() > OPEN_VERSIONS;
        }
      };

  private List<RegistryVersion> versions = List.of();
  private long[] fromMillis = new long[0];
  private Span span = new Span(0, 0, 0, null);

  /** Where one version applies, and what it says; end exclusive. */
  private record Span(int index, long fromMillis, long untilMillis, ReferenceData data) {
    boolean contains(long millis) {
      return millis >= fromMillis && millis < untilMillis;
    }
  }

  ReferenceHistory(RegistryVersions source) {
    this.source = source;
    refresh();
  }

  /**
   * Takes note of new versions; to be called before each element.
   *
   * @throws RegistryException where it cannot be said which versions there are
   */
  public void refresh() {
    List<RegistryVersion> known = source.known();
    if (known == versions) {
      return;
    }
    if (!known.subList(0, versions.size()).equals(versions)) {
      throw new RegistryException("registry: a version that was in force is gone");
    }
    versions = known;
    fromMillis = known.stream().mapToLong(RegistryVersion::effectiveFromMillis).toArray();
    span = new Span(0, 0, 0, null);
    // those who hold a machine ask again which version applies
    machines.values().forEach(machine -> machine.current = new Span(0, 0, 0, null));
  }

  /** The version in force at a time, epoch milliseconds. */
  public ReferenceData at(long millis) {
    return span(millis).data();
  }

  /**
   * A machine's reference data.
   *
   * @throws IllegalArgumentException where no version has it
   */
  public MachineHistory machine(Entity entity) {
    MachineId id = new MachineId(entity.estate(), entity.tenant(), entity.line(), entity.machine());
    return machines.computeIfAbsent(id.key(), key -> new Machine(id, entity));
  }

  /**
   * The shift of a line or machine in which a minute lies; empty outside shifts. A shift that a new
   * version moves or ends begins anew where that version takes effect.
   */
  public Optional<ShiftPeriod> shift(Entity entity, long minuteMillis) {
    Span current = span(minuteMillis);
    Optional<ShiftPeriod> found = current.data().shift(entity, minuteMillis);
    while (found.isPresent() && found.get().startMillis() < current.fromMillis()) {
      ShiftPeriod shift = found.get();
      Span before = span(current.fromMillis() - 1);
      if (!before.data().shift(entity, minuteMillis).equals(found)) {
        return Optional.of(new ShiftPeriod(shift.id(), current.fromMillis(), shift.endMillis()));
      }
      current = before;
    }
    return found;
  }

  /** The versions that are known; the same object until there is another one. */
  public Object known() {
    return versions;
  }

  /**
   * Machines whose silence counts also before they speak, and from when on, epoch milliseconds: as
   * the registry says, but not from before the version that says so.
   */
  public Map<MachineId, Long> expectedFrom() {
    Map<MachineId, Long> expected = new LinkedHashMap<>();
    for (int index = 0; index < versions.size(); index++) {
      long from = fromMillis[index];
      data(index)
          .expectedFrom()
          .forEach((machine, millis) -> expected.putIfAbsent(machine, Math.max(millis, from)));
    }
    return expected;
  }

  /** Whether any version has the machine. */
  public boolean isKnown(MachineId machine) {
    for (int index = versions.size() - 1; index >= 0; index--) {
      if (data(index).hasMachine(machine)) {
        return true;
      }
    }
    return false;
  }

  /** Whether any version has a machine whose messages come on this topic. */
  public boolean isMappedTopic(String topic) {
    for (int index = versions.size() - 1; index >= 0; index--) {
      if (data(index).mappedDevices().ofTopic(topic).isPresent()) {
        return true;
      }
    }
    return false;
  }

  /** Whether one version applies to all of a time. */
  public boolean isOneVersion(long startMillis, long endMillis) {
    Span first = span(startMillis);
    return first.fromMillis() <= startMillis && endMillis <= first.untilMillis();
  }

  /** The versions in force in a period, in their order, joined by commas. */
  public String versions(long startMillis, long endMillis) {
    Set<String> names = new LinkedHashSet<>();
    for (long at = startMillis; at < endMillis; at = span(at).untilMillis()) {
      names.add(versions.get(span(at).index()).version());
    }
    return String.join(",", names);
  }

  /** The emission factors that apply in a period; sorted ids, joined by commas. */
  public String factorIds(long startMillis, long endMillis) {
    Set<String> ids = new TreeSet<>();
    for (long at = startMillis; at < endMillis; at = span(at).untilMillis()) {
      String some = at(at).factorIds(at, Math.min(endMillis, span(at).untilMillis()));
      ids.addAll(some.isEmpty() ? List.of() : Arrays.asList(some.split(",")));
    }
    return String.join(",", ids);
  }

  /**
   * The emission factors by which an entity's carriers were reckoned in a period; sorted ids,
   * joined by commas.
   *
   * @param used the signals whose carriers were used
   */
  public String factorIds(Entity entity, Set<Signal> used, long startMillis, long endMillis) {
    Set<String> ids = new TreeSet<>();
    for (long at = startMillis; at < endMillis; at = span(at).untilMillis()) {
      ids.addAll(at(at).factorIds(entity, used, at, Math.min(endMillis, span(at).untilMillis())));
    }
    return String.join(",", ids);
  }

  /**
   * The emission factors that are missing for what a place has used in a period.
   *
   * @param used the signals whose carriers were used
   * @param withoutMeter whether some of its electricity came from no registered meter
   */
  public MissingFactors missingFactors(
      Entity entity, Set<Signal> used, boolean withoutMeter, long startMillis, long endMillis) {
    MissingFactors missing = MissingFactors.NONE;
    for (long at = startMillis; at < endMillis; at = span(at).untilMillis()) {
      long until = Math.min(endMillis, span(at).untilMillis());
      missing = missing.and(at(at).missingFactors(entity, used, withoutMeter, at, until));
    }
    return missing;
  }

  @Override
  public void close() {
    source.close();
  }

  private Span span(long millis) {
    if (!span.contains(millis)) {
      int index = fromMillis.length - 1;
      while (index > 0 && fromMillis[index] > millis) {
        index--;
      }
      long until = index + 1 < fromMillis.length ? fromMillis[index + 1] : Long.MAX_VALUE;
      span = new Span(index, fromMillis[index], until, data(index));
    }
    return span;
  }

  private ReferenceData data(int index) {
    ReferenceData data = open.get(index);
    if (data == null) {
      RegistryVersion version = versions.get(index);
      data = new ReferenceData(source.load(version), version.version());
      open.put(index, data);
    }
    return data;
  }

  private final class Machine implements MachineHistory {
    private final MachineId id;
    private final Entity entity;
    private Span current = new Span(0, 0, 0, null);
    private MachineReference reference;

    private Machine(MachineId id, Entity entity) {
      this.id = id;
      this.entity = entity;
    }

    @Override
    public MachineReference at(long millis) {
      if (!current.contains(millis)) {
        current = span(millis);
        reference = find(current.index()).machine(entity);
      }
      return reference;
    }

    @Override
    public boolean isRegistered(long millis) {
      return span(millis).data().hasMachine(id);
    }

    /** Backwards first: a machine that comes back must not change what was said meanwhile. */
    private ReferenceData find(int from) {
      for (int index = from; index >= 0; index--) {
        if (data(index).hasMachine(id)) {
          return data(index);
        }
      }
      for (int index = from + 1; index < fromMillis.length; index++) {
        if (data(index).hasMachine(id)) {
          return data(index);
        }
      }
      throw new IllegalArgumentException("not registered: " + id.key());
    }
  }
}
