package hk.innopark.embedded.stack;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;

/** Somebody's own MQTT client, and a machine of one item every ten seconds that it speaks for. */
final class PlainClient {
  static final String ORIGIN = "sim:plain-client";
  static final int SAMPLES = 361;
  private static final long WAIT_MILLIS = 60_000;

  private final RunningStack running;
  private final Path secrets;

  PlainClient(RunningStack running, Path data) {
    this.running = running;
    this.secrets = data.resolve("secrets");
  }

  /**
   * A connection; null where the broker refuses.
   *
   * @param secret the name of the password's file; null for a guess
   */
  MqttAsyncClient connect(String user, String secret) throws Exception {
    MqttAsyncClient client =
        new MqttAsyncClient(
            "tcp://127.0.0.1:" + running.ports().mqtt(), "plain-" + user, new MemoryPersistence());
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setUserName(user);
    options.setPassword(
        secret == null ? new byte[] {'x'} : Files.readAllBytes(secrets.resolve(secret)));
    try {
      client.connect(options).waitForCompletion(WAIT_MILLIS);
      return client;
    } catch (MqttException refused) {
      client.close(true);
      return null;
    }
  }

  /** Publishes an hour of a machine, from sample to sample DOWN, else RUNNING. */
  static void publishHour(
      MqttAsyncClient client, String topic, Instant hour, int downFrom, int downTo)
      throws MqttException {
    int good = 1_000;
    for (int sample = 0; sample < SAMPLES; sample++) {
      boolean isDown = sample >= downFrom && sample < downTo;
      String payload =
          """
          {"ts":%d,"boot":"b1","seq":%d,"origin":"%s",
           "signals":{"state":"%s","good_count":%d}}"""
              .formatted(
                  hour.plusSeconds(10L * sample).toEpochMilli(),
                  sample,
                  ORIGIN,
                  isDown ? "DOWN" : "RUNNING",
                  good);
      client
          .publish(topic, payload.getBytes(StandardCharsets.UTF_8), 1, false)
          .waitForCompletion(WAIT_MILLIS);
      good += isDown ? 0 : 1;
    }
  }

  static void disconnect(MqttAsyncClient client) throws MqttException {
    client.disconnect().waitForCompletion(WAIT_MILLIS);
    client.close(true);
  }
}
