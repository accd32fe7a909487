package hk.innopark.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import hk.innopark.events.RawMessage;
import hk.innopark.events.SparkplugAddress;
import hk.innopark.events.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The commands of {@link Topics#COMMANDS} that are still worth sending. Each gateway reads all of
 * them, since it may be the only one at its broker; one that nobody may send, that is older than a
 * minute or larger than 4 KiB, is dropped and counted. Not thread-safe.
 */
class CommandSource implements AutoCloseable {
  private static final Duration GREATEST_AGE = Duration.ofMinutes(1);

  /** The MQTT client writes a packet of more than 8 KiB in parts, between which others come. */
  private static final int GREATEST_BYTES = 4 * 1024;

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private Consumer<byte[], byte[]> consumer;
  private long dropped;

  CommandSource(KafkaSettings settings, String gatewayId) {
    this(() -> new KafkaConsumer<>(properties(settings, gatewayId)));
  }

  CommandSource(Supplier<Consumer<byte[], byte[]>> consumers) {
    this.consumers = consumers;
  }

  private static Properties properties(KafkaSettings settings, String gatewayId) {
    Properties properties = new Properties();
    properties.putAll(settings.clientProperties().values());
    properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, gatewayId + "-commands");
    // what was asked before this gateway was there is of no use to anybody
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return properties;
  }

  /** What has come meanwhile; waits a while for it. */
  List<RawMessage> poll(Duration atMost, long nowMillis) {
    List<RawMessage> commands = new ArrayList<>();
    try {
      if (!isAssigned(atMost)) {
        return commands;
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(atMost)) {
        Optional<RawMessage> command = command(record);
        if (command.isPresent() && isSendable(command.get(), nowMillis)) {
          commands.add(command.get());
        } else {
          dropped++;
        }
      }
    } catch (KafkaException failed) {
      close();
      throw failed;
    }
    return commands;
  }

  /**
   * Takes the partitions without joining a group: a group would wait 45 seconds for a gateway that
   * was killed before it gave its successor a partition.
   */
  private boolean isAssigned(Duration atMost) {
    if (consumer == null) {
      consumer = consumers.get();
    }
    if (consumer.assignment().isEmpty()) {
      consumer.assign(partitions(atMost));
    }
    if (consumer.assignment().isEmpty()) {
      LockSupport.parkNanos(atMost.toNanos());
      return false;
    }
    return true;
  }

  private List<TopicPartition> partitions(Duration atMost) {
    try {
      return consumer.partitionsFor(Topics.COMMANDS, atMost).stream()
          .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
          .toList();
    } catch (TimeoutException notYet) {
      return List.of();
    }
  }

  /** How many were dropped since this was asked last. */
  long takeDropped() {
    long taken = dropped;
    dropped = 0;
    return taken;
  }

  static boolean isSendable(RawMessage command, long nowMillis) {
    return nowMillis - command.receivedAtMillis() <= GREATEST_AGE.toMillis()
        && command.payload().length <= GREATEST_BYTES
        && SparkplugAddress.of(command.topic())
            .filter(topic -> topic.type().isCommand())
            .isPresent();
  }

  static Optional<RawMessage> command(ConsumerRecord<byte[], byte[]> record) {
    Header topic = record.headers().lastHeader(Topics.HEADER_MQTT_TOPIC);
    Header at = record.headers().lastHeader(Topics.HEADER_RECEIVED_AT);
    if (topic == null || at == null || record.value() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new RawMessage(
              Long.parseLong(new String(at.value(), UTF_8)),
              new String(topic.value(), UTF_8),
              record.value()));
    } catch (NumberFormatException noTime) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    if (consumer != null) {
      consumer.close(
          org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofMillis(500)));
      consumer = null;
    }
  }
}
