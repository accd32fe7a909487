package hk.innopark.notifier;

import hk.innopark.registry.model.NotificationChannel.Kind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** What the notifier counts; no label is ever made from input. */
final class NotifierMetrics {
  /** How a try ended. */
  enum Outcome {
    SENT,
    RETRIED,
    FAILED
  }

  final Counter changes;
  final Counter repeats;
  final Counter unreadable;
  private final MeterRegistry registry;

  NotifierMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.changes = counter("notifier.changes", "Changes of alerts that were new");
    this.repeats = counter("notifier.repeats", "Changes that were known already");
    this.unreadable = counter("notifier.unreadable", "Records that tell no known alert");
    for (Kind kind : Kind.values()) {
      for (Outcome outcome : Outcome.values()) {
        of(kind, outcome).increment(0);
      }
    }
  }

  private Counter counter(String name, String description) {
    return Counter.builder(name).description(description).register(registry);
  }

  Counter of(Kind kind, Outcome outcome) {
    return Counter.builder("notifier.tries")
        .description("Tries to tell a channel")
        .tag("kind", kind.wireName())
        .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
        .register(registry);
  }
}
