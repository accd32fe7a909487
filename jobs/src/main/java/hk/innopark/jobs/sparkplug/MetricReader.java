package hk.innopark.jobs.sparkplug;

import hk.innopark.events.RejectReason;
import hk.innopark.events.RejectedException;
import hk.innopark.events.StampWindow;
import hk.innopark.jobs.sparkplug.EdgeNodeState.Alias;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.eclipse.tahu.protobuf.SparkplugBProto.DataType;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Metric;

/**
 * Reads the metrics of a device's message into what it says of each moment. A metric that is wrong
 * costs that metric.
 */
final class MetricReader {
  /**
   * What a message says.
   *
   * @param updates in order of time, history first
   * @param unknownMetrics how many mean nothing here, or cannot be told
   * @param unreadable why the first metric that could not be placed was not; empty where all were
   * @param missingAlias the first alias that no birth named; empty where there is none
   */
  record Content(
      List<DeviceUpdate> updates,
      int unknownMetrics,
      Optional<RejectedException> unreadable,
      OptionalLong missingAlias) {}

  private final StampWindow stamps;

  MetricReader(StampWindow stamps) {
    this.stamps = stamps;
  }

  /**
   * The metrics of a birth, all of which it states as of its own moment. The aliases are entered. A
   * birth at an impossible moment still names its metrics, but says nothing of any moment.
   *
   * @throws RejectedException where the origin is none, so that nobody knows whose data it is
   */
  Content birth(
      Payload payload,
      MetricNames names,
      DeviceSession device,
      Map<Long, Alias> aliases,
      long receivedAtMillis) {
    DeviceUpdate update =
        new DeviceUpdate(payload.hasTimestamp() ? payload.getTimestamp() : receivedAtMillis, false);
    int unknown = 0;
    for (Metric metric : payload.getMetricsList()) {
      int slot = metric.hasName() ? names.slot(metric.getName()) : MetricSlot.UNKNOWN;
      int dataType = metric.getDatatype();
      if (metric.hasAlias()) {
        enter(aliases, metric.getAlias(), new Alias(names.device(), (byte) slot, (byte) dataType));
      }
      if (slot == MetricSlot.UNKNOWN) {
        unknown++;
        continue;
      }
      device.dataTypes[slot] = (byte) dataType;
      if (dataType == DataType.Unknown_VALUE) {
        update.passOver(slot);
      } else {
        update.put(slot, dataType, metric, names.value(slot));
      }
    }
    if (update.passesOver(MetricSlot.ORIGIN)) {
      throw new RejectedException(RejectReason.BAD_ID, "origin is not sim:{run}");
    }
    try {
      stamps.check(update.timestampMillis, receivedAtMillis);
    } catch (RejectedException wrong) {
      return new Content(List.of(), unknown, Optional.of(wrong), OptionalLong.empty());
    }
    return new Content(List.of(update), unknown, Optional.empty(), OptionalLong.empty());
  }

  /**
   * An alias that is used twice by one device names neither metric; one that another device has
   * stays that device's.
   */
  private static void enter(Map<Long, Alias> aliases, long number, Alias alias) {
    Alias before = aliases.putIfAbsent(number, alias);
    if (before != null && before.device().equals(alias.device())) {
      aliases.put(number, new Alias(alias.device(), (byte) MetricSlot.UNKNOWN, (byte) 0));
    }
  }

  /** A stamp of the message itself, or the time of receipt where that cannot be right. */
  long stampOr(Payload payload, long receivedAtMillis) {
    if (!payload.hasTimestamp()) {
      return receivedAtMillis;
    }
    try {
      stamps.check(payload.getTimestamp(), receivedAtMillis);
      return payload.getTimestamp();
    } catch (RejectedException wrong) {
      return receivedAtMillis;
    }
  }

  /**
   * The metrics of data.
   *
   * @param names of the device whose aliases they are
   * @param asHistory whether the message came so late that it moves no live value
   */
  Content data(
      Payload payload,
      MetricNames names,
      DeviceSession device,
      Map<Long, Alias> aliases,
      long receivedAtMillis,
      boolean asHistory) {
    Map<Long, DeviceUpdate> live = new TreeMap<>();
    Map<Long, DeviceUpdate> history = new TreeMap<>();
    RejectedException unreadable = null;
    OptionalLong missing = OptionalLong.empty();
    int unknown = 0;
    for (Metric metric : payload.getMetricsList()) {
      try {
        Optional<Alias> found = alias(metric, names, device, aliases);
        if (found.isEmpty()) {
          missing = missing.isPresent() ? missing : OptionalLong.of(metric.getAlias());
          throw new RejectedException(
              RejectReason.SPB_UNKNOWN_ALIAS, "no birth named alias " + metric.getAlias());
        }
        Alias alias = found.get();
        if (alias.slot() == MetricSlot.UNKNOWN) {
          unknown++;
          continue;
        }
        long stamp = stamp(metric, payload);
        stamps.check(stamp, receivedAtMillis);
        boolean historical = asHistory || metric.getIsHistorical();
        (historical ? history : live)
            .computeIfAbsent(stamp, at -> new DeviceUpdate(at, historical))
            .put(alias.slot(), alias.dataType(), metric, names.value(alias.slot()));
      } catch (RejectedException wrong) {
        unknown++;
        unreadable = unreadable == null ? wrong : unreadable;
      }
    }
    List<DeviceUpdate> updates = new ArrayList<>(history.values());
    updates.addAll(live.values());
    return new Content(updates, unknown, Optional.ofNullable(unreadable), missing);
  }

  /** What a metric is; empty where it has an alias that no birth named, and no name. */
  private static Optional<Alias> alias(
      Metric metric, MetricNames names, DeviceSession device, Map<Long, Alias> aliases) {
    if (metric.hasAlias()) {
      Alias alias = aliases.get(metric.getAlias());
      if (alias != null && alias.device().equals(names.device())) {
        return Optional.of(alias);
      }
      if (!metric.hasName()) {
        return Optional.empty();
      }
    }
    if (!metric.hasName()) {
      throw new RejectedException(RejectReason.SPB_PAYLOAD, "a metric has neither name nor alias");
    }
    int slot = names.slot(metric.getName());
    int dataType =
        metric.hasDatatype() || slot == MetricSlot.UNKNOWN
            ? metric.getDatatype()
            : device.dataTypes[slot];
    return Optional.of(new Alias(names.device(), (byte) slot, (byte) dataType));
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
