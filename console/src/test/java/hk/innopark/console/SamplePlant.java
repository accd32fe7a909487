package hk.innopark.console;

import hk.innopark.registry.model.Machine;
import java.time.Instant;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.Map;

/** What a machine does in a minute, drawn from its name and the minute alone. */
final class SamplePlant {
  private static final String[] REASONS = {
    "breakdown",
    "starved",
    "starved",
    "blocked",
    "material",
    "cleaning",
    "quality_hold",
    "operator",
    "breakdown",
    "breakdown",
    "unspecified"
  };

  private SamplePlant() {}

  /** The elements of all measurements; they add up. */
  static Map<String, Double> minute(Machine machine, String calendar, Instant minute) {
    long epochMinute = minute.getEpochSecond() / 60;
    String key = machine.id().key();
    LocalTime time = minute.atZone(HongKongTime.ZONE).toLocalTime();
    Map<String, Double> e = new HashMap<>();
    for (String time0 :
        new String[] {
          "production_s",
          "setup_s",
          "idle_s",
          "delay_s",
          "unknown_s",
          "planned_down_s",
          "planned_busy_s",
          "outside_plan_s",
          "produced",
          "good",
          "scrap",
          "rework",
          "ideal_s",
          "ideal_good_s",
          "ideal_covered_s",
          "ideal_good_covered_s",
          "failures",
          "running_kwh",
          "setup_kwh",
          "idle_kwh",
          "down_kwh",
          "off_kwh",
          "unknown_kwh",
          "grid_kwh",
          "export_kwh",
          "pv_kwh",
          "scope1_kg"
        }) {
      e.put(time0, 0.0);
    }
    String state = state(key, calendar, time, epochMinute);
    double rated = machine.ratedKw().doubleValue();
    double load = 0.62 + 0.1 * noise(key, epochMinute / 5, 1) + 0.03 * noise(key, epochMinute, 2);
    double kwh;
    switch (state) {
      case "running" -> {
        e.put("production_s", 60.0);
        produce(machine, key, epochMinute, e);
        kwh = rated * load / 60;
        e.put("running_kwh", kwh);
        e.put("scope1_kg", key.contains("oven") || key.contains("steamer") ? kwh * 0.22 : 0);
      }
      case "setup" -> {
        e.put("setup_s", 60.0);
        kwh = rated * 0.34 / 60;
        e.put("setup_kwh", kwh);
      }
      case "idle" -> {
        e.put("idle_s", 60.0);
        kwh = rated * 0.24 / 60;
        e.put("idle_kwh", kwh);
      }
      case "down" -> {
        e.put("delay_s", 60.0);
        long block = epochMinute / 17;
        String reason = REASONS[(int) (unit(key, block, 7) * REASONS.length)];
        e.put("delay_" + reason + "_s", 60.0);
        e.put("failures", epochMinute % 17 == 0 ? 1.0 : 0.0);
        kwh = rated * 0.16 / 60;
        e.put("down_kwh", kwh);
      }
      case "planned" -> {
        e.put("planned_down_s", 60.0);
        kwh = rated * 0.12 / 60;
        e.put("down_kwh", kwh);
      }
      case "unknown" -> {
        e.put("unknown_s", 60.0);
        kwh = rated * 0.4 / 60;
        e.put("unknown_kwh", kwh);
      }
      default -> {
        kwh = rated * 0.05 / 60;
        e.put("off_kwh", kwh);
      }
    }
    e.put(
        "planned_busy_s",
        e.get("production_s")
            + e.get("setup_s")
            + e.get("idle_s")
            + e.get("delay_s")
            + e.get("unknown_s"));
    energyAndQuality(machine, key, time, epochMinute, state, kwh, e);
    return e;
  }

  private static void produce(Machine machine, String key, long minute, Map<String, Double> e) {
    double ideal = machine.idealCycle().get(Machine.DEFAULT_PRODUCT).toMillis() / 1000.0;
    double speed = 0.86 + 0.1 * unit(key, minute / 30, 3);
    // whole items: what falls into this minute of a steady pace
    double pace = 60 / ideal * speed;
    double made = Math.floor(pace * (minute % 10_000 + 1)) - Math.floor(pace * (minute % 10_000));
    double scrap = 0;
    for (int item = 0; item < Math.min(made, 50); item++) {
      scrap += unit(key, minute * 64 + item, 5) < 0.024 ? Math.max(1, Math.floor(made / 50)) : 0;
    }
    e.put("produced", made);
    e.put("good", made - scrap);
    e.put("scrap", scrap);
    e.put("ideal_s", made * ideal);
    e.put("ideal_good_s", (made - scrap) * ideal);
    e.put("ideal_covered_s", made * ideal);
    e.put("ideal_good_covered_s", (made - scrap) * ideal);
  }

  private static void energyAndQuality(
      Machine machine,
      String key,
      LocalTime time,
      long minute,
      String state,
      double kwh,
      Map<String, Double> e) {
    double sun = Math.max(0, Math.sin((time.toSecondOfDay() / 3600.0 - 6) / 12 * Math.PI));
    boolean roof = key.endsWith("/mixer-1") || key.endsWith("/former-2");
    double pv = roof && sun > 0 ? Math.min(kwh, 30 * sun / 60) : 0;
    double grid = kwh - pv;
    e.put("active_kwh", kwh);
    e.put("pv_kwh", pv);
    e.put("grid_kwh", grid);
    e.put("reactive_kvarh", kwh * 0.42);
    e.put("cost_energy_hkd", grid * (time.getHour() >= 9 && time.getHour() < 21 ? 0.9 : 0.8));
    e.put("scope2_location_kg", grid * 0.34);
    e.put("scope2_market_kg", grid * 0.34);
    e.put("scope3_kg", e.get("scope1_kg") * 0.215);
    e.put("renewable_generated_kwh", pv);
    e.put("renewable_claimed_kwh", pv);
    e.put("water_m3", state.equals("running") && roof ? 0.05 : 0.0);
    double expected = 60.0 / machine.samplePeriod().toSeconds();
    double lost = state.equals("unknown") ? expected : unit(key, minute, 8) < 0.004 ? 1 : 0;
    e.put("expected", expected);
    e.put("valid", expected - Math.min(expected, lost));
    e.put("estimated", Math.min(expected, lost));
    e.put("messages", expected - Math.min(expected, lost));
    e.put("duplicates", unit(key, minute, 9) < 0.01 ? 1.0 : 0.0);
    e.put("late", unit(key, minute, 10) < 0.002 ? 1.0 : 0.0);
    e.put("dead_letters", unit(key, minute, 11) < 0.001 ? 1.0 : 0.0);
    e.put("sequence_gaps", lost > 0 ? 1.0 : 0.0);
  }

  private static String state(String key, String calendar, LocalTime time, long minute) {
    if (!isScheduled(calendar, time)) {
      return "off";
    }
    double planned = unit(key, minute / 41, 20);
    double longStop = unit(key, minute / 17, 21);
    double shortStop = unit(key, minute / 4, 22);
    if (planned < 0.015) {
      return "planned";
    }
    if (longStop < 0.065) {
      return "down";
    }
    if (unit(key, minute / 13, 24) < 0.008) {
      return "unknown";
    }
    return shortStop < 0.05 ? "idle" : shortStop < 0.08 ? "setup" : "running";
  }

  static boolean isScheduled(String calendar, Instant minute) {
    return isScheduled(calendar, minute.atZone(HongKongTime.ZONE).toLocalTime());
  }

  private static boolean isScheduled(String calendar, LocalTime time) {
    int hour = time.getHour();
    return switch (calendar) {
      case "always" -> true;
      case "food-three-shift" -> !(hour == 2 && time.getMinute() < 30);
      case "pharma-one-shift" -> hour >= 8 && hour < 20 && hour != 12;
      case "food-two-shift" -> hour >= 6 && hour < 22;
      default -> hour >= 7 && hour < 23;
    };
  }

  /** Between 0 and 1, always the same for the same arguments. */
  private static double unit(String key, long step, int salt) {
    long x = key.hashCode() * 0x9E3779B97F4A7C15L + step * 0xBF58476D1CE4E5B9L + salt * 0x94D049BBL;
    x = (x ^ (x >>> 30)) * 0xBF58476D1CE4E5B9L;
    x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
    return ((x ^ (x >>> 31)) >>> 11) * 0x1.0p-53;
  }

  private static double noise(String key, long step, int salt) {
    return unit(key, step, salt) * 2 - 1;
  }
}
