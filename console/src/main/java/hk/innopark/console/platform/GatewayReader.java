package hk.innopark.console.platform;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks gateways for their newest heartbeat and their clock, by their Prometheus metrics. */
public final class GatewayReader {
  private static final Pattern HEARTBEAT = gauge("gateway_heartbeat_seconds");
  private static final Pattern CLOCK = gauge("gateway_clock_seconds");

  private final ServerHttp http = new ServerHttp();
  private final Clock clock;

  /**
   * @param clock against which the gateways' are held
   */
  public GatewayReader(Clock clock) {
    this.clock = clock;
  }

  /**
   * What is known of a gateway.
   *
   * @param address where it was asked
   * @param gateway its id; null where it did not answer
   * @param heartbeatAt epoch milliseconds that its newest heartbeat in Kafka names; null before the
   *     first
   * @param clockOffsetMillis by how much its clock is ahead of the console's; null where it did not
   *     answer
   * @param withinMillis how far that may be wrong: half the time of the answer
   * @param reached whether it answered
   */
  public record GatewayState(
      String address,
      String gateway,
      Long heartbeatAt,
      Long clockOffsetMillis,
      Long withinMillis,
      boolean reached) {}

  /** All of them, asked one after the other, in their order. */
  public List<GatewayState> read(List<URI> gateways) {
    List<GatewayState> states = new ArrayList<>();
    for (URI gateway : gateways) {
      states.add(read(gateway));
    }
    return states;
  }

  private GatewayState read(URI gateway) {
    String address = gateway.getAuthority();
    try {
      long asked = clock.millis();
      String metrics = http.ask(gateway, "/metrics").text();
      long answered = clock.millis();
      Matcher itsClock = CLOCK.matcher(metrics);
      if (!itsClock.find()) {
        throw new IOException(gateway + " is no gateway of this release");
      }
      long within = (answered - asked + 1) / 2;
      return new GatewayState(
          address,
          itsClock.group(1),
          heartbeat(metrics),
          millis(itsClock.group(2)) - asked - (answered - asked) / 2,
          within,
          true);
    } catch (IOException unreachable) {
      return new GatewayState(address, null, null, null, null, false);
    }
  }

  private static Long heartbeat(String metrics) {
    Matcher found = HEARTBEAT.matcher(metrics);
    return found.find() && !found.group(2).equals("NaN") ? millis(found.group(2)) : null;
  }

  private static long millis(String seconds) {
    return Math.round(Double.parseDouble(seconds) * 1000);
  }

  private static Pattern gauge(String name) {
    return Pattern.compile(
        "^" + name + "\\{gateway=\"([A-Za-z0-9._-]{1,64})\"[^}]*\\} (NaN|[-+.0-9Ee]+)",
        Pattern.MULTILINE);
  }
}
