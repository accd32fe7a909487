package hk.innopark.jobs.sparkplug;

import hk.innopark.events.RejectReason;
import hk.innopark.events.RejectedException;
import hk.innopark.events.StampWindow;
import hk.innopark.jobs.sparkplug.EdgeNodeState.Alias;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.tahu.protobuf.SparkplugBProto.DataType;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Metric;

/** Reads the metrics of a device's message into what it says of each moment. */
final class MetricReader {
  /**
   * What a message says.
   *
   * @param updates in order of time, history first
   * @param unknownMetrics how many mean nothing here
   */
  record Content(List<DeviceUpdate> updates, int unknownMetrics) {}

  private final StampWindow stamps;

  MetricReader(StampWindow stamps) {
    this.stamps = stamps;
  }

  /**
   * The metrics of a birth, all of which it states as of its own moment. The aliases are entered.
   *
   * @throws RejectedException where a metric has no type, an alias is not unique, or a value is
   *     none that the signal can have
   */
  Content birth(
      Payload payload,
      String machine,
      DeviceSession device,
      Map<Long, Alias> aliases,
      long receivedAtMillis) {
    DeviceUpdate update =
        new DeviceUpdate(payload.hasTimestamp() ? payload.getTimestamp() : receivedAtMillis, false);
    stamps.check(update.timestampMillis, receivedAtMillis);
    int unknown = 0;
    for (Metric metric : payload.getMetricsList()) {
      int slot = named(metric);
      int dataType = metric.getDatatype();
      if (metric.hasAlias()) {
        Alias before =
            aliases.putIfAbsent(
                metric.getAlias(), new Alias(machine, (byte) slot, (byte) dataType));
        if (before != null) {
          throw new RejectedException(
              RejectReason.SPB_PAYLOAD, "alias " + metric.getAlias() + " is used twice");
        }
      }
      if (slot == MetricSlot.UNKNOWN) {
        unknown++;
        continue;
      }
      if (dataType == DataType.Unknown_VALUE) {
        throw new RejectedException(
            RejectReason.SPB_PAYLOAD, MetricSlot.name(slot) + " has no data type in its birth");
      }
      device.dataTypes[slot] = (byte) dataType;
      update.put(slot, dataType, metric);
    }
    return new Content(List.of(update), unknown);
  }

  /**
   * Checks a stamp of the message itself.
   *
   * @throws RejectedException {@code TIME_UNIT}, {@code FUTURE} or {@code TOO_OLD}
   */
  void check(long timestampMillis, long receivedAtMillis) {
    stamps.check(timestampMillis, receivedAtMillis);
  }

  /** The aliases of the node's own metrics. */
  void nodeBirth(Payload payload, Map<Long, Alias> aliases) {
    for (Metric metric : payload.getMetricsList()) {
      if (metric.hasAlias()) {
        aliases.put(metric.getAlias(), new Alias("", (byte) MetricSlot.UNKNOWN, (byte) 0));
      }
    }
  }

  /**
   * The metrics of data.
   *
   * @param machine whose aliases they are; empty for the node itself
   * @throws RejectedException where an alias is unknown, a value is none that the signal can have,
   *     or a stamp is wrong
   */
  Content data(
      Payload payload,
      String machine,
      DeviceSession device,
      Map<Long, Alias> aliases,
      long receivedAtMillis) {
    Map<Long, DeviceUpdate> live = new TreeMap<>();
    Map<Long, DeviceUpdate> history = new TreeMap<>();
    int unknown = 0;
    for (Metric metric : payload.getMetricsList()) {
      Alias alias = alias(metric, machine, device, aliases);
      if (alias.slot() == MetricSlot.UNKNOWN) {
        unknown++;
        continue;
      }
      long stamp = stamp(metric, payload);
      stamps.check(stamp, receivedAtMillis);
      boolean historical = metric.getIsHistorical();
      (historical ? history : live)
          .computeIfAbsent(stamp, at -> new DeviceUpdate(at, historical))
          .put(alias.slot(), alias.dataType(), metric);
    }
    List<DeviceUpdate> updates = new ArrayList<>(history.values());
    updates.addAll(live.values());
    return new Content(updates, unknown);
  }

  private static Alias alias(
      Metric metric, String machine, DeviceSession device, Map<Long, Alias> aliases) {
    if (metric.hasAlias()) {
      Alias alias = aliases.get(metric.getAlias());
      if (alias == null || !alias.device().equals(machine)) {
        throw new RejectedException(
            RejectReason.SPB_UNKNOWN_ALIAS, "no birth named alias " + metric.getAlias());
      }
      return alias;
    }
    int slot = named(metric);
    int dataType =
        metric.hasDatatype() || slot == MetricSlot.UNKNOWN || device == null
            ? metric.getDatatype()
            : device.dataTypes[slot];
    return new Alias(machine, (byte) slot, (byte) dataType);
  }

  private static int named(Metric metric) {
    if (!metric.hasName()) {
      throw new RejectedException(RejectReason.SPB_PAYLOAD, "a metric has no name");
    }
    return MetricSlot.of(metric.getName());
  }

  private static long stamp(Metric metric, Payload payload) {
    if (metric.hasTimestamp()) {
      return metric.getTimestamp();
    }
    if (payload.hasTimestamp()) {
      return payload.getTimestamp();
    }
    throw new RejectedException(RejectReason.SPB_PAYLOAD, "a metric has no timestamp");
  }
}
