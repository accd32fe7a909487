package hk.innopark.gateway;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Subscribes anew where other topics are of devices that speak their maker's way. */
final class TopicsWatch {
  private static final Logger LOG = LoggerFactory.getLogger(TopicsWatch.class);

  /** Between two looks at the file of topics. */
  private static final Duration PERIOD = Duration.ofSeconds(2);

  private final String gatewayId;
  private final MappedTopics mapped;
  private final List<MqttConnection> connections;
  private final Duration drain;
  private final Thread thread = new Thread(this::watch, "gateway-topics");

  /**
   * @param drain how long a connection that is withdrawn waits for what it has in flight
   */
  TopicsWatch(
      String gatewayId, MappedTopics mapped, List<MqttConnection> connections, Duration drain) {
    this.gatewayId = gatewayId;
    this.mapped = mapped;
    this.connections = connections;
    this.drain = drain;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  void stop() {
    thread.interrupt();
  }

  private void watch() {
    try {
      while (true) {
        Thread.sleep(PERIOD.toMillis());
        if (mapped.reload()) {
          LOG.info("gateway {}: other topics of mapped devices", gatewayId);
          for (MqttConnection connection : connections) {
            connection.withdraw(drain);
          }
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
