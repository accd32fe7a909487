package hk.innopark.gateway;

import hk.innopark.events.Topics;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns once where {@link Topics#RAW} takes the stamps of gateways' clocks instead of the broker's:
 * a gateway whose clock is ahead then moves the arrival time of others' messages. Waits for Kafka
 * and for the topic as long as they are not there.
 */
final class TimestampTypeCheck {
  private static final long ANSWER_SECONDS = 10;
  private static final long RETRY_SECONDS = 5;

  private static final Logger LOG = LoggerFactory.getLogger(TimestampTypeCheck.class);

  private final Properties properties = new Properties();
  private final CountDownLatch stopping = new CountDownLatch(1);

  TimestampTypeCheck(KafkaSettings settings) {
    properties.putAll(settings.clientProperties().values());
    properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
  }

  void start() {
    Thread thread = new Thread(this::run, "kafka-topic-check");
    thread.setDaemon(true);
    thread.start();
  }

  void stop() {
    stopping.countDown();
  }

  private void run() {
    try {
      while (!isAnswered()) {
        if (stopping.await(RETRY_SECONDS, TimeUnit.SECONDS)) {
          return;
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isAnswered() throws InterruptedException {
    ConfigResource raw = new ConfigResource(ConfigResource.Type.TOPIC, Topics.RAW);
    try (Admin admin = Admin.create(properties)) {
      String type =
          admin
              .describeConfigs(List.of(raw))
              .all()
              .get(ANSWER_SECONDS, TimeUnit.SECONDS)
              .get(raw)
              .get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG)
              .value();
      tell(type);
      return true;
    } catch (ExecutionException | TimeoutException | KafkaException notNow) {
      if (notNow.getCause() instanceof AuthorizationException) {
        LOG.info(
            "Kafka: may not read the settings of {}; see that its {} is {}",
            Topics.RAW,
            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
            KafkaTopics.AT_APPEND);
        return true;
      }
      LOG.debug("Kafka: the settings of {} are not known yet", Topics.RAW, notNow);
      return false;
    }
  }

  private static void tell(String type) {
    if (!KafkaTopics.AT_APPEND.equals(type)) {
      LOG.warn(
          "Kafka: topic {} has {}={}, so a gateway whose clock is ahead moves the arrival time of"
              + " others' messages. Run 'innopark kafka prepare', or set it to {}",
          Topics.RAW,
          TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
          type,
          KafkaTopics.AT_APPEND);
    }
  }
}
