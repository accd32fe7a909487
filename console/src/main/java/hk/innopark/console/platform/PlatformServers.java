package hk.innopark.console.platform;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where the servers answer that the console asks how they are.
 *
 * @param flink Flink's REST interface; empty where none is named
 * @param gateways where each gateway serves {@code /metrics}; empty where none is named
 */
public record PlatformServers(
    Supplier<Optional<URI>> flink, Supplier<Optional<List<URI>>> gateways) {
  /** A console that asks none. */
  public static final PlatformServers NONE = new PlatformServers(Optional::empty, Optional::empty);
}
