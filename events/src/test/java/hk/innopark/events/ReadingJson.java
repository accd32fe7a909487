package hk.innopark.events;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Writes a reading back as the message that it came from, without what was ignored in it. */
final class ReadingJson {
  private ReadingJson() {}

  static String encode(Reading reading) {
    return "{" + String.join(",", members(reading)) + "}";
  }

  static List<String> members(Reading reading) {
    List<String> members = new ArrayList<>();
    members.add("\"ts\":" + reading.timestampMillis());
    members.add("\"boot\":" + quoted(reading.boot()));
    members.add("\"seq\":" + reading.sequence());
    members.add("\"signals\":{" + String.join(",", signals(reading)) + "}");
    if (reading.product() != null) {
      members.add("\"product\":" + quoted(reading.product()));
    }
    if (reading.order() != null) {
      members.add("\"order\":" + quoted(reading.order()));
    }
    if (reading.reasonText() != null) {
      members.add("\"reason\":" + quoted(reading.reasonText()));
    } else if (reading.reason() != null) {
      members.add("\"reason\":" + quoted(reading.reason().wireName()));
    }
    if (!reading.origin().equals(Reading.REAL)) {
      members.add("\"origin\":" + quoted(reading.origin()));
    }
    return members;
  }

  static List<String> signals(Reading reading) {
    List<String> signals = new ArrayList<>();
    if (reading.state() != null) {
      signals.add("\"state\":" + quoted(reading.state().name()));
    }
    for (Signal signal : Signal.values()) {
      if (reading.values().has(signal)) {
        signals.add(quoted(signal.wireName()) + ":" + decimal(signal, reading.values()));
      }
    }
    return signals;
  }

  /** All of a reading but what its own text decides. */
  static Reading withoutText(Reading reading) {
    return new Reading(
        reading.machine(),
        reading.origin(),
        reading.timestampMillis(),
        reading.receivedAtMillis(),
        reading.boot(),
        reading.sequence(),
        reading.state(),
        reading.reason(),
        reading.reasonText(),
        reading.product(),
        reading.order(),
        reading.values(),
        0,
        0,
        0,
        MessageDigestSum.ZERO);
  }

  private static String decimal(Signal signal, SignalValues values) {
    int scale = signal.kind() == Signal.Kind.ITEMS ? 0 : 9;
    return BigDecimal.valueOf(values.get(signal), scale).toPlainString();
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
