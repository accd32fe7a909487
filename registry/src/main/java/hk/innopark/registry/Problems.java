package hk.innopark.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What is wrong with one source of reference data, collected so that all of it can be told. */
final class Problems {
  /** What would break a problem's one line apart. */
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]");

  private final String source;
  private final List<String> found = new ArrayList<>();

  Problems(String source) {
    this.source = source;
  }

  void add(String path, String problem) {
    String line = source + ": " + (path.isEmpty() ? "" : path + ": ") + problem;
    found.add(CONTROL.matcher(line).replaceAll("?"));
  }

  void throwIfAny() {
    if (!found.isEmpty()) {
      throw new RegistryException(found);
    }
  }
}
