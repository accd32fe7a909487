package hk.innopark.gateway;

import hk.innopark.gateway.testing.ScriptedBroker;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A gateway between a scripted broker and a Kafka that confirms on demand. */
final class ScriptedBench implements AutoCloseable {
  static final String TOPIC = "innopark/tai-po/noodle/line-1/oven-1";

  final ScriptedBroker broker;
  final FakeKafka kafka = new FakeKafka();
  final Gateway gateway;

  /** How many further messages fail in the gateway itself. */
  final AtomicInteger failures = new AtomicInteger();

  ScriptedBench() throws IOException {
    this(ConnectionParts::new, Duration.ofMinutes(1), Map.of());
  }

  /** A gateway that is a Sparkplug host, too, on its second connection. */
  ScriptedBench(CommandSource commands) throws IOException {
    this(
        ConnectionParts::new,
        Duration.ofMinutes(1),
        Map.of(),
        (config, kafka, parts, clock) -> new Gateway(config, kafka, parts, commands, clock));
  }

  /**
   * @param parts what the gateway is made of
   * @param patience how long the broker waits for what must come
   * @param settings beyond the addresses
   */
  ScriptedBench(Gateway.PartsFactory parts, Duration patience, Map<String, String> settings)
      throws IOException {
    this(parts, patience, settings, Gateway::new);
  }

  /** Makes the gateway. */
  @FunctionalInterface
  private interface GatewayFactory {
    Gateway create(GatewayConfig config, Forwarder kafka, Gateway.PartsFactory parts, Clock clock);
  }

  private ScriptedBench(
      Gateway.PartsFactory parts,
      Duration patience,
      Map<String, String> settings,
      GatewayFactory factory)
      throws IOException {
    broker = new ScriptedBroker(patience);
    Map<String, String> environment = new HashMap<>();
    environment.put("MQTT_URL", broker.url());
    environment.put("MQTT_KEEP_ALIVE", "PT1S");
    environment.put("KAFKA_BOOTSTRAP_SERVERS", "unused:1");
    environment.putAll(settings);
    gateway =
        factory.create(
            GatewayConfig.fromEnvironment(environment), kafka, parts, new FailingClock(failures));
    gateway.start();
  }

  @Override
  public void close() {
    gateway.stop();
    broker.close();
  }

  /** A clock that stands, and fails a number of times when it is asked. */
  private static final class FailingClock extends Clock {
    private final AtomicInteger failures;

    FailingClock(AtomicInteger failures) {
      this.failures = failures;
    }

    @Override
    public Instant instant() {
      if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        throw new IllegalStateException("the gateway cannot take this message in");
      }
      return Instant.ofEpochMilli(1_763_791_200_000L);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }
}
