package hk.innopark.console;

import java.util.List;
import java.util.stream.Collectors;

/** Which routes an address could be meant for. */
final class RouteTemplate {
  private RouteTemplate() {}

  /** The methods that an address takes, such as {@code GET, POST}; empty where there is none. */
  static String methodsAt(List<ConsoleServer.Route> routes, String path) {
    return routes.stream()
        .filter(route -> matches(route.path(), path))
        .map(route -> route.method().name())
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static boolean matches(String template, String path) {
    String[] expected = template.split("/", -1);
    String[] actual = path.split("/", -1);
    if (expected.length != actual.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      boolean isParameter = expected[i].startsWith("{");
      if (isParameter ? actual[i].isEmpty() : !expected[i].equals(actual[i])) {
        return false;
      }
    }
    return true;
  }
}
