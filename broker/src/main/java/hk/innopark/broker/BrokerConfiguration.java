package hk.innopark.broker;

import com.hivemq.configuration.service.InternalConfigurations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** HiveMQ's configuration for a broker that keeps sessions and messages in files. */
final class BrokerConfiguration {
  /** Messages sent to one client, or taken from it, that are not acknowledged yet. */
  private static final int RECEIVE_MAXIMUM = 2_000;

  private static final String CONFIG =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <hivemq>
        <listeners>
          <tcp-listener>
            <port>%d</port>
            <bind-address>127.0.0.1</bind-address>
          </tcp-listener>
        </listeners>
        <mqtt>
          <queued-messages>
            <max-queue-size>%d</max-queue-size>
            <strategy>discard</strategy>
          </queued-messages>
          <receive-maximum>
            <server-receive-maximum>%d</server-receive-maximum>
          </receive-maximum>
          <packets>
            <max-packet-size>1048576</max-packet-size>
          </packets>
        </mqtt>
        <persistence>
          <mode>file</mode>
        </persistence>
        <anonymous-usage-statistics>
          <enabled>false</enabled>
        </anonymous-usage-statistics>
      </hivemq>
      """;

  private BrokerConfiguration() {}

  /** Writes the configuration file, and returns its folder. */
  static Path write(BrokerSettings settings) throws IOException {
    Path folder = Files.createDirectories(settings.dataFolder().resolve("conf"));
    // the queue has no limit that a plant could meet before the disk does
    String config = CONFIG.formatted(settings.port(), Long.MAX_VALUE / 2, RECEIVE_MAXIMUM);
    Files.writeString(folder.resolve("config.xml"), config);
    return folder;
  }

  /** Sets what HiveMQ does not read from its file; before the broker is built. */
  static void tune() {
    // 50 by default, which caps a gateway at 50 messages a round trip to Kafka
    InternalConfigurations.MAX_INFLIGHT_WINDOW_SIZE_MESSAGES = RECEIVE_MAXIMUM;
    InternalConfigurations.PUBLISH_POLL_BATCH_SIZE = 500;
    // 64 by default, each with files of its own: eight are enough for one machine and open sooner
    InternalConfigurations.PERSISTENCE_BUCKET_COUNT.set(8);
    InternalConfigurations.PAYLOAD_PERSISTENCE_BUCKET_COUNT.set(8);
    InternalConfigurations.PERSISTENCE_SHUTDOWN_GRACE_PERIOD_MSEC.set(500);
  }
}
