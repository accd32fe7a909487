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

  AlertReference(Registry registry) {
    this.registry = registry;
  }

  /** The rules of one entity; to be kept by who asks often. */
  public AlertRules of(Entity entity) {
    return new AlertRules(
        this,
        entity.tenant(),
        entity.line(),
        machines(entity)
            .mapToLong(machine -> upToMinutes(machine.samplePeriod().toMillis() + TRAVEL_MILLIS))
            .max()
            .orElse(MINUTE_MILLIS),
        machines(entity)
            .mapToLong(machine -> upToMinutes(machine.samplePeriod().toMillis()))
            .findFirst()
            .orElse(MINUTE_MILLIS),
        machines(entity)
            .mapToLong(machine -> machine.staleAfter().toMillis())
            .findFirst()
            .orElse(MINUTE_MILLIS));
  }

  /** When a kind of alert of a line, or of a tenant, is raised and cleared. */
  AlertLimits limits(String tenant, String line, AlertKind kind) {
    return limits.computeIfAbsent(
        new Key(tenant, line, kind),
        key -> AlertLimits.of(registry, key.tenant(), key.line(), kind));
  }

  /** Whether the OEE of a line means anything: some machine has a planned run time per item. */
  public boolean hasIdealCycle(Entity line) {
    return machines(line).anyMatch(machine -> !machine.idealCycle().isEmpty());
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
