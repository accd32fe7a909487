package hk.innopark.console;

import java.util.LinkedHashMap;
import java.util.Map;

/** How machines spent their time, in machine seconds. */
final class TimeUse {
  private TimeUse() {}

  /**
   * Seconds by use, none where nothing is known, in the order in which a strip shows them. What
   * neither the shift calendar nor a machine running outside of it accounts for is not scheduled.
   *
   * @param machines how many stand there
   */
  static Map<String, Double> of(Elements elements, int machines) {
    Map<String, Double> use = new LinkedHashMap<>();
    if (elements.covered().isZero()) {
      return use;
    }
    use.put("running", elements.orZero("production_s"));
    use.put("setup", elements.orZero("setup_s"));
    use.put("idle", elements.orZero("idle_s"));
    use.put("down", elements.orZero("delay_s"));
    use.put("planned", elements.orZero("planned_down_s"));
    use.put("unknown", elements.orZero("unknown_s"));
    use.put("outside", elements.orZero("outside_plan_s"));
    double accounted = use.values().stream().mapToDouble(Double::doubleValue).sum();
    double all = (double) elements.covered().toSeconds() * machines;
    use.put("unscheduled", Math.max(0, all - accounted));
    return use;
  }
}
