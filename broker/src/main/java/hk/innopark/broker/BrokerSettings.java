package hk.innopark.broker;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What the broker is started with.
 *
 * @param port on 127.0.0.1
 * @param dataFolder where sessions, queued and retained messages are kept
 * @param usersFile who may connect, and what each may publish and subscribe to
 */
record BrokerSettings(int port, Path dataFolder, Path usersFile) {
  private static final Set<String> KEYS = Set.of("--port", "--data", "--users");

  /**
   * Parses {@code --port N --data DIR --users FILE}.
   *
   * @throws IllegalArgumentException naming the argument that is missing or wrong
   */
  static BrokerSettings parse(String... arguments) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < arguments.length; i += 2) {
      if (!KEYS.contains(arguments[i])) {
        throw new IllegalArgumentException("unknown argument " + arguments[i]);
      }
      if (i + 1 == arguments.length) {
        throw new IllegalArgumentException(arguments[i] + " has no value");
      }
      values.put(arguments[i], arguments[i + 1]);
    }
    return new BrokerSettings(
        port(required(values, "--port")),
        Path.of(required(values, "--data")).toAbsolutePath(),
        Path.of(required(values, "--users")).toAbsolutePath());
  }

  private static String required(Map<String, String> values, String key) {
    String value = values.get(key);
    if (value == null) {
      throw new IllegalArgumentException(key + " is missing");
    }
    return value;
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 1 && port <= 65535) {
        return port;
      }
    } catch (NumberFormatException notANumber) {
      // said below, as for a number out of range
    }
    throw new IllegalArgumentException("--port must be a number from 1 to 65535, not " + text);
  }
}
