package hk.innopark.console;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How the console is served.
 *
 * @param bindAddress the address to listen on
 * @param port 0 for any free one
 * @param hosts names and addresses, without port, under which browsers may call it; a request for
 *     another host is refused, so that no page of a foreign site can read it through its own name
 * @param refresh how often a page asks for newer figures
 * @param publicUrl where browsers find it, such as {@code https://console.example}; null for the
 *     address that it listens on. Where it begins with https, cookies are sent over TLS alone
 * @param behindProxy whether a proxy names the callers' addresses in {@code X-Forwarded-For}
 */
public record ConsoleConfig(
    String bindAddress,
    int port,
    Set<String> hosts,
    Duration refresh,
    URI publicUrl,
    boolean behindProxy) {
  public ConsoleConfig {
    if (bindAddress == null || bindAddress.isBlank()) {
      throw new IllegalArgumentException("console bind address: is empty");
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("console port: " + port + " is not 0 to 65535");
    }
    // names of hosts know no case, and browsers send them in lower case
    hosts =
        hosts.stream()
            .map(host -> host.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    if (publicUrl != null && (publicUrl.getHost() == null || publicUrl.getScheme() == null)) {
      throw new IllegalArgumentException(
          "console public URL: " + publicUrl + " is not https://host");
    }
    if (hosts.isEmpty()) {
      throw new IllegalArgumentException("console hosts: none is given");
    }
    if (refresh.compareTo(Duration.ofSeconds(1)) < 0
        || refresh.compareTo(Duration.ofMinutes(10)) > 0) {
      throw new IllegalArgumentException("console refresh: " + refresh + " is not PT1S to PT10M");
    }
  }

  /** Without a proxy, found where it listens. */
  public ConsoleConfig(String bindAddress, int port, Set<String> hosts, Duration refresh) {
    this(bindAddress, port, hosts, refresh, null, false);
  }

  /** Whether browsers reach it over TLS alone. */
  boolean isSecure() {
    return publicUrl != null && publicUrl.getScheme().equals("https");
  }

  /** For this machine alone, refreshed every five seconds. */
  public static ConsoleConfig loopback(int port) {
    return new ConsoleConfig(
        "127.0.0.1", port, Set.of("127.0.0.1", "localhost", "[::1]"), Duration.ofSeconds(5));
  }
}
