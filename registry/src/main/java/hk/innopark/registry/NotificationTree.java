package hk.innopark.registry;

import hk.innopark.events.AlertChange;
import hk.innopark.events.AlertKind;
import hk.innopark.events.AlertKind.Severity;
import hk.innopark.registry.model.NotificationChannel;
import hk.innopark.registry.model.NotificationRule;
import hk.innopark.registry.model.NotificationRule.Escalation;
import hk.innopark.registry.model.NotificationRule.Quiet;

/** How and of what tenants are told, as a registry file holds it. */
final class NotificationTree {
  private NotificationTree() {}

  static Tree channel(NotificationChannel channel) {
    Tree tree =
        new Tree()
            .put("tenant", channel.tenant())
            .put("id", channel.id())
            .put("kind", channel.kind().wireName())
            .texts("to", channel.to())
            .put("url", channel.url() == null ? null : channel.url().toString())
            .put(
                "language",
                channel.language().equals(NotificationChannel.LANGUAGES.get(0))
                    ? null
                    : channel.language());
    return channel.changes().equals(channel.kind().usualChanges())
        ? tree
        : tree.texts("changes", channel.changes().stream().map(AlertChange::wireName).toList());
  }

  static Tree rule(NotificationRule rule) {
    return new Tree()
        .put("tenant", rule.tenant())
        .put("id", rule.id())
        .texts("kinds", rule.kinds().stream().map(AlertKind::wireName).toList())
        .put("severity", rule.severity() == Severity.NOTICE ? null : rule.severity().wireName())
        .texts("lines", rule.lines())
        .texts("shifts", rule.shifts())
        .texts("channels", rule.channels())
        .put("quiet", rule.quiet() == null ? null : quiet(rule.quiet()).members())
        .put("escalate", rule.escalation() == null ? null : escalate(rule.escalation()).members());
  }

  private static Tree quiet(Quiet quiet) {
    return new Tree()
        .put("from", quiet.from().toString())
        .put("to", quiet.to().toString())
        .put("zone", quiet.zone().getId())
        .put("passes", quiet.passes() == null ? null : quiet.passes().wireName());
  }

  private static Tree escalate(Escalation escalation) {
    return new Tree().put("after", escalation.after().toString()).texts("to", escalation.to());
  }
}
