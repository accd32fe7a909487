package hk.innopark.simulators.scenario;

import hk.innopark.events.MachineState;
import hk.innopark.events.Signal;
import hk.innopark.simulators.plant.PlantLine;
import hk.innopark.simulators.plant.PlantMachine;
import hk.innopark.simulators.plant.Plants;
import hk.innopark.simulators.plant.WorkCalendar;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The registry file that fits simulated plants, with sample tariffs and factors. */
final class RegistryText {
  private static final String REFERENCE = "sample-rates.yaml";

  /** A machine's rated power over what it draws at most: registers and their samples are coarse. */
  private static final double HEADROOM = 1.25;

  private final StringBuilder yaml = new StringBuilder();

  private RegistryText() {}

  static String of(Plants plants) {
    RegistryText text = new RegistryText();
    text.tenants(plants);
    text.calendars(plants);
    text.yaml.append(reference());
    return text.yaml.toString();
  }

  private void tenants(Plants plants) {
    Map<String, List<PlantLine>> tenants =
        plants.lines().stream()
            .collect(
                Collectors.groupingBy(PlantLine::tenant, LinkedHashMap::new, Collectors.toList()));
    line(0, "tenants:");
    tenants.forEach(
        (tenant, lines) -> {
          line(1, "- id: \"" + tenant + '"');
          line(2, "name: \"" + tenant + '"');
          line(2, "estate: " + lines.get(0).estate());
          line(2, "lines:");
          lines.forEach(this::plantLine);
        });
  }

  private void plantLine(PlantLine plantLine) {
    line(3, "- id: \"" + plantLine.id() + '"');
    line(4, "name: \"" + plantLine.id() + '"');
    line(4, "calendar: \"" + plantLine.calendar().id() + '"');
    line(4, "machines:");
    plantLine.machines().forEach(this::machine);
  }

  private void machine(PlantMachine machine) {
    line(5, "- id: \"" + machine.id().machine() + '"');
    line(6, "sample_period: " + machine.samplePeriod());
    line(6, "stale_after: " + machine.staleAfter());
    long rated = (long) Math.ceil(machine.watts().get(MachineState.RUNNING) * HEADROOM / 1000);
    line(6, "rated_kw: " + Math.max(1, rated));
    line(6, "ideal_cycle: {default: " + machine.idealCycle() + "}");
    line(6, "meters:");
    meter(machine, Signal.ACTIVE_ENERGY_KWH, "source: grid, utility: clp, ");
    meter(machine, Signal.REACTIVE_ENERGY_KVARH, "source: grid, utility: clp, ");
    if (machine.pvWatts() > 0) {
      meter(machine, Signal.PV_ENERGY_KWH, "source: pv, ");
    }
    for (Signal signal : new TreeMap<>(machine.flows()).keySet()) {
      String utility = signal == Signal.TOWNGAS_MJ ? "utility: towngas, " : "";
      meter(machine, signal, "source: other, " + utility);
    }
  }

  private void meter(PlantMachine machine, Signal signal, String source) {
    line(
        7,
        "- {signal: "
            + signal.wireName()
            + ", "
            + source
            + "modulus: "
            + BigDecimal.valueOf(machine.moduli().get(signal)).toPlainString()
            + ", multiplier: 1}");
  }

  private void calendars(Plants plants) {
    Map<String, WorkCalendar> calendars = new LinkedHashMap<>();
    plants.lines().forEach(one -> calendars.put(one.calendar().id(), one.calendar()));
    line(0, "calendars:");
    for (WorkCalendar calendar : calendars.values()) {
      line(1, "- id: \"" + calendar.id() + '"');
      line(2, "zone: " + zone(calendar));
      if (!calendar.holidays().isEmpty()) {
        line(2, "holidays: " + calendar.holidays().stream().sorted().toList());
      }
      line(2, "shifts:");
      calendar.shifts().forEach(this::shift);
    }
  }

  /** Hong Kong by its name, and other zones by their offset. */
  private static String zone(WorkCalendar calendar) {
    return calendar.offset().getTotalSeconds() == 8 * 3600
        ? "Asia/Hong_Kong"
        : '"' + calendar.offset().getId() + '"';
  }

  private void shift(WorkCalendar.Shift shift) {
    String days =
        shift.days().stream()
            .sorted()
            .map(RegistryText::shortName)
            .collect(Collectors.joining(", ", "[", "]"));
    String breaks =
        shift.breaks().stream()
            .map(
                pause ->
                    "{start: "
                        + time(pause.startMinute())
                        + ", end: "
                        + time(pause.endMinute())
                        + "}")
            .collect(Collectors.joining(", ", "[", "]"));
    line(
        3,
        "- {id: \"%s\", days: %s, start: %s, end: %s, breaks: %s}"
            .formatted(shift.id(), days, time(shift.startMinute()), endTime(shift), breaks));
  }

  private static String shortName(DayOfWeek day) {
    return day.name().substring(0, 3);
  }

  private static String endTime(WorkCalendar.Shift shift) {
    return shift.endMinute() % 1440 == 0 ? "\"24:00\"" : time(shift.endMinute());
  }

  private static String time(int minute) {
    return String.format(Locale.ROOT, "\"%02d:%02d\"", minute / 60 % 24, minute % 60);
  }

  private void line(int depth, String text) {
    yaml.append("  ".repeat(depth)).append(text).append('\n');
  }

  private static String reference() {
    try (InputStream text = RegistryText.class.getResourceAsStream("/" + REFERENCE)) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
