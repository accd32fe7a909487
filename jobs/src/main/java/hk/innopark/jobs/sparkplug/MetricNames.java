package hk.innopark.jobs.sparkplug;

import hk.innopark.events.Signal;
import hk.innopark.registry.model.DeviceMapping;
import hk.innopark.registry.model.DeviceMapping.Place;
import hk.innopark.registry.model.DeviceMapping.Value;
import java.util.Map;

/**
 * The metrics of one device by name.
 *
 * @param device the machine's id
 * @param mapping null where metrics have the names of signals
 */
record MetricNames(String device, DeviceMapping mapping) {

  /** The slot of a metric, or {@link MetricSlot#UNKNOWN}. */
  int slot(String name) {
    if (mapping == null) {
      return MetricSlot.of(name);
    }
    for (Map.Entry<Signal, Value> signal : mapping.signals().entrySet()) {
      if (signal.getValue().place().at().equals(name)) {
        return signal.getKey().ordinal();
      }
    }
    if (isAt(mapping.product(), name)) {
      return MetricSlot.PRODUCT;
    }
    if (isAt(mapping.order(), name)) {
      return MetricSlot.ORDER;
    }
    return isAt(mapping.reason(), name) ? MetricSlot.REASON : MetricSlot.UNKNOWN;
  }

  /** How a signal's value is understood; null where it is as it stands. */
  Value value(int slot) {
    return mapping == null || slot >= MetricSlot.PRODUCT
        ? null
        : mapping.signals().get(MetricSlot.signal(slot));
  }

  private static boolean isAt(Place place, String name) {
    return place != null && place.at().equals(name);
  }
}
