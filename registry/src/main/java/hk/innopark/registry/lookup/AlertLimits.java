package hk.innopark.registry.lookup;

import hk.innopark.events.AlertKind;
import hk.innopark.events.Signal;
import hk.innopark.registry.model.AlertRule;
import hk.innopark.registry.model.Registry;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * When a kind of alert is raised and cleared. The rule of a line goes before the rule of its
 * tenant; what it leaves out is the default of the kind.
 *
 * @param raise beyond it is bad
 * @param clear on its other side is good
 * @param lasting how long it must be bad
 * @param clearFor how long it must be good
 * @param signals which must move while the machine runs
 */
public record AlertLimits(
    boolean enabled,
    double raise,
    double clear,
    Duration lasting,
    Duration clearFor,
    List<Signal> signals) {
  private static final List<Signal> MOVING =
      List.of(Signal.ACTIVE_ENERGY_KWH, Signal.ACTIVE_POWER_KW, Signal.VIBRATION_MM_S);

  /** What holds where the registry says nothing. */
  public static AlertLimits defaultOf(AlertKind kind) {
    return switch (kind) {
      case LINE_STOPPED -> limits(0, 0, 5, 1);
      case OEE_LOW -> limits(0.5, 0.55, 60, 10);
      case IDLE_OUT_OF_HOURS -> limits(5, 4, 15, 2);
      case DEMAND_PEAK -> limits(1, 0.95, 10, 1);
      case SENSOR_SILENT -> limits(3, 0, 0, 1);
      case SENSOR_STUCK -> limits(0, 0, 15, 1);
    };
  }

  /**
   * What holds for a tenant, or for one of its lines.
   *
   * @param line null for the tenant as a whole
   */
  public static AlertLimits of(Registry registry, String tenant, String line, AlertKind kind) {
    AlertRule best = null;
    for (AlertRule rule : registry.alerts()) {
      boolean applies =
          rule.kind() == kind
              && rule.tenant().equals(tenant)
              && (rule.line() == null || Objects.equals(rule.line(), line));
      if (applies && (best == null || rule.line() != null)) {
        best = rule;
      }
    }
    AlertLimits otherwise = defaultOf(kind);
    return best == null ? otherwise : otherwise.changedBy(best);
  }

  private AlertLimits changedBy(AlertRule rule) {
    return new AlertLimits(
        rule.enabled() == null || rule.enabled(),
        orElse(rule.raise(), raise),
        orElse(rule.clear(), clear),
        rule.lasting() == null ? lasting : rule.lasting(),
        rule.clearFor() == null ? clearFor : rule.clearFor(),
        rule.signals().isEmpty() ? signals : rule.signals());
  }

  private static double orElse(BigDecimal value, double otherwise) {
    return value == null ? otherwise : value.doubleValue();
  }

  private static AlertLimits limits(double raise, double clear, int minutes, int clearMinutes) {
    return new AlertLimits(
        true, raise, clear, Duration.ofMinutes(minutes), Duration.ofMinutes(clearMinutes), MOVING);
  }
}
