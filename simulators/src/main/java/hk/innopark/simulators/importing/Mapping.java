package hk.innopark.simulators.importing;

import hk.innopark.events.Ids;
import hk.innopark.simulators.yaml.YamlEntry;
import hk.innopark.simulators.yaml.YamlFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a mapping file says.
 *
 * @param separator of CSV
 * @param machine {@code estate/tenant/line/machine}; a part in braces is a column, such as {@code
 *     tai-po/acme/{line}/{unit}}
 * @param nameColumn in long form, which column names the tag; null in wide form
 * @param valueColumn in long form, which column holds the value; null in wide form
 * @param interval of interval data, whose rows are stamped with its beginning; null where there is
 *     none
 * @param delay from the stamp to the arrival
 * @param renames of a Sparkplug capture: topic parts and metric names, old to new
 */
record Mapping(
    Format format,
    char separator,
    TimeColumn time,
    String machine,
    String nameColumn,
    String valueColumn,
    List<SignalColumn> signals,
    Duration interval,
    Duration delay,
    Map<String, String> renames) {

  /** What a source is written in. */
  enum Format {
    CSV,
    LINE_PROTOCOL,
    SPARKPLUG
  }

  static Mapping read(Path file) throws IOException {
    try (InputStream yaml = Files.newInputStream(file)) {
      return read(YamlFile.read(file.toString(), yaml));
    }
  }

  private static Mapping read(YamlEntry root) {
    Format format =
        switch (root.text("format")) {
          case "csv" -> Format.CSV;
          case "line_protocol" -> Format.LINE_PROTOCOL;
          case "sparkplug" -> Format.SPARKPLUG;
          default -> throw root.refuse("format", "csv, line_protocol or sparkplug is expected");
        };
    Duration delay = root.has("delay") ? root.duration("delay") : Duration.ZERO;
    Mapping mapping =
        format == Format.SPARKPLUG
            ? new Mapping(
                format, ',', null, null, null, null, List.of(), null, delay, renames(root))
            : table(root, format, delay);
    root.end();
    return mapping;
  }

  private static Mapping table(YamlEntry root, Format format, Duration delay) {
    String separator = root.has("separator") ? root.text("separator") : ",";
    if (separator.length() != 1) {
      throw root.refuse("separator", "one character is expected");
    }
    String nameColumn = null;
    String valueColumn = null;
    if (root.has("long")) {
      YamlEntry columns = root.entry("long");
      nameColumn = columns.text("name");
      valueColumn = columns.text("value");
      columns.end();
    }
    List<SignalColumn> signals = new ArrayList<>();
    for (YamlEntry signal : root.entries("signals")) {
      signals.add(SignalColumn.read(signal));
    }
    boolean hasIntervals =
        signals.stream().anyMatch(one -> one.kind() == SignalColumn.Kind.INTERVAL);
    Duration interval = null;
    if (hasIntervals) {
      interval = root.positiveDuration("interval");
    }
    return new Mapping(
        format,
        separator.charAt(0),
        TimeColumn.read(root.entry("time")),
        machine(root),
        nameColumn,
        valueColumn,
        List.copyOf(signals),
        interval,
        delay,
        Map.of());
  }

  private static String machine(YamlEntry root) {
    String machine = root.text("machine");
    String[] parts = machine.split("/", -1);
    if (parts.length != 4) {
      throw root.refuse("machine", "estate/tenant/line/machine is expected");
    }
    for (String part : parts) {
      boolean isColumn = part.startsWith("{") && part.endsWith("}");
      if (!isColumn && !Ids.isValid(part)) {
        throw root.refuse("machine", "\"" + part + "\" is neither an id nor a {column}");
      }
    }
    return machine;
  }

  private static Map<String, String> renames(YamlEntry root) {
    Map<String, String> renames = new LinkedHashMap<>();
    if (root.has("renames")) {
      YamlEntry names = root.entry("renames");
      for (String key : names.keys()) {
        renames.put(key, names.text(key));
      }
    }
    return renames;
  }
}
