package hk.innopark.transports.sparkplug;

import hk.innopark.events.Reading;
import hk.innopark.events.Signal;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.tahu.protobuf.SparkplugBProto.DataType;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Metric;

/** A reading as metrics: signals by their names, and the envelope's other members by theirs. */
final class DeviceMetrics {
  private static final int DECIMALS = 9;
  private static final String[] TEXTS = {"state", "product", "order", "reason", "origin"};

  private DeviceMetrics() {}

  /** The values by name, null where there is none; the texts are always there. */
  static Map<String, Object> of(Reading reading) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (String text : TEXTS) {
      values.put(text, null);
    }
    values.put("state", reading.state() == null ? null : reading.state().name());
    values.put("product", reading.product());
    values.put("order", reading.order());
    values.put("reason", reading.reason() == null ? null : reading.reason().wireName());
    values.put("origin", reading.origin().equals(Reading.REAL) ? null : reading.origin());
    for (Signal signal : Signal.values()) {
      if (reading.values().has(signal)) {
        values.put(signal.wireName(), number(signal, reading.values().get(signal)));
      }
    }
    return values;
  }

  /** A metric of a birth, with all that data then leaves out. */
  static Metric born(String name, Object value, long alias, long atMillis) {
    Metric.Builder metric =
        Metric.newBuilder().setName(name).setDatatype(dataType(name)).setAlias(alias);
    return with(metric, value, atMillis);
  }

  /** A metric of data, by its alias alone. */
  static Metric changed(Object value, long alias, long atMillis, boolean historical) {
    Metric.Builder metric = Metric.newBuilder().setAlias(alias);
    if (historical) {
      metric.setIsHistorical(true);
    }
    return with(metric, value, atMillis);
  }

  private static Metric with(Metric.Builder metric, Object value, long atMillis) {
    metric.setTimestamp(atMillis);
    if (value == null) {
      metric.setIsNull(true);
    } else if (value instanceof String text) {
      metric.setStringValue(text);
    } else if (value instanceof Long items) {
      metric.setLongValue(items);
    } else {
      metric.setDoubleValue((Double) value);
    }
    return metric.build();
  }

  private static int dataType(String name) {
    return Signal.byName(name)
        .map(
            signal ->
                switch (signal.kind()) {
                  case STATE -> DataType.String_VALUE;
                  case ITEMS -> DataType.Int64_VALUE;
                  case METER, GAUGE -> DataType.Double_VALUE;
                })
        .orElse(DataType.String_VALUE);
  }

  private static Object number(Signal signal, long value) {
    return signal.kind() == Signal.Kind.ITEMS
        ? (Object) value
        : (Object) BigDecimal.valueOf(value, DECIMALS).doubleValue();
  }
}
