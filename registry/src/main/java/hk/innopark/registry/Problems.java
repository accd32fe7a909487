package hk.innopark.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What is wrong with one source of reference data, or doubtful, collected so that all of it can be
 * told.
 */
final class Problems {
  /** What would break a problem's one line apart. */
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]");

  private final String source;
  private final Map<String, Integer> lineByPath;
  private final List<String> found = new ArrayList<>();
  private final List<String> doubts = new ArrayList<>();

  Problems(String source) {
    this(source, Map.of());
  }

  /**
   * @param lineByPath where each value stands, as far as it is known
   */
  Problems(String source, Map<String, Integer> lineByPath) {
    this.source = source;
    this.lineByPath = lineByPath;
  }

  /** What is wrong at a path. */
  void add(String path, String problem) {
    found.add(told(path, problem));
  }

  /** What may be wrong at a path, and is accepted. */
  void warn(String path, String doubt) {
    doubts.add(told(path, doubt));
  }

  List<String> warnings() {
    return List.copyOf(doubts);
  }

  private String told(String path, String what) {
    Integer line = path.isEmpty() ? null : lineByPath.get(path);
    return onOneLine(
        source
            + ": "
            + (path.isEmpty() ? "" : path + ": ")
            + what
            + (line == null ? "" : " (line " + line + ")"));
  }

  static String onOneLine(String text) {
    return CONTROL.matcher(text).replaceAll("?");
  }

  void throwIfAny() {
    if (!found.isEmpty()) {
      throw new RegistryException(found);
    }
  }

  /** As {@link #throwIfAny}, of those alone that are told with this beginning. */
  void throwIfAnyAt(String beginning) {
    List<String> there = found.stream().filter(one -> one.startsWith(beginning)).toList();
    if (!there.isEmpty()) {
      throw new RegistryException(there);
    }
  }
}
