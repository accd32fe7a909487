package hk.innopark.registry;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Writes a tree of maps, lists and values as YAML, the same bytes for the same tree: the registry's
 * version is a digest of them, so they must not depend on a library's taste.
 */
final class CanonicalYaml {
  /** Lists whose items are written over several lines; every other item takes one line. */
  private static final Set<String> LONG_ITEMS =
      Set.of("tenants", "lines", "machines", "calendars", "tariffs");

  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z][A-Za-z0-9._-]*|[0-9]{4}-[0-9]{2}-[0-9]{2}");

  /** Words that YAML readers take for something else than text. */
  private static final Set<String> RESERVED =
      Set.of("true", "false", "yes", "no", "on", "off", "y", "n", "null");

  private final StringBuilder out = new StringBuilder(32 * 1024);

  private CanonicalYaml() {}

  static String write(Map<String, ?> root) {
    CanonicalYaml yaml = new CanonicalYaml();
    yaml.block(root, "", "");
    return yaml.out.toString();
  }

  /** One value: a list of mappings an item a line, anything else on one line. */
  static String value(Object value) {
    CanonicalYaml yaml = new CanonicalYaml();
    if (value instanceof List<?> items && isListOfMaps(items)) {
      items.forEach(item -> yaml.item("", (Map<?, ?>) item, ""));
      return yaml.out.toString();
    }
    if (value instanceof String text) {
      return text;
    }
    yaml.flow(value);
    return yaml.out.toString();
  }

  /** The first line starts with another text than the others: "- " where it is an item. */
  private void block(Map<String, ?> mapping, String firstIndent, String indent) {
    String lineStart = firstIndent;
    for (Map.Entry<String, ?> member : mapping.entrySet()) {
      out.append(lineStart).append(scalar(member.getKey())).append(':');
      lineStart = indent;
      if (member.getValue() instanceof List<?> items && isListOfMaps(items)) {
        out.append('\n');
        items.forEach(item -> item(member.getKey(), (Map<?, ?>) item, indent + "  "));
      } else {
        out.append(' ');
        flow(member.getValue());
        out.append('\n');
      }
    }
  }

  private static boolean isListOfMaps(List<?> items) {
    return !items.isEmpty() && items.get(0) instanceof Map;
  }

  @SuppressWarnings("unchecked")
  private void item(String list, Map<?, ?> item, String indent) {
    if (LONG_ITEMS.contains(list)) {
      block((Map<String, ?>) item, indent + "- ", indent + "  ");
    } else {
      out.append(indent).append("- ");
      flow(item);
      out.append('\n');
    }
  }

  private void flow(Object value) {
    if (value instanceof Map<?, ?> mapping) {
      out.append('{');
      String separator = "";
      for (Map.Entry<?, ?> member : mapping.entrySet()) {
        out.append(separator).append(scalar(member.getKey())).append(": ");
        flow(member.getValue());
        separator = ", ";
      }
      out.append('}');
    } else if (value instanceof List<?> items) {
      out.append('[');
      String separator = "";
      for (Object item : items) {
        out.append(separator);
        flow(item);
        separator = ", ";
      }
      out.append(']');
    } else {
      out.append(scalar(value));
    }
  }

  private static String scalar(Object value) {
    if (value instanceof BigDecimal number) {
      return Decimals.canonical(number).toPlainString();
    }
    if (value instanceof Integer || value instanceof Boolean) {
      return value.toString();
    }
    String text = value.toString();
    return PLAIN.matcher(text).matches() && !RESERVED.contains(text.toLowerCase(Locale.ROOT))
        ? text
        : quoted(text);
  }

  /** Control characters were refused at reading, so two escapes are enough. */
  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
