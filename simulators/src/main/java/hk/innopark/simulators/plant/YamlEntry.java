package hk.innopark.simulators.plant;

import com.fasterxml.jackson.databind.JsonNode;
import hk.innopark.events.Ids;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A mapping of a YAML file, read strictly: every complaint names the file and the path. */
final class YamlEntry {
  private final String path;
  private final JsonNode node;
  private final Set<String> read = new HashSet<>();

  YamlEntry(String path, JsonNode node) {
    this.path = path;
    this.node = node;
    if (node == null || !node.isObject()) {
      throw refuse("a mapping is expected");
    }
  }

  IllegalArgumentException refuse(String complaint) {
    return new IllegalArgumentException(path + ": " + complaint);
  }

  IllegalArgumentException refuse(String key, String complaint) {
    return new IllegalArgumentException(path + "." + key + ": " + complaint);
  }

  boolean has(String key) {
    return node.has(key);
  }

  Set<String> keys() {
    Set<String> keys = new java.util.LinkedHashSet<>();
    node.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  /** Refuses what nobody asked for. */
  void end() {
    for (String key : keys()) {
      if (!read.contains(key)) {
        throw refuse(key, "unknown entry");
      }
    }
  }

  String text(String key) {
    JsonNode value = value(key);
    if (!value.isTextual()) {
      throw refuse(key, "text is expected");
    }
    return value.textValue();
  }

  String id(String key) {
    String text = text(key);
    if (!Ids.isValid(text)) {
      throw refuse(key, "\"" + text + "\" is not a valid id");
    }
    return text;
  }

  List<String> ids(String key) {
    List<String> ids = texts(key);
    for (String id : ids) {
      if (!Ids.isValid(id)) {
        throw refuse(key, "\"" + id + "\" is not a valid id");
      }
    }
    return ids;
  }

  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : array(key)) {
      texts.add(element.asText());
    }
    return texts;
  }

  /** A number times 1000, which has to be whole and not negative. */
  long milli(String key) {
    long milli = signedMilli(key);
    if (milli < 0) {
      throw refuse(key, "negative");
    }
    return milli;
  }

  long signedMilli(String key) {
    BigDecimal value = number(key);
    try {
      return value.movePointRight(3).longValueExact();
    } catch (ArithmeticException tooFine) {
      throw refuse(key, value + " has more than three decimals");
    }
  }

  long whole(String key) {
    try {
      return number(key).longValueExact();
    } catch (ArithmeticException notWhole) {
      throw refuse(key, "a whole number is expected");
    }
  }

  double between(String key, double least, double greatest) {
    double value = number(key).doubleValue();
    if (value < least || value > greatest) {
      throw refuse(key, value + " is not between " + least + " and " + greatest);
    }
    return value;
  }

  Duration duration(String key) {
    String text = text(key);
    try {
      Duration duration = Duration.parse(text);
      if (!duration.isNegative()) {
        return duration;
      }
    } catch (DateTimeParseException malformed) {
      throw refuse(key, "\"" + text + "\" is not an ISO 8601 duration");
    }
    throw refuse(key, "negative");
  }

  Duration positiveDuration(String key) {
    Duration duration = duration(key);
    if (duration.isZero()) {
      throw refuse(key, "zero");
    }
    return duration;
  }

  YamlEntry entry(String key) {
    return new YamlEntry(path + "." + key, value(key));
  }

  List<YamlEntry> entries(String key) {
    List<YamlEntry> entries = new ArrayList<>();
    for (JsonNode element : array(key)) {
      String name = element.path("id").asText(String.valueOf(entries.size()));
      entries.add(new YamlEntry(path + "." + key + "[" + name + "]", element));
    }
    return entries;
  }

  private JsonNode array(String key) {
    JsonNode value = value(key);
    if (!value.isArray()) {
      throw refuse(key, "a list is expected");
    }
    return value;
  }

  private BigDecimal number(String key) {
    JsonNode value = value(key);
    if (!value.isNumber()) {
      throw refuse(key, "a number is expected");
    }
    return value.decimalValue();
  }

  private JsonNode value(String key) {
    read.add(key);
    JsonNode value = node.get(key);
    if (value == null || value.isNull()) {
      throw refuse(key, "missing");
    }
    return value;
  }
}
