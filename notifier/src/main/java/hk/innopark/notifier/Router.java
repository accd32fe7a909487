package hk.innopark.notifier;

import hk.innopark.events.Alert;
import hk.innopark.events.AlertChange;
import hk.innopark.notifier.Planned.Change;
import hk.innopark.registry.model.NotificationChannel;
import hk.innopark.registry.model.NotificationChannel.Kind;
import hk.innopark.registry.model.NotificationRule;
import hk.innopark.registry.model.Registry;
import hk.innopark.registry.model.Tenant;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who is told of an alert, and when, by the tenant's rules. */
final class Router {
  private Router() {}

  /** Who is told that it was raised, and who is told later where nobody acknowledges it. */
  static List<Planned> raised(Registry registry, Alert alert, Instant now) {
    Map<List<String>, Planned> planned = new LinkedHashMap<>();
    Optional<Tenant> tenant = registry.tenant(alert.tenant());
    for (NotificationRule rule : registry.notifications()) {
      if (tenant.isEmpty() || !applies(rule, alert, registry, tenant.get())) {
        continue;
      }
      Instant due = QuietTime.notBefore(rule.quiet(), alert.kind().severity(), now);
      boolean held = due.isAfter(now);
      rule.channels().stream()
          .filter(id -> isTold(registry, alert.tenant(), id, AlertChange.RAISED))
          .forEach(id -> keep(planned, new Planned(id, Change.RAISED, rule.id(), due, held)));
      if (rule.escalation() != null) {
        Instant later = due.plus(rule.escalation().after());
        rule.escalation().to().stream()
            .filter(id -> isTold(registry, alert.tenant(), id, AlertChange.RAISED))
            .forEach(
                id -> keep(planned, new Planned(id, Change.ESCALATED, rule.id(), later, false)));
      }
    }
    return List.copyOf(planned.values());
  }

  /** Who of those who were told is told that it is over. */
  static List<Planned> cleared(Registry registry, Alert alert, Collection<Told> told, Instant now) {
    Map<List<String>, Planned> planned = new LinkedHashMap<>();
    for (Told one : told) {
      if (isTold(registry, alert.tenant(), one.channel(), AlertChange.CLEARED)) {
        Instant due = clearedDue(registry, alert, one, now);
        keep(
            planned, new Planned(one.channel(), Change.CLEARED, one.rule(), due, due.isAfter(now)));
      }
    }
    return List.copyOf(planned.values());
  }

  /** A channel that was told, and by which rule. */
  record Told(String channel, String rule) {}

  /** A light goes out at once; what people read waits for the morning. */
  private static Instant clearedDue(Registry registry, Alert alert, Told told, Instant now) {
    boolean isForPeople =
        channel(registry, alert.tenant(), told.channel())
            .filter(channel -> channel.kind() == Kind.EMAIL)
            .isPresent();
    return registry.notifications().stream()
        .filter(
            rule ->
                isForPeople
                    && rule.tenant().equals(alert.tenant())
                    && rule.id().equals(told.rule()))
        .findFirst()
        .map(rule -> QuietTime.notBefore(rule.quiet(), alert.kind().severity(), now))
        .orElse(now);
  }

  /** Of two rules that name a channel, the earlier counts. */
  private static void keep(Map<List<String>, Planned> planned, Planned one) {
    planned.merge(
        List.of(one.channel(), one.change().name()),
        one,
        (before, after) -> after.due().isBefore(before.due()) ? after : before);
  }

  private static boolean applies(
      NotificationRule rule, Alert alert, Registry registry, Tenant tenant) {
    if (!rule.tenant().equals(alert.tenant())
        || alert.kind().severity().compareTo(rule.severity()) < 0) {
      return false;
    }
    boolean isItsKind = rule.kinds().isEmpty() || rule.kinds().contains(alert.kind());
    boolean isItsLine =
        rule.lines().isEmpty() || (alert.line() != null && rule.lines().contains(alert.line()));
    if (!isItsKind || !isItsLine) {
      return false;
    }
    Instant changed = Instant.ofEpochMilli(alert.changedAtMillis());
    Set<String> on = ShiftsAt.of(registry, tenant, alert.line(), changed);
    return rule.shifts().isEmpty() || rule.shifts().stream().anyMatch(on::contains);
  }

  private static boolean isTold(Registry registry, String tenant, String id, AlertChange change) {
    return channel(registry, tenant, id).filter(one -> one.changes().contains(change)).isPresent();
  }

  static Optional<NotificationChannel> channel(Registry registry, String tenant, String id) {
    return registry.channels().stream()
        .filter(channel -> channel.tenant().equals(tenant) && channel.id().equals(id))
        .findFirst();
  }
}
