package hk.innopark.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What every panel keeps to, since a real Grafana showed what comes of it otherwise. Each rule says
 * what is wrong with a panel, or null.
 */
final class PanelRules {
  /** Rules by what they want. */
  static final Map<String, Function<ShownPanel, String>> ALL = all();

  private static final Pattern SCALED = Pattern.compile("kwatth?|kvoltamp|bytes");
  private static final Pattern UNBOUNDED =
      Pattern.compile("\\{\\{task_name}}|\\$tag_line / \\$tag_machine|\\{\\{host}}");
  private static final Pattern RATE =
      Pattern.compile("(rate|increase|delta)\\([^\\[]*\\[(?!\\$__rate_interval|\\$__range|5m)");
  private static final int HEADER_PIXELS = 40;
  private static final int TITLE_PIXELS_MORE = 1;

  private PanelRules() {}

  private static Map<String, Function<ShownPanel, String>> all() {
    Map<String, Function<ShownPanel, String>> rules = new TreeMap<>();
    rules.put("01 states have the colours of their values", PanelRules::states);
    rules.put("02 what adds up is stacked, what is compared is a bar chart", PanelRules::stacked);
    rules.put("03 bars and areas begin at zero", PanelRules::fromZero);
    rules.put("04 all columns of a table fit, in a fixed order, with names", PanelRules::columns);
    rules.put("05 a gap in the data is a gap in the line", PanelRules::gaps);
    rules.put("06 rates are over $__rate_interval", PanelRules::rates);
    rules.put(
        "09 tiles do not depend on the period, and say why they are empty", PanelRules::tiles);
    rules.put("10 durations have a decimal, rankings no zeros", PanelRules::durations);
    rules.put("11 units that scale have two decimals, money all its digits", PanelRules::decimals);
    rules.put("12 units have no doubled blank", PanelRules::blanks);
    rules.put("13 a panel follows every choice, or says that it does not", PanelRules::choices);
    rules.put("14 figures of days look back 31 days", PanelRules::days);
    rules.put("15 shares have their range, many series a legend with room", PanelRules::legends);
    rules.put("16 the worst first; no line for each tenant; emissions are all", PanelRules::worst);
    rules.put("17 nothing is a dash, titles are whole, limits are coloured", PanelRules::words);
    return rules;
  }

  private static String states(ShownPanel panel) {
    if (!panel.is("state-timeline")) {
      return null;
    }
    JsonNode defaults = panel.node().at("/fieldConfig/defaults");
    if (!panel.text("/fieldConfig/defaults/color/mode").equals("fixed")
        || defaults.has("thresholds")
        || defaults.has("noValue")) {
      return "has thresholds, a word for no value, or no fixed colour";
    }
    for (JsonNode result : defaults.at("/mappings/0/options")) {
      if (!result.has("color") || !result.has("text")) {
        return "maps a value to no colour: " + result;
      }
    }
    return defaults.at("/mappings/0/options").size() == State.values().length
        ? null
        : "does not map every state";
  }

  private static String stacked(ShownPanel panel) {
    if (!panel.isDrawnAs("bars")) {
      return null;
    }
    boolean isStacked = panel.text("/fieldConfig/defaults/custom/stacking/mode").equals("normal");
    return isStacked ? null : "bars over one another";
  }

  private static String fromZero(ShownPanel panel) {
    JsonNode custom = panel.node().at("/fieldConfig/defaults/custom");
    boolean isFilled =
        panel.is("barchart") || (panel.is("timeseries") && custom.get("fillOpacity").asInt() > 0);
    return !isFilled || (custom.has("axisSoftMin") && custom.get("axisSoftMin").asInt() == 0)
        ? null
        : "may begin above zero";
  }

  private static String columns(ShownPanel panel) {
    if (!panel.is("table")) {
      return null;
    }
    JsonNode order =
        panel.transformation("organize").map(one -> one.at("/options/indexByName")).orElse(null);
    if (order == null || order.isEmpty()) {
      return "has no order of columns";
    }
    List<String> names = new ArrayList<>();
    order.fieldNames().forEachRemaining(names::add);
    int fixed = 0;
    int flexible = 0;
    int widest = 0;
    for (String name : names) {
      int width = panel.override(name, "custom.width").map(JsonNode::asInt).orElse(0);
      fixed += width;
      if (width == 0) {
        flexible++;
        int least = panel.override(name, "custom.minWidth").map(JsonNode::asInt).orElse(150);
        widest = Math.max(widest, least);
      }
    }
    // as Grafana shares it out: what is left equally among those without a width of their own
    int left = Columns.panelPixels(panel.width()) - fixed;
    if (left < 0 || (flexible > 0 && left / flexible < widest)) {
      return "needs more than its %d pixels: %d fixed, %d columns of up to %d"
          .formatted(Columns.panelPixels(panel.width()), fixed, flexible, widest);
    }
    for (String tag : List.of("line", "machine", "tenant", "estate")) {
      boolean isNamed = panel.override(tag, "mappings").isPresent() || !panel.isRegistered();
      if (names.contains(tag) && !isNamed) {
        return "shows ids of column " + tag;
      }
    }
    return panel.width() == 24 ? null : "is not as wide as the page";
  }

  private static String gaps(ShownPanel panel) {
    if (!panel.isDrawnAs("line")) {
      return null;
    }
    if (panel.node().at("/fieldConfig/defaults/custom/spanNulls").asBoolean(true)) {
      return "bridges gaps";
    }
    return panel
            .targets()
            .filter(target -> target.has("query"))
            .allMatch(target -> target.get("query").asText().endsWith("fill(null)"))
        ? null
        : "has no nulls where rows are missing";
  }

  private static String rates(ShownPanel panel) {
    return panel
            .targets()
            .map(target -> target.path("expr").asText())
            .anyMatch(
                expression -> expression.contains("$__interval") || RATE.matcher(expression).find())
        ? "takes a rate over another time"
        : null;
  }

  private static String tiles(ShownPanel panel) {
    boolean saysNothing = panel.text("/fieldConfig/defaults/noValue").length() < 4;
    if (panel.is("stat")
        && panel
            .targets()
            .anyMatch(
                target ->
                    target.path("query").asText().contains("grain}")
                        || target.path("query").asText().contains("'$grain'"))) {
      return "depends on the period";
    }
    boolean mustSpeak =
        !Set.of("state-timeline", "text", "alertlist").contains(panel.text("/type"));
    return mustSpeak && saysNothing ? "does not say why it is empty" : null;
  }

  private static String durations(ShownPanel panel) {
    if (panel.units().anyMatch(unit -> unit.startsWith("dtduration"))) {
      return "rounds durations";
    }
    boolean isOfSeconds = panel.text("/fieldConfig/defaults/unit").equals("s");
    if (isOfSeconds && panel.node().at("/fieldConfig/defaults/decimals").asInt() < 1) {
      return "has equal marks on an axis of hours";
    }
    boolean isRanking = panel.is("barchart") && panel.transformation("reduce").isPresent();
    return isRanking && panel.transformation("filterByValue").isEmpty() ? "shows zeros" : null;
  }

  private static String decimals(ShownPanel panel) {
    if (panel
        .units()
        .anyMatch(unit -> unit.matches("currency:(?!financial:).*|.*kg CO₂e|mass.*"))) {
      return "cuts digits of money, or does not go over to tonnes";
    }
    boolean scales = SCALED.matcher(panel.text("/fieldConfig/defaults/unit")).matches();
    return scales && panel.node().at("/fieldConfig/defaults/decimals").asInt() < 2
        ? "has equal marks on an axis that scales"
        : null;
  }

  private static String blanks(ShownPanel panel) {
    return panel.units().anyMatch(unit -> unit.matches("(suffix|prefix): .*"))
        ? "doubles a blank"
        : null;
  }

  private static String choices(ShownPanel panel) {
    if (panel.dashboard().audience() != Audience.TENANT) {
      return null;
    }
    Texts texts = Texts.of(panel.dashboard().language());
    boolean isSaid =
        panel.text("/description").contains(texts.get("note.lines"))
            || panel.text("/description").contains(texts.get("note.tenant"))
            || panel.title().matches(".*(≤|≥).*");
    boolean follows =
        panel.targets().allMatch(target -> target.get("query").asText().contains("$machine"));
    return follows || isSaid ? null : "does not follow the choice of machines";
  }

  private static String days(ShownPanel panel) {
    boolean isOfDays =
        panel
            .targets()
            .anyMatch(target -> target.path("query").asText().contains("\"grain\" = 'day'"));
    return isOfDays && !panel.text("/timeFrom").equals("31d") ? "shows a day or two" : null;
  }

  private static String legends(ShownPanel panel) {
    boolean isUnbounded =
        panel
            .targets()
            .anyMatch(
                target ->
                    UNBOUNDED.matcher(target.path("legendFormat").asText()).matches()
                        || UNBOUNDED.matcher(target.path("alias").asText()).matches());
    boolean isRight = panel.text("/options/legend/placement").equals("right");
    if (panel.is("timeseries") && isUnbounded != isRight) {
      return "has many series without, or few with, a legend at the side";
    }
    if (isRight && panel.width() < 16) {
      return "has no room for a legend at the side";
    }
    boolean isOfBusyTime =
        panel
            .targets()
            .anyMatch(target -> target.path("expr").asText().contains("TimeMsPerSecond"));
    JsonNode defaults = panel.node().at("/fieldConfig/defaults");
    return panel.is("timeseries")
            && isOfBusyTime
            && !(defaults.path("min").asInt(-1) == 0 && defaults.path("max").asInt(-1) == 1)
        ? "has no range for shares"
        : null;
  }

  private static String worst(ShownPanel panel) {
    if (panel.is("table")
        && panel.dashboard().audience() != Audience.OPERATIONS
        && panel.node().at("/options/sortBy").isEmpty()) {
      return "is not sorted";
    }
    if (panel.is("timeseries")
        && panel.targets().anyMatch(target -> target.path("alias").asText().contains("tenant"))) {
      return "has a line for each tenant";
    }
    String emissions = Texts.of(panel.dashboard().language()).get("figure.emissions");
    return panel.title().startsWith(emissions)
            && panel
                .targets()
                .anyMatch(target -> !target.path("query").asText().contains("scope1_kg"))
        ? "calls a scope the emissions"
        : null;
  }

  private static String words(ShownPanel panel) {
    if (panel.text("/fieldConfig/defaults/noValue").equals("–")) {
      return "says a dash";
    }
    int room = Columns.panelPixels(panel.width()) - HEADER_PIXELS;
    int needed = Columns.textPixels(panel.title()) + TITLE_PIXELS_MORE * panel.title().length();
    if (needed > room) {
      return "has a title of %d pixels in %d".formatted(needed, room);
    }
    boolean isOeeTile = panel.is("stat") && panel.title().equals("OEE") && panel.isRegistered();
    return isOeeTile && panel.node().at("/fieldConfig/defaults/thresholds/steps").size() != 3
        ? "has no limits from the registry"
        : null;
  }
}
