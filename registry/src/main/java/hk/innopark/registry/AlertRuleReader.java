package hk.innopark.registry;

import hk.innopark.events.AlertKind;
import hk.innopark.events.Level;
import hk.innopark.events.Signal;
import hk.innopark.registry.lookup.AlertLimits;
import hk.innopark.registry.model.AlertRule;
import hk.innopark.registry.model.Tenant;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Reads what tenants want to be alerted of; a rule has the keys that its kind knows, no others. */
final class AlertRuleReader {
  private static final Map<String, AlertKind> KINDS = Choices.of(AlertKind.values());
  private static final Duration LONGEST = Duration.ofHours(24);

  private final List<Tenant> tenants;
  private final Distinct keys = new Distinct();

  AlertRuleReader(List<Tenant> tenants) {
    this.tenants = tenants;
  }

  /** The names of a kind's thresholds in the file. */
  record Thresholds(String raise, String clear) {
    /** Whether less than the threshold is bad; such a threshold is a share, 0 to 1. */
    boolean isLowBad() {
      return "below".equals(raise);
    }

    static Thresholds of(AlertKind kind) {
      return switch (kind) {
        case OEE_LOW -> new Thresholds("below", "clear_above");
        case IDLE_OUT_OF_HOURS, DEMAND_PEAK -> new Thresholds("above", "clear_below");
        case SENSOR_SILENT -> new Thresholds("above", null);
        case LINE_STOPPED, SENSOR_STUCK -> new Thresholds(null, null);
      };
    }
  }

  /** Null where it is refused. */
  AlertRule read(Entry entry) {
    record Key(String tenant, String line, AlertKind kind) {}
    Mapping rule = entry.mapping();
    Entry tenantEntry = rule.required("tenant");
    String tenant = tenantEntry.id();
    Entry lineEntry = rule.optional("line");
    String line = lineEntry.id();
    AlertKind kind = rule.required("kind").choice(KINDS);
    checkPlace(tenant, tenantEntry, line, lineEntry);
    Boolean enabled = rule.optional("enabled").yesOrNo();
    if (kind == null) {
      return null;
    }
    if (line != null && kind.level() == Level.TENANT) {
      lineEntry.refuse(kind.wireName() + " is about a tenant as a whole");
    }
    Thresholds names = Thresholds.of(kind);
    BigDecimal raise = threshold(rule, names.raise(), names.isLowBad());
    BigDecimal clear = threshold(rule, names.clear(), names.isLowBad());
    Duration lasting = kind == AlertKind.SENSOR_SILENT ? null : minutes(rule.optional("for"));
    Duration clearFor = minutes(rule.optional("clear_for"));
    List<Signal> signals = new ArrayList<>();
    if (kind == AlertKind.SENSOR_STUCK) {
      rule.optional("signals").items().forEach(item -> signal(item).ifPresent(signals::add));
    }
    rule.end();
    if (tenant == null) {
      return null;
    }
    AlertRule read =
        new AlertRule(
            tenant, line, kind, enabled, raise, clear, lasting, clearFor, List.copyOf(signals));
    checkHysteresis(read, names, rule);
    keys.add(new Key(tenant, line, kind), "the same rule", entry);
    return read;
  }

  private void checkPlace(String tenant, Entry tenantEntry, String line, Entry lineEntry) {
    Tenant named =
        tenants.stream().filter(one -> Objects.equals(one.id(), tenant)).findFirst().orElse(null);
    if (tenant != null && named == null) {
      tenantEntry.refuse("no tenant \"" + tenant + '"');
    } else if (line != null
        && named != null
        && named.lines().stream().noneMatch(one -> line.equals(one.id()))) {
      lineEntry.refuse("no line \"" + line + "\" of tenant \"" + tenant + '"');
    }
  }

  private static BigDecimal threshold(Mapping rule, String name, boolean isShare) {
    if (name == null) {
      return null;
    }
    Entry entry = rule.optional(name);
    return isShare ? entry.fraction() : entry.positive();
  }

  /** Between the two thresholds nothing changes, so they must not be crossed. */
  private static void checkHysteresis(AlertRule rule, Thresholds names, Mapping mapping) {
    if (names.clear() == null) {
      return;
    }
    AlertLimits usual = AlertLimits.defaultOf(rule.kind());
    BigDecimal raise = rule.raise() == null ? BigDecimal.valueOf(usual.raise()) : rule.raise();
    BigDecimal clear = rule.clear() == null ? BigDecimal.valueOf(usual.clear()) : rule.clear();
    if (names.isLowBad() ? clear.compareTo(raise) < 0 : clear.compareTo(raise) > 0) {
      mapping.refuse(
          "%s (%s) lies on the wrong side of %s (%s)"
              .formatted(
                  names.clear(), clear.toPlainString(), names.raise(), raise.toPlainString()));
    }
  }

  private static Duration minutes(Entry entry) {
    Duration duration = entry.duration();
    if (duration == null) {
      return null;
    }
    if (duration.toMillis() % 60_000 != 0 || duration.toNanosPart() % 1_000_000 != 0) {
      entry.refuse("is not whole minutes");
    } else if (duration.compareTo(LONGEST) > 0) {
      entry.refuse("is longer than 24 hours");
    }
    return duration;
  }

  private static Optional<Signal> signal(Entry entry) {
    String name = entry.text();
    Optional<Signal> signal = name == null ? Optional.empty() : Signal.byName(name);
    if (name != null && signal.filter(one -> one.kind() != Signal.Kind.STATE).isEmpty()) {
      entry.refuse("\"" + name + "\" is no signal with a value");
      return Optional.empty();
    }
    return signal;
  }
}
