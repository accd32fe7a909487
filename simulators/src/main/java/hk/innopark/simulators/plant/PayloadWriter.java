package hk.innopark.simulators.plant;

import hk.innopark.events.DowntimeReason;
import hk.innopark.events.MachineState;
import java.nio.charset.StandardCharsets;

/**
 * Writes a machine's JSON payload; its texts are ids and names of the catalogue, which hold no
 * character to escape.
 */
final class PayloadWriter {
  private static final int TYPICAL_LENGTH = 400;

  private final StringBuilder json = new StringBuilder(TYPICAL_LENGTH);

  PayloadWriter begin(long timestampMillis, String boot, long sequence, MachineState state) {
    json.setLength(0);
    json.append("{\"ts\":").append(timestampMillis);
    json.append(",\"boot\":\"").append(boot);
    json.append("\",\"seq\":").append(sequence);
    json.append(",\"signals\":{\"state\":\"").append(state.name()).append('"');
    return this;
  }

  PayloadWriter count(String signal, long items) {
    name(signal).append(items);
    return this;
  }

  /** A value with so many decimals; zeros at the end are left out. */
  PayloadWriter decimal(String signal, long unscaled, int decimals) {
    name(signal);
    long magnitude = Math.abs(unscaled);
    long unit = 1;
    for (int i = 0; i < decimals; i++) {
      unit *= 10;
    }
    if (unscaled < 0) {
      json.append('-');
    }
    json.append(magnitude / unit);
    long rest = magnitude % unit;
    if (rest != 0) {
      json.append('.');
      while (rest != 0) {
        unit /= 10;
        json.append((char) ('0' + rest / unit));
        rest %= unit;
      }
    }
    return this;
  }

  byte[] end(String product, String order, DowntimeReason reason, String origin) {
    json.append('}');
    if (product != null) {
      json.append(",\"product\":\"").append(product).append('"');
    }
    if (order != null) {
      json.append(",\"order\":\"").append(order).append('"');
    }
    if (reason != null) {
      json.append(",\"reason\":\"").append(reason.wireName()).append('"');
    }
    if (origin != null) {
      json.append(",\"origin\":\"").append(origin).append('"');
    }
    json.append('}');
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private StringBuilder name(String signal) {
    return json.append(",\"").append(signal).append("\":");
  }
}
