package hk.innopark.jobs.sink.influx;

import hk.innopark.jobs.sparkplug.EdgeNodeStatus;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;

/**
 * Writes what is known of an edge node as lines: one of measurement {@code edge_nodes}, and one of
 * {@code edge_node_metrics} for each metric of its own, named by tag {@code metric}. Every field is
 * a float but {@code text}, which a metric has that is no number; {@code valid} is 0 while a metric
 * has no value, and then it has no other field.
 */
final class EdgeNodeLineEncoder {
  private EdgeNodeLineEncoder() {}

  static void status(EdgeNodeStatus node, LineBatch batch) {
    batch.putAscii("edge_nodes");
    LineTags.put("edge_node", node.edgeNode(), batch);
    LineTags.put("estate", node.estate(), batch);
    LineTags.put("line", node.line(), batch);
    LineTags.put("tenant", node.tenant(), batch);
    batch.putAscii(node.online() ? " online=1" : " online=0");
    moment("since_ms", node.sinceMillis(), batch);
    moment("born_ms", node.bornMillis(), batch);
    moment("gap_ms", node.gapMillis(), batch);
    batch.putAscii(",missing=" + node.missing());
    batch.putAscii(" " + node.atMillis());
    batch.endLine();
  }

  static void metrics(EdgeNodeStatus node, LineBatch batch) {
    new TreeMap<>(node.metrics()).forEach((name, text) -> metric(node, name, text, batch));
  }

  private static void metric(EdgeNodeStatus node, String name, String text, LineBatch batch) {
    batch.putAscii("edge_node_metrics");
    LineTags.put("edge_node", node.edgeNode(), batch);
    LineTags.put("estate", node.estate(), batch);
    LineTags.put("line", node.line(), batch);
    LineTags.put("metric", name, batch);
    LineTags.put("tenant", node.tenant(), batch);
    batch.putAscii(text.isEmpty() ? " valid=0" : " valid=1");
    if (!text.isEmpty()) {
      value(text, batch);
    }
    batch.putAscii(" " + node.atMillis());
    batch.endLine();
  }

  private static void value(String text, LineBatch batch) {
    double number = number(text);
    if (Double.isFinite(number)) {
      batch.putAscii(",value=" + number);
    } else {
      String onOneLine = text.replaceAll("\\p{Cntrl}", " ");
      String quoted = onOneLine.replace("\\", "\\\\").replace("\"", "\\\"");
      batch.put((",text=\"" + quoted + '"').getBytes(StandardCharsets.UTF_8));
    }
  }

  private static double number(String text) {
    if (text.equals("true") || text.equals("false")) {
      return text.equals("true") ? 1 : 0;
    }
    try {
      return text.matches("[-+0-9.eE]+") ? Double.parseDouble(text) : Double.NaN;
    } catch (NumberFormatException noNumber) {
      return Double.NaN;
    }
  }

  private static void moment(String name, long millis, LineBatch batch) {
    if (millis != EdgeNodeStatus.NEVER) {
      batch.putAscii("," + name + "=" + millis);
    }
  }
}
