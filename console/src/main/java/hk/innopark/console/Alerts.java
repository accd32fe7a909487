package hk.innopark.console;

import hk.innopark.console.figures.AlertRow;
import hk.innopark.console.figures.FigureStore;
import hk.innopark.console.figures.Place;
import hk.innopark.events.Alert;
import hk.innopark.events.AlertKind;
import hk.innopark.events.text.Texts;
import hk.innopark.registry.model.Line;
import hk.innopark.registry.model.Tenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads alerts for the pages: by the data's time, so a page follows a replay of history. */
final class Alerts {
  private static final Duration SHOWN = Duration.ofHours(24);

  /**
   * An alert on a page; times are epoch milliseconds.
   *
   * @param clearedAt null while it is active
   */
  record Shown(
      String kind,
      String severity,
      String text,
      String line,
      String machine,
      long since,
      Long clearedAt) {}

  /**
   * How many alerts of a tenant are active.
   *
   * @param worst the severest of them; null where there is none
   */
  record Count(int active, String worst) {
    static final Count NONE = new Count(0, null);

    private static Count of(List<AlertKind> active) {
      return active.stream()
          .map(AlertKind::severity)
          .max(Comparator.naturalOrder())
          .map(worst -> new Count(active.size(), worst.wireName()))
          .orElse(NONE);
    }
  }

  private final FigureStore store;

  Alerts(FigureStore store) {
    this.store = store;
  }

  /** The active ones first, then those cleared within 24 hours; empty where nothing is known. */
  List<Shown> of(Tenant tenant, Place place, Moment moment, Texts texts) {
    if (moment.isEmpty()) {
      return List.of();
    }
    List<Shown> shown = new ArrayList<>();
    for (AlertRow row : store.alerts(moment.origin().name(), place, moment.asOf().minus(SHOWN))) {
      shown.add(shown(row, tenant, moment, texts));
    }
    return shown;
  }

  /** How many are active, by tenant. */
  Map<String, Count> counts(Moment moment) {
    Map<String, List<AlertKind>> active = new TreeMap<>();
    if (!moment.isEmpty()) {
      for (AlertRow row : store.alerts(moment.origin().name(), Place.ANY, moment.asOf())) {
        if (row.isActive()) {
          active.computeIfAbsent(row.place().tenant(), tenant -> new ArrayList<>()).add(row.kind());
        }
      }
    }
    Map<String, Count> counts = new TreeMap<>();
    active.forEach((tenant, kinds) -> counts.put(tenant, Count.of(kinds)));
    return counts;
  }

  /** What lasts goes on lasting after it was raised. */
  private static double valueNow(AlertRow row, Moment moment) {
    double seconds = Duration.between(row.since(), moment.asOf()).toMillis() / 1e3;
    if (!row.isActive()) {
      return row.value();
    }
    return switch (row.kind()) {
      case LINE_STOPPED, SENSOR_STUCK -> seconds / 60;
      case SENSOR_SILENT -> seconds;
      case OEE_LOW, IDLE_OUT_OF_HOURS, DEMAND_PEAK -> row.value();
    };
  }

  /** The sentence says lines and machines as the registry names them. */
  private static Shown shown(AlertRow row, Tenant tenant, Moment moment, Texts texts) {
    Place place = row.place();
    Line line = place.line() == null ? null : tenant.line(place.line()).orElse(null);
    String lineName = line == null ? place.line() : line.name();
    String machineName =
        line == null || place.machine() == null
            ? place.machine()
            : line.machines().stream()
                .filter(machine -> machine.id().machine().equals(place.machine()))
                .map(machine -> machine.name())
                .findFirst()
                .orElse(place.machine());
    Long clearedAt = row.isActive() ? null : row.clearedAt().toEpochMilli();
    Alert alert =
        new Alert(
            row.kind(),
            place.estate(),
            place.tenant(),
            lineName,
            machineName,
            row.signal(),
            moment.origin().name(),
            row.since().toEpochMilli(),
            row.raisedAt().toEpochMilli(),
            clearedAt,
            valueNow(row, moment),
            row.threshold());
    return new Shown(
        row.kind().wireName(),
        row.kind().severity().wireName(),
        alert.text(texts),
        lineName,
        machineName,
        row.since().toEpochMilli(),
        clearedAt);
  }
}
