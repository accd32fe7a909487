package hk.innopark.jobs.sparkplug;

import hk.innopark.events.DowntimeReason;
import hk.innopark.events.FixedPoint;
import hk.innopark.events.Ids;
import hk.innopark.events.MachineState;
import hk.innopark.events.Reading;
import hk.innopark.events.RejectReason;
import hk.innopark.events.RejectedException;
import hk.innopark.events.Signal;
import java.util.Locale;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Metric;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.PropertySet;

/** What one message says of a device at one moment. */
final class DeviceUpdate {
  private static final String QUALITY = "Quality";
  private static final int GOOD = 192;

  final long timestampMillis;
  final boolean historical;

  /** Slots (a bit each) that have a value. */
  int present;

  /** Slots (a bit each) of which it says that there is no valid value. */
  int absent;

  /** By slot, in the signals' own integer units; of the state, its ordinal. */
  final long[] values = new long[Signal.values().length];

  String product;
  String order;
  String origin;
  DowntimeReason reason;

  DeviceUpdate(long timestampMillis, boolean historical) {
    this.timestampMillis = timestampMillis;
    this.historical = historical;
  }

  /**
   * Enters a metric.
   *
   * @throws RejectedException where its value is none that the signal can have
   */
  void put(int slot, int dataType, Metric metric) {
    int bit = 1 << slot;
    if (metric.getIsNull() || !isGood(metric.getProperties())) {
      absent |= bit;
      present &= ~bit;
      return;
    }
    if (MetricSlot.isNumber(slot)) {
      Signal signal = MetricSlot.signal(slot);
      values[slot] = FixedPoint.of(signal, MetricNumber.of(metric, dataType, signal.wireName()));
    } else {
      putText(slot, text(slot, metric));
    }
    present |= bit;
    absent &= ~bit;
  }

  boolean says(int slot) {
    return (present & 1 << slot) != 0;
  }

  boolean denies(int slot) {
    return (absent & 1 << slot) != 0;
  }

  private void putText(int slot, String text) {
    if (slot == MetricSlot.STATE) {
      values[slot] =
          MachineState.byName(text)
              .orElseThrow(
                  () -> new RejectedException(RejectReason.RANGE, "state is none of the six"))
              .ordinal();
    } else if (slot == MetricSlot.PRODUCT) {
      product = id(slot, text);
    } else if (slot == MetricSlot.ORDER) {
      order = id(slot, text);
    } else if (slot == MetricSlot.REASON) {
      reason = DowntimeReason.byWireName(id(slot, text).toLowerCase(Locale.ROOT));
    } else {
      origin = origin(text);
    }
  }

  private static String text(int slot, Metric metric) {
    if (!metric.hasStringValue()) {
      throw new RejectedException(RejectReason.TYPE, MetricSlot.name(slot) + " is not text");
    }
    return metric.getStringValue();
  }

  private static String id(int slot, String text) {
    if (!Ids.isValid(text)) {
      throw new RejectedException(
          RejectReason.BAD_ID, MetricSlot.name(slot) + " is not a valid id");
    }
    return text;
  }

  private static String origin(String text) {
    if (!text.startsWith(Reading.SIMULATED_PREFIX)
        || !Ids.isValid(text.substring(Reading.SIMULATED_PREFIX.length()))) {
      throw new RejectedException(RejectReason.BAD_ID, "origin is not sim:{run}");
    }
    return text;
  }

  /** A metric without the property is good; bad and stale ones say so. */
  private static boolean isGood(PropertySet properties) {
    int keys = Math.min(properties.getKeysCount(), properties.getValuesCount());
    for (int index = 0; index < keys; index++) {
      if (properties.getKeys(index).equals(QUALITY)) {
        return properties.getValues(index).getIntValue() == GOOD;
      }
    }
    return true;
  }
}
