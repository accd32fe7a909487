package hk.innopark.jobs.reference;

import hk.innopark.events.AlertKind;
import hk.innopark.jobs.element.Entity;
import hk.innopark.registry.lookup.AlertLimits;
import hk.innopark.registry.model.Line;
import hk.innopark.registry.model.Machine;
import hk.innopark.registry.model.Registry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What alerts are judged by: limits, and how long a minute takes to be known. */
public final class AlertReference {
  private record Key(String tenant, String line, AlertKind kind) {}

  private static final long MINUTE_MILLIS = 60_000L;

  /** How long a message may be on its way and still count. */
  private static final long TRAVEL_MILLIS = 10_000L;

  private final Registry registry;
  private final Map<Key, AlertLimits> limits = new HashMap<>();
  private final Map<String, Long> settling = new HashMap<>();
  private final Map<String, Long> samples = new HashMap<>();
  private final Map<String, Long> stale = new HashMap<>();

  AlertReference(Registry registry) {
    this.registry = registry;
  }

  /** When a kind of alert of this entity is raised and cleared. */
  public AlertLimits limits(Entity entity, AlertKind kind) {
    return limits.computeIfAbsent(
        new Key(entity.tenant(), entity.line(), kind),
        key -> AlertLimits.of(registry, key.tenant(), key.line(), kind));
  }

  /**
   * When what was sent of a minute in time is known: the arrival time, epoch milliseconds on the
   * full minute, from which on nothing changes it for alerts. It is the minute's end and the
   * longest sample period of the entity's machines, with something for the way.
   */
  public long settledAtMillis(Entity entity, long minuteMillis) {
    return minuteMillis + MINUTE_MILLIS + settling.computeIfAbsent(entity.key(), k -> of(entity));
  }

  /** A machine's sample period, rounded up to minutes. */
  public long sampleMillis(Entity machine) {
    return samples.computeIfAbsent(
        machine.key(),
        key ->
            machines(machine)
                .mapToLong(one -> upToMinutes(one.samplePeriod().toMillis()))
                .findFirst()
                .orElse(MINUTE_MILLIS));
  }

  /** How long a machine may say nothing and still be taken for as it was. */
  public long staleAfterMillis(Entity machine) {
    return stale.computeIfAbsent(
        machine.key(),
        key ->
            machines(machine)
                .mapToLong(one -> one.staleAfter().toMillis())
                .findFirst()
                .orElse(MINUTE_MILLIS));
  }

  /** Whether the OEE of a line means anything: some machine has a planned run time per item. */
  public boolean hasIdealCycle(Entity line) {
    return machines(line).anyMatch(machine -> !machine.idealCycle().isEmpty());
  }

  private long of(Entity entity) {
    return machines(entity)
        .mapToLong(machine -> upToMinutes(machine.samplePeriod().toMillis() + TRAVEL_MILLIS))
        .max()
        .orElse(MINUTE_MILLIS);
  }

  private static long upToMinutes(long millis) {
    return (millis + MINUTE_MILLIS - 1) / MINUTE_MILLIS * MINUTE_MILLIS;
  }

  private Stream<Machine> machines(Entity entity) {
    return registry.tenant(entity.tenant()).map(tenant -> tenant.lines()).orElse(List.of()).stream()
        .filter(line -> entity.line() == null || line.id().equals(entity.line()))
        .map(Line::machines)
        .flatMap(List::stream)
        .filter(one -> entity.machine() == null || one.id().machine().equals(entity.machine()));
  }
}
