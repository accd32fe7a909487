package hk.innopark.console;

import java.time.Duration;
import java.util.Set;

/**
 * How the console is served.
 *
 * @param bindAddress the address to listen on
 * @param port 0 for any free one
 * @param hosts names and addresses, without port, under which browsers may call it; a request for
 *     another host is refused, so that no page of a foreign site can read it through its own name
 * @param refresh how often a page asks for newer figures
 */
public record ConsoleConfig(String bindAddress, int port, Set<String> hosts, Duration refresh) {
  public ConsoleConfig {
    if (bindAddress == null || bindAddress.isBlank()) {
      throw new IllegalArgumentException("console bind address: is empty");
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("console port: " + port + " is not 0 to 65535");
    }
    hosts = Set.copyOf(hosts);
    if (hosts.isEmpty()) {
      throw new IllegalArgumentException("console hosts: none is given");
    }
    if (refresh.compareTo(Duration.ofSeconds(1)) < 0
        || refresh.compareTo(Duration.ofMinutes(10)) > 0) {
      throw new IllegalArgumentException("console refresh: " + refresh + " is not PT1S to PT10M");
    }
  }

  /** For this machine alone, refreshed every five seconds. */
  public static ConsoleConfig loopback(int port) {
    return new ConsoleConfig(
        "127.0.0.1", port, Set.of("127.0.0.1", "localhost", "[::1]"), Duration.ofSeconds(5));
  }
}
