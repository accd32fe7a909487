package hk.innopark.console;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Reads a path by a route's template, for what runs before the route. */
final class PathParameter {
  private PathParameter() {}

  /**
   * What stands in the path where the template has {@code {name}}; null where it has none.
   *
   * @param template such as {@code /tenants/{tenant}}; segments hold a parameter or a constant
   */
  static String named(String name, String template, String path) {
    String[] expected = template.split("/", -1);
    String[] actual = path.split("/", -1);
    for (int i = 0; i < expected.length && i < actual.length; i++) {
      if (expected[i].equals('{' + name + '}')) {
        return URLDecoder.decode(actual[i].replace("+", "%2B"), StandardCharsets.UTF_8);
      }
    }
    return null;
  }
}
