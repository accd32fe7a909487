package hk.innopark.dashboards;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What Grafana puts into a query before it sends it: the range, the step, and the reader's choices,
 * one as it is, several as a group of a regular expression.
 */
final class Interpolation {
  private static final Pattern SPECIAL = Pattern.compile("[\\\\^$*+?.()|\\[\\]{}/]");

  /** The length of a period of each grain that can be chosen: the text of the choice. */
  static final Map<String, String> STEPS =
      Map.of("minute", "1m", "half_hour", "30m", "hour", "1h", "day", "1d");

  private final long fromMillis;
  private final long toMillis;
  private final Map<String, List<String>> choices;

  /**
   * @param choices by variable; {@code .*} stands for all
   */
  Interpolation(long fromMillis, long toMillis, Map<String, List<String>> choices) {
    this.fromMillis = fromMillis;
    this.toMillis = toMillis;
    this.choices = choices;
  }

  String influxql(String query) {
    String text =
        query
            .replace("$timeFilter", "time >= " + fromMillis + "ms and time <= " + toMillis + "ms")
            .replace("$__interval", "1m")
            .replace("${__from}", Long.toString(fromMillis))
            .replace("${__to}", Long.toString(toMillis));
    if (choices.containsKey("grain")) {
      text = text.replace("${grain:text}", STEPS.get(choices.get("grain").get(0)));
    }
    for (Map.Entry<String, List<String>> choice : choices.entrySet()) {
      text = text.replace("$" + choice.getKey(), value(choice.getValue()));
    }
    if (text.contains("$") && !text.matches("(?s)[^$]*(\\$/[^$]*)*")) {
      throw new IllegalArgumentException("nothing is known of a variable in: " + text);
    }
    return text;
  }

  private static String value(List<String> values) {
    if (values.size() == 1) {
      return values.get(0);
    }
    return values.stream()
        .map(value -> SPECIAL.matcher(value).replaceAll("\\\\$0"))
        .collect(Collectors.joining("|", "(", ")"));
  }
}
