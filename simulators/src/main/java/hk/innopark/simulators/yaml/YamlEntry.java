package hk.innopark.simulators.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import hk.innopark.events.Ids;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A mapping of a YAML file, read strictly: every complaint names the file and the path. */
public final class YamlEntry {
  private final String path;
  private final JsonNode node;
  private final Set<String> read = new HashSet<>();

  public YamlEntry(String path, JsonNode node) {
    this.path = path;
    this.node = node;
    if (node == null || !node.isObject()) {
      throw refuse("a mapping is expected");
    }
  }

  public IllegalArgumentException refuse(String complaint) {
    return new IllegalArgumentException(path + ": " + complaint);
  }

  public IllegalArgumentException refuse(String key, String complaint) {
    return new IllegalArgumentException(path + "." + key + ": " + complaint);
  }

  public boolean has(String key) {
    return node.has(key);
  }

  public Set<String> keys() {
    Set<String> keys = new java.util.LinkedHashSet<>();
    node.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  /** Refuses what nobody asked for. */
  public void end() {
    for (String key : keys()) {
      if (!read.contains(key)) {
        throw refuse(key, "unknown entry");
      }
    }
  }

  public String text(String key) {
    JsonNode value = value(key);
    if (!value.isTextual()) {
      throw refuse(key, "text is expected");
    }
    return value.textValue();
  }

  public String id(String key) {
    String text = text(key);
    if (!Ids.isValid(text)) {
      throw refuse(key, "\"" + text + "\" is not a valid id");
    }
    return text;
  }

  public List<String> ids(String key) {
    List<String> ids = texts(key);
    for (String id : ids) {
      if (!Ids.isValid(id)) {
        throw refuse(key, "\"" + id + "\" is not a valid id");
      }
    }
    return ids;
  }

  public List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : array(key)) {
      texts.add(element.asText());
    }
    return texts;
  }

  /** A number times 1000, which has to be whole and not negative. */
  public long milli(String key) {
    long milli = signedMilli(key);
    if (milli < 0) {
      throw refuse(key, "negative");
    }
    return milli;
  }

  public long signedMilli(String key) {
    BigDecimal value = number(key);
    try {
      return value.movePointRight(3).longValueExact();
    } catch (ArithmeticException tooFine) {
      throw refuse(key, value + " has more than three decimals");
    }
  }

  public long whole(String key) {
    try {
      return number(key).longValueExact();
    } catch (ArithmeticException notWhole) {
      throw refuse(key, "a whole number is expected");
    }
  }

  public double between(String key, double least, double greatest) {
    double value = number(key).doubleValue();
    if (value < least || value > greatest) {
      throw refuse(key, value + " is not between " + least + " and " + greatest);
    }
    return value;
  }

  public Duration duration(String key) {
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

  public Duration positiveDuration(String key) {
    Duration duration = duration(key);
    if (duration.isZero()) {
      throw refuse(key, "zero");
    }
    return duration;
  }

  public YamlEntry entry(String key) {
    return new YamlEntry(path + "." + key, value(key));
  }

  public List<YamlEntry> entries(String key) {
    List<YamlEntry> entries = new ArrayList<>();
    for (JsonNode element : array(key)) {
      String name = element.path("id").asText(String.valueOf(entries.size()));
      entries.add(new YamlEntry(path + "." + key + "[" + name + "]", element));
    }
    return entries;
  }

  /** Whether the entry is a mapping, rather than a text or a list. */
  public boolean isMapping(String key) {
    return node.path(key).isObject();
  }

  /** One text or a list of them. */
  public List<String> oneOrMore(String key) {
    return node.path(key).isArray() ? texts(key) : List.of(scalar(key));
  }

  /** A value as it is written, be it text or a number. */
  public String scalar(String key) {
    JsonNode value = value(key);
    if (!value.isValueNode()) {
      throw refuse(key, "one value is expected");
    }
    return value.asText();
  }

  /** A number as it is written. */
  public BigDecimal decimal(String key) {
    return number(key);
  }

  /** An instant such as {@code 2026-03-03T00:00:00Z}. */
  public Instant instant(String key) {
    String text = scalar(key);
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException malformed) {
      throw refuse(key, "\"" + text + "\" is not an instant such as 2026-03-03T00:00:00Z");
    }
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
