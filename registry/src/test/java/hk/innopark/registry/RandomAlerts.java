package hk.innopark.registry;

import hk.innopark.events.AlertChange;
import hk.innopark.events.AlertKind;
import hk.innopark.events.Level;
import hk.innopark.events.Signal;
import hk.innopark.registry.model.AlertRule;
import hk.innopark.registry.model.NotificationChannel;
import hk.innopark.registry.model.NotificationRule;
import hk.innopark.registry.model.NotificationRule.Escalation;
import hk.innopark.registry.model.NotificationRule.Quiet;
import hk.innopark.registry.model.Tenant;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;

/** Random alert rules, and who is told of alerts. */
final class RandomAlerts {
  private final Random random;
  private final RandomValues values;

  RandomAlerts(Random random) {
    this.random = random;
    this.values = new RandomValues(random);
  }

  NotificationChannel channel(Tenant tenant) {
    NotificationChannel.Kind kind = values.pick(List.of(NotificationChannel.Kind.values()));
    return new NotificationChannel(
        tenant.id(),
        values.id(),
        kind,
        kind == NotificationChannel.Kind.EMAIL ? List.of("a@example.com", "b.c+d@x.hk") : List.of(),
        kind == NotificationChannel.Kind.WEBHOOK ? URI.create("https://mes.example/a?b=c") : null,
        values.pick(NotificationChannel.LANGUAGES),
        random.nextBoolean() ? kind.usualChanges() : List.of(AlertChange.CLEARED));
  }

  NotificationRule notification(NotificationChannel channel, List<Tenant> tenants) {
    Tenant tenant =
        tenants.stream().filter(one -> one.id().equals(channel.tenant())).findFirst().orElseThrow();
    return new NotificationRule(
        tenant.id(),
        values.id(),
        random.nextBoolean() ? List.of() : List.of(values.pick(List.of(AlertKind.values()))),
        values.pick(List.of(AlertKind.Severity.values())),
        random.nextBoolean() ? List.of() : List.of(tenant.lines().get(0).id()),
        random.nextBoolean() ? List.of() : List.of("early", "night"),
        List.of(channel.id()),
        random.nextBoolean()
            ? null
            : new Quiet(
                LocalTime.of(22, 30),
                LocalTime.MIDNIGHT,
                ZoneId.of("Asia/Hong_Kong"),
                random.nextBoolean() ? null : AlertKind.Severity.CRITICAL),
        random.nextBoolean()
            ? null
            : new Escalation(Duration.ofMinutes(15), List.of(channel.id())));
  }

  AlertRule alert(Tenant tenant) {
    AlertKind kind = values.pick(List.of(AlertKind.values()));
    boolean ofLine = kind.level() != Level.TENANT && random.nextBoolean();
    AlertRuleReader.Thresholds names = AlertRuleReader.Thresholds.of(kind);
    boolean hasThreshold = names.raise() != null;
    // such that it lies on the right side of the kind's own other threshold
    BigDecimal threshold = new BigDecimal(names.isLowBad() ? "0.25" : "12.5");
    return new AlertRule(
        tenant.id(),
        ofLine ? values.pick(tenant.lines()).id() : null,
        kind,
        random.nextBoolean() ? null : random.nextBoolean(),
        hasThreshold && random.nextBoolean() ? threshold : null,
        null,
        kind == AlertKind.SENSOR_SILENT || random.nextBoolean()
            ? null
            : Duration.ofMinutes(1 + random.nextInt(1440)),
        random.nextBoolean() ? null : Duration.ofMinutes(1 + random.nextInt(90)),
        kind == AlertKind.SENSOR_STUCK && random.nextBoolean()
            ? List.of(Signal.VIBRATION_MM_S, Signal.FLOW_M3_H)
            : List.of());
  }
}
