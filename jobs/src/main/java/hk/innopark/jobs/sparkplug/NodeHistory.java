package hk.innopark.jobs.sparkplug;

import hk.innopark.jobs.sparkplug.EdgeNodeState.Alias;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Metric;

/**
 * What became of an edge node, and what it said of itself last: the source of its {@link
 * EdgeNodeStatus}. All moments are of arrival.
 */
final class NodeHistory {
  /** Of a node's own metrics, the first so many by name; the others are not kept. */
  static final int MOST_METRICS = 64;

  private static final int LONGEST_TEXT = 128;
  private static final String CONTROL = "Node Control/";

  long sinceMillis = EdgeNodeState.NEVER;
  long bornMillis = EdgeNodeState.NEVER;
  long gapMillis = EdgeNodeState.NEVER;

  /** Messages that are missing, over all gaps. */
  long missing;

  /** By name; null for one that has no valid value. */
  final TreeMap<String, String> metrics = new TreeMap<>();

  /** By alias: the name. */
  final Map<Long, String> names = new HashMap<>();

  /** Whether something that is told has changed since it was told last. */
  boolean changed;

  long toldMillis = EdgeNodeState.NEVER;

  /** Whether it is to be told at once; only while a message is dealt with. */
  boolean urgent;

  void born(Payload birth, boolean again, long atMillis, Map<Long, Alias> aliases) {
    if (!again) {
      sinceMillis = atMillis;
    }
    bornMillis = atMillis;
    metrics.clear();
    names.clear();
    for (Metric metric : birth.getMetricsList()) {
      if (metric.hasAlias()) {
        aliases.put(
            metric.getAlias(),
            new Alias("", (byte) MetricSlot.UNKNOWN, (byte) metric.getDatatype()));
        if (isOwn(metric.getName())) {
          names.put(metric.getAlias(), metric.getName());
        }
      }
    }
    said(birth, aliases);
    tellAtOnce();
  }

  /** From now on nothing is known of it: its metrics are stale. */
  void died(long atMillis) {
    sinceMillis = atMillis;
    metrics.replaceAll((name, value) -> null);
    tellAtOnce();
  }

  void gap(int messages, long atMillis) {
    gapMillis = atMillis;
    missing += messages;
    tellAtOnce();
  }

  private void tellAtOnce() {
    changed = true;
    urgent = true;
  }

  /** Takes what the node says of itself, by name or alias. */
  void said(Payload payload, Map<Long, Alias> aliases) {
    for (Metric metric : payload.getMetricsList()) {
      String name = metric.hasName() ? metric.getName() : names.get(metric.getAlias());
      if (name != null
          && isOwn(name)
          && (metrics.containsKey(name) || metrics.size() < MOST_METRICS)) {
        Alias alias = aliases.get(metric.getAlias());
        int dataType =
            metric.hasDatatype() || alias == null ? metric.getDatatype() : alias.dataType();
        metrics.put(name, text(metric, dataType));
        changed = true;
      }
    }
  }

  /** The metrics as they are told. */
  Map<String, String> shown() {
    Map<String, String> shown = new HashMap<>();
    metrics.forEach((name, value) -> shown.put(name, value == null ? "" : value));
    return shown;
  }

  private static boolean isOwn(String name) {
    return !name.isEmpty()
        && name.length() <= LONGEST_TEXT
        && !name.equals(NodePayload.BIRTH_DEATH)
        && !name.startsWith(CONTROL);
  }

  private static String text(Metric metric, int dataType) {
    if (metric.getIsNull()) {
      return null;
    }
    String text =
        switch (metric.getValueCase()) {
          case BOOLEAN_VALUE -> Boolean.toString(metric.getBooleanValue());
          case STRING_VALUE -> metric.getStringValue();
          case INT_VALUE, LONG_VALUE ->
              MetricNumber.of(metric, dataType, metric.getName()).toPlainString();
          case FLOAT_VALUE -> Float.toString(metric.getFloatValue());
          case DOUBLE_VALUE -> Double.toString(metric.getDoubleValue());
          default -> null;
        };
    return text == null || text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
  }

  void set(NodeHistory other) {
    sinceMillis = other.sinceMillis;
    bornMillis = other.bornMillis;
    gapMillis = other.gapMillis;
    missing = other.missing;
    metrics.clear();
    metrics.putAll(other.metrics);
    names.clear();
    names.putAll(other.names);
    changed = other.changed;
    toldMillis = other.toldMillis;
  }
}
