package hk.innopark.operations.watch;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Values by metric and labels, in the text form of Prometheus. */
public final class Measurements {
  /** More label sets of one metric than anybody registers; what comes beyond is not kept. */
  private static final int MOST = 5_000;

  private final Map<String, Map<String, Double>> values = new TreeMap<>();

  /**
   * @param labels names and values in turns
   */
  public void put(String metric, double value, String... labels) {
    Map<String, Double> series = values.computeIfAbsent(metric, name -> new TreeMap<>());
    String key = text(labels);
    if (series.size() < MOST || series.containsKey(key)) {
      series.put(key, value);
    }
  }

  void putAll(Measurements others) {
    others.values.forEach(
        (metric, series) -> values.computeIfAbsent(metric, name -> new TreeMap<>()).putAll(series));
  }

  private static String text(String... labels) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < labels.length; i += 2) {
      text.append(i == 0 ? "" : ",").append(labels[i]).append("=\"");
      text.append(labels[i + 1].replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
      text.append('"');
    }
    return text.toString();
  }

  /** What Prometheus reads. */
  String exposition() {
    StringBuilder page = new StringBuilder();
    values.forEach(
        (metric, series) -> {
          String type = metric.endsWith("_total") ? "counter" : "gauge";
          page.append("# TYPE ").append(metric).append(' ').append(type).append('\n');
          series.forEach(
              (labels, value) -> {
                page.append(metric);
                if (!labels.isEmpty()) {
                  page.append('{').append(labels).append('}');
                }
                page.append(' ').append(number(value)).append('\n');
              });
        });
    return page.toString();
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%s", value);
  }
}
