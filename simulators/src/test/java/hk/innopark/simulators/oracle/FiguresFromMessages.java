package hk.innopark.simulators.oracle;

import hk.innopark.events.MachineId;
import hk.innopark.events.MachineState;
import hk.innopark.events.Reading;
import hk.innopark.events.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The plainest computation of hourly figures from messages in order: what a counter gained between
 * two messages belongs to the hour and the state of the first. It leans on the samples at full
 * hours, and knows no calendar.
 */
final class FiguresFromMessages {
  private static final long HOUR = 3_600_000L;

  private FiguresFromMessages() {}

  static List<Observed> of(Map<MachineId, List<Reading>> readings) {
    List<Observed> rows = new ArrayList<>();
    readings.forEach(
        (id, own) -> {
          Map<Long, Map<String, Double>> hours = new HashMap<>();
          for (int i = 1; i < own.size(); i++) {
            Reading before = own.get(i - 1);
            long hour = before.timestampMillis() - before.timestampMillis() % HOUR;
            add(hours.computeIfAbsent(hour, start -> new HashMap<>()), before, own.get(i));
          }
          hours.forEach(
              (hour, fields) ->
                  rows.add(
                      new Observed(
                          id.estate(),
                          id.tenant(),
                          id.line(),
                          id.machine(),
                          Instant.ofEpochMilli(hour),
                          fields)));
        });
    return rows;
  }

  private static void add(Map<String, Double> fields, Reading before, Reading after) {
    double good = delta(before, after, Signal.GOOD_COUNT);
    double scrap = delta(before, after, Signal.REJECT_COUNT);
    double grid = delta(before, after, Signal.ACTIVE_ENERGY_KWH) * 1e-9;
    double pv = delta(before, after, Signal.PV_ENERGY_KWH) * 1e-9;
    fields.merge("good", good, Double::sum);
    fields.merge("scrap", scrap, Double::sum);
    fields.merge("produced", good + scrap, Double::sum);
    fields.merge("grid_kwh", grid, Double::sum);
    fields.merge("pv_kwh", pv, Double::sum);
    fields.merge("active_kwh", grid + pv, Double::sum);
    fields.merge(
        "reactive_kvarh", delta(before, after, Signal.REACTIVE_ENERGY_KVARH) * 1e-9, Double::sum);
    fields.merge("water_m3", delta(before, after, Signal.WATER_M3) * 1e-9, Double::sum);
    fields.merge("scope1_kg", delta(before, after, Signal.TOWNGAS_MJ) * 1e-9 * 0.05, Double::sum);
    for (String state : List.of("running", "idle", "setup", "down", "off")) {
      MachineState shown =
          before.state() == MachineState.PLANNED_DOWN ? MachineState.DOWN : before.state();
      boolean here = shown.name().equalsIgnoreCase(state);
      fields.merge(state + "_kwh", here ? grid + pv : 0, Double::sum);
    }
  }

  private static double delta(Reading before, Reading after, Signal signal) {
    return before.values().has(signal)
        ? after.values().get(signal) - before.values().get(signal)
        : 0;
  }
}
