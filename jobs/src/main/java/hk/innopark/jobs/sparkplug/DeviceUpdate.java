package hk.innopark.jobs.sparkplug;

import hk.innopark.events.DowntimeReason;
import hk.innopark.events.FixedPoint;
import hk.innopark.events.FreeText;
import hk.innopark.events.Ids;
import hk.innopark.events.MachineState;
import hk.innopark.events.Reading;
import hk.innopark.events.RejectReason;
import hk.innopark.events.RejectedException;
import hk.innopark.events.Signal;
import hk.innopark.registry.model.DeviceMapping.Value;
import java.math.BigDecimal;
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

  /** Slots (a bit each) whose value cannot be right: what it said before no longer holds. */
  int quarantined;

  /** By slot, in the signals' own integer units; of the state, its ordinal. */
  final long[] values = new long[Signal.values().length];

  String product;
  String order;
  String origin;
  DowntimeReason reason;
  String reasonText;

  DeviceUpdate(long timestampMillis, boolean historical) {
    this.timestampMillis = timestampMillis;
    this.historical = historical;
  }

  /**
   * Enters a metric; one that cannot be right costs its own value alone.
   *
   * @param mapped how the value is understood; null where it is as it stands
   */
  void put(int slot, int dataType, Metric metric, Value mapped) {
    int bit = 1 << slot;
    if (metric.getIsNull() || !isGood(metric.getProperties())) {
      absent |= bit;
      present &= ~bit;
      return;
    }
    try {
      putValue(slot, dataType, metric, mapped);
    } catch (RejectedException impossible) {
      passOver(slot);
      return;
    }
    present |= bit;
    absent &= ~bit;
  }

  /** Notes that the message has a value of the slot that cannot be right. */
  void passOver(int slot) {
    int bit = 1 << slot;
    quarantined |= bit;
    present &= ~bit;
  }

  private void putValue(int slot, int dataType, Metric metric, Value mapped) {
    if (MetricSlot.isNumber(slot)) {
      Signal signal = MetricSlot.signal(slot);
      BigDecimal number = MetricNumber.of(metric, dataType, signal.wireName());
      values[slot] = FixedPoint.of(signal, mapped == null ? number : mapped.scaled(number));
    } else if (mapped != null) {
      putState(mapped.state(word(dataType, metric)));
    } else {
      putText(slot, text(slot, metric));
    }
  }

  boolean says(int slot) {
    return (present & 1 << slot) != 0;
  }

  boolean denies(int slot) {
    return (absent & 1 << slot) != 0;
  }

  boolean passesOver(int slot) {
    return (quarantined & 1 << slot) != 0;
  }

  private void putText(int slot, String text) {
    if (slot == MetricSlot.STATE) {
      putState(MachineState.byName(text).orElse(null));
    } else if (slot == MetricSlot.PRODUCT) {
      product = FreeText.of(text);
    } else if (slot == MetricSlot.ORDER) {
      order = FreeText.of(text);
    } else if (slot == MetricSlot.REASON) {
      String clean = FreeText.of(text);
      reason = clean == null ? null : DowntimeReason.ofText(clean);
      reasonText = clean == null ? null : reason.unlisted(clean);
    } else {
      origin = origin(text);
    }
  }

  private void putState(MachineState state) {
    if (state == null) {
      throw new RejectedException(RejectReason.RANGE, "state is none of the words");
    }
    values[MetricSlot.STATE] = state.ordinal();
  }

  /** A state as the device says it: text, yes or no, or a number. */
  private static String word(int dataType, Metric metric) {
    if (metric.hasBooleanValue()) {
      return Boolean.toString(metric.getBooleanValue());
    }
    return metric.hasStringValue()
        ? metric.getStringValue()
        : MetricNumber.of(metric, dataType, "state").stripTrailingZeros().toPlainString();
  }

  private static String text(int slot, Metric metric) {
    if (!metric.hasStringValue()) {
      throw new RejectedException(RejectReason.TYPE, MetricSlot.name(slot) + " is not text");
    }
    return metric.getStringValue();
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
