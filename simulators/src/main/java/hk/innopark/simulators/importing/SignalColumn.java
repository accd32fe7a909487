package hk.innopark.simulators.importing;

import hk.innopark.events.MachineState;
import hk.innopark.events.Signal;
import hk.innopark.simulators.yaml.YamlEntry;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How a column's values become a signal's.
 *
 * @param name the column, or in long form the tag's name
 * @param kind whether a value is the signal's, or what was used in an interval
 * @param factor by which values are multiplied, such as 0.001 for Wh
 * @param values for a state: the state by the text of the source
 */
record SignalColumn(
    String name, Signal signal, Kind kind, BigDecimal factor, Map<String, MachineState> values) {

  /** What a value means. */
  enum Kind {
    /** A register's reading, a gauge's value, a state. */
    READING,
    /** An amount of the time since the row before; the register is the running sum. */
    INTERVAL
  }

  static SignalColumn read(YamlEntry entry) {
    String wireName = entry.text("signal");
    Signal signal =
        Signal.byName(wireName)
            .orElseThrow(() -> entry.refuse("signal", "\"" + wireName + "\" is not a signal"));
    Kind kind = Kind.READING;
    if (entry.has("kind")) {
      kind =
          switch (entry.text("kind")) {
            case "reading" -> Kind.READING;
            case "interval" -> Kind.INTERVAL;
            default -> throw entry.refuse("kind", "reading or interval is expected");
          };
    }
    if (kind == Kind.INTERVAL && !signal.isCounter()) {
      throw entry.refuse("kind", wireName + " is no counter, so it has no intervals");
    }
    Map<String, MachineState> values = new HashMap<>();
    if (entry.has("values")) {
      YamlEntry states = entry.entry("values");
      for (String key : states.keys()) {
        values.put(key, state(states, key));
      }
    }
    BigDecimal factor = entry.has("factor") ? entry.decimal("factor") : BigDecimal.ONE;
    SignalColumn column = new SignalColumn(entry.text("column"), signal, kind, factor, values);
    entry.end();
    return column;
  }

  private static MachineState state(YamlEntry states, String key) {
    try {
      return MachineState.valueOf(states.text(key).toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      throw states.refuse(key, "not a state");
    }
  }

  /** The value in JSON; null where the text says nothing. */
  String json(String source, Row row, String text) throws IOException {
    if (signal == Signal.STATE) {
      MachineState state = values.get(text);
      if (state == null && values.isEmpty()) {
        try {
          state = MachineState.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
          throw complaint(source, row, text, "is no state; say what it means under values");
        }
      }
      return state == null ? null : '"' + state.name() + '"';
    }
    return number(source, row, text).toPlainString();
  }

  BigDecimal number(String source, Row row, String text) throws IOException {
    try {
      return new BigDecimal(text).multiply(factor);
    } catch (NumberFormatException malformed) {
      throw complaint(source, row, text, "is no number");
    }
  }

  private IOException complaint(String source, Row row, String text, String what) {
    return new IOException(
        "%s, line %d: \"%s\" in \"%s\" %s".formatted(source, row.number(), text, name, what));
  }
}
