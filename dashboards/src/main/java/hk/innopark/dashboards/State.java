package hk.innopark.dashboards;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a machine can be doing for the greater part of a minute; one colour each, everywhere. */
enum State {
  RUNNING("production_s", Palette.GREEN),
  SETUP("setup_s", Palette.BLUE),
  IDLE("idle_s", Palette.YELLOW),
  DELAYED("delay_s", Palette.RED),
  PLANNED_DOWN("planned_down_s", Palette.LIGHT_BLUE),
  UNKNOWN("unknown_s", Palette.GREY),
  OUTSIDE_PLAN("outside_plan_s", Palette.LIGHT_GREEN);

  private final String field;
  final String color;

  State(String field, String color) {
    this.field = field;
    this.color = color;
  }

  String key() {
    return "state." + name().toLowerCase(Locale.ROOT);
  }

  /** Seconds in each state, as columns that are named after the states. */
  static String columns() {
    return Arrays.stream(values())
        .map(state -> "sum(\"%s\") AS \"%s\"".formatted(state.field, state.name()))
        .collect(Collectors.joining(", "));
  }

  /** Each machine minute's state as a code: the one that filled at least half of the minute. */
  static String minutes(String timeFilter) {
    return Arrays.stream(values())
        .map(
            state ->
                "(SELECT \"%s\" * 0 + %d AS \"state\" FROM \"throughput\" WHERE %s AND \"%s\" >= 30 AND %s)"
                    .formatted(
                        state.field,
                        state.ordinal() + 1,
                        Rows.MACHINE_MINUTES.where(),
                        state.field,
                        timeFilter))
        .collect(Collectors.joining(", "));
  }

  /** Grafana's names and colours of the codes. */
  static ObjectNode mapping(Texts texts) {
    Map<String, ObjectNode> codes = new LinkedHashMap<>();
    for (State state : values()) {
      codes.put(
          Integer.toString(state.ordinal() + 1),
          Json.of("text", texts.get(state.key()), "color", state.color, "index", state.ordinal()));
    }
    return Json.mapping(codes);
  }
}
