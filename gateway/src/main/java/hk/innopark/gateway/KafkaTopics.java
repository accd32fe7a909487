package hk.innopark.gateway;

import hk.innopark.events.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the project's Kafka topics; what exists already is left as it is. */
public final class KafkaTopics {
  /** Partitions of the raw topic where nothing else is said. */
  public static final int DEFAULT_PARTITIONS = 6;

  /** Value of {@code message.timestamp.type}: the broker's clock stamps each record. */
  static final String AT_APPEND = "LogAppendTime";

  private static final long TIMEOUT_SECONDS = 60;

  private KafkaTopics() {}

  /**
   * Creates the topics that are missing and waits until they exist.
   *
   * @param bootstrapServers such as {@code 127.0.0.1:9092}
   * @param partitions of the raw topic; the others, which carry little, have one
   * @throws IllegalStateException naming the topic that could not be created, and why
   */
  public static void create(String bootstrapServers, int partitions) {
    create(bootstrapServers, partitions, new Properties());
  }

  static void create(String bootstrapServers, int partitions, Properties clientProperties) {
    Properties properties = new Properties();
    properties.putAll(clientProperties);
    properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    try (Admin admin = Admin.create(properties)) {
      create(admin, partitions);
    }
  }

  /** As {@link #create(String, int)}, over a client of the caller's. */
  public static void create(Admin admin, int partitions) {
    Set<String> existing = await("list topics", admin.listTopics().names());
    List<NewTopic> missing =
        List.of(
                topic(Topics.RAW, partitions),
                topic(Topics.DEAD_LETTER, 1),
                topic(Topics.DEAD_LETTER_INFLUX, 1),
                topic(Topics.LATE, 1),
                topic(Topics.ALERTS, 1),
                topic(Topics.COMMANDS, 1),
                keptForEver(Topics.ANCHORS),
                topic(Topics.ANNOTATIONS, 1))
            .stream()
            .filter(topic -> !existing.contains(topic.name()))
            .toList();
    admin
        .createTopics(missing)
        .values()
        .forEach((name, created) -> await("create topic " + name, created));
  }

  /**
   * Lets Kafka's own clock stamp the records of a raw topic that was created otherwise: a gateway
   * whose clock is ahead would move the arrival time of everybody's messages.
   *
   * @return whether this had to be changed
   * @throws IllegalStateException where Kafka does not allow it
   */
  public static boolean stampAtAppend(Admin admin) {
    ConfigResource raw = new ConfigResource(ConfigResource.Type.TOPIC, Topics.RAW);
    String before =
        await("describe topic " + Topics.RAW, admin.describeConfigs(List.of(raw)).all())
            .get(raw)
            .get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG)
            .value();
    if (AT_APPEND.equals(before)) {
      return false;
    }
    AlterConfigOp change =
        new AlterConfigOp(
            new ConfigEntry(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, AT_APPEND),
            AlterConfigOp.OpType.SET);
    var unused =
        await(
            "set message.timestamp.type of " + Topics.RAW,
            admin.incrementalAlterConfigs(Map.of(raw, List.of(change))).all());
    return true;
  }

  private static NewTopic topic(String name, int partitions) {
    return new NewTopic(name, Optional.of(partitions), Optional.empty())
        .configs(
            Map.of(
                // a gateway whose clock is wrong must not have its records refused or expired:
                // when a message was received stands in a header
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                AT_APPEND,
                // a refused message carries its topic, up to 64 KiB, beside its payload
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                Integer.toString(1024 * 1024)));
  }

  /** What is written there is to be read after years. */
  private static NewTopic keptForEver(String name) {
    NewTopic topic = topic(name, 1);
    Map<String, String> settings = new HashMap<>(topic.configs());
    settings.put(TopicConfig.RETENTION_MS_CONFIG, "-1");
    settings.put(TopicConfig.RETENTION_BYTES_CONFIG, "-1");
    return topic.configs(settings);
  }

  private static <T> T await(String action, org.apache.kafka.common.KafkaFuture<T> future) {
    try {
      return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof TopicExistsException) {
        return null; // another gateway was quicker
      }
      throw new IllegalStateException(
          "Kafka: cannot " + action + ": " + failed.getCause().getMessage(), failed);
    } catch (TimeoutException tooLate) {
      throw new IllegalStateException(
          "Kafka: cannot " + action + " in " + TIMEOUT_SECONDS + " s", tooLate);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Kafka: interrupted at " + action, interrupted);
    }
  }
}
