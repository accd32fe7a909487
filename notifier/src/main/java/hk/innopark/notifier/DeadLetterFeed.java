package hk.innopark.notifier;

import hk.innopark.events.DeadLetter;
import hk.innopark.events.Ids;
import hk.innopark.events.Topics;
import hk.innopark.registry.lookup.DeviceOwners;
import hk.innopark.registry.model.Registry;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Properties;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.header.Header;

/**
 * Keeps what was refused where a tenant can see it: the newest messages of {@code
 * telemetry.deadletter}, each once, for 30 days and no more than 100,000 of all.
 */
final class DeadLetterFeed {
  private static final Duration FORGET_EVERY = Duration.ofMinutes(10);

  private static final String KEEP =
      """
      INSERT INTO notify.dead_letter
        (kafka_partition, kafka_offset, refused_at, reason, topic, tenant, sha256, bytes, payload,
         detail)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, nullif(?, '')) ON CONFLICT (kafka_partition, kafka_offset) DO NOTHING
      """;
  private static final String FORGET =
      """
      DELETE FROM notify.dead_letter WHERE refused_at < now() - interval '30 days'
        OR id <= (SELECT max(id) - 100000 FROM notify.dead_letter)
      """;

  private final Properties kafka = new Properties();
  private final DataSource database;
  private final Supplier<Registry> registry;
  private long forgottenNanos = System.nanoTime() - FORGET_EVERY.toNanos();

  DeadLetterFeed(Properties client, DataSource database, Supplier<Registry> registry) {
    this.database = database;
    this.registry = registry;
    kafka.putAll(client);
    kafka.put(ConsumerConfig.GROUP_ID_CONFIG, client.getProperty("group.id") + "-dead-letters");
    kafka.put(ConsumerConfig.CLIENT_ID_CONFIG, "notifier-dead-letters");
  }

  /** Follows the topic until it is stopped. */
  TopicFollower follower() {
    return new TopicFollower(Topics.DEAD_LETTER, kafka, this::take, Clock.systemUTC());
  }

  private void take(ConsumerRecords<byte[], byte[]> letters) throws SQLException {
    if (!letters.isEmpty()) {
      keep(letters);
    }
    if (System.nanoTime() - forgottenNanos > FORGET_EVERY.toNanos()) {
      forgottenNanos = System.nanoTime();
      Sql.transaction(
          database,
          connection -> {
            try (PreparedStatement delete = connection.prepareStatement(FORGET)) {
              return delete.executeUpdate();
            }
          });
    }
  }

  void keep(Iterable<ConsumerRecord<byte[], byte[]>> letters) throws SQLException {
    int[] unused =
        Sql.transaction(
            database,
            connection -> {
              try (PreparedStatement insert = connection.prepareStatement(KEEP)) {
                for (ConsumerRecord<byte[], byte[]> letter : letters) {
                  String topic = header(letter, Topics.HEADER_MQTT_TOPIC);
                  byte[] payload = letter.value() == null ? new byte[0] : letter.value();
                  insert.setInt(1, letter.partition());
                  insert.setLong(2, letter.offset());
                  insert.setObject(3, Sql.time(letter.timestamp()));
                  insert.setString(4, header(letter, Topics.HEADER_REASON));
                  insert.setString(5, topic);
                  insert.setString(6, ownerOf(topic));
                  insert.setString(7, header(letter, Topics.HEADER_SHA256));
                  insert.setInt(8, payload.length);
                  insert.setBytes(
                      9, Arrays.copyOf(payload, Math.min(payload.length, DeadLetter.KEPT_BYTES)));
                  insert.setString(10, header(letter, "detail"));
                  insert.addBatch();
                }
                return insert.executeBatch();
              }
            });
  }

  /** Without what PostgreSQL takes in no text. */
  private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
    Header header = letter.headers().lastHeader(name);
    return header == null || header.value() == null
        ? ""
        : new String(header.value(), StandardCharsets.UTF_8).replace('\0', '\uFFFD');
  }

  /** Also of a topic that some machine of the registry names as its own. */
  private String ownerOf(String topic) {
    return DeviceOwners.tenantOf(registry.get(), topic).orElseGet(() -> tenantOf(topic));
  }

  /** Whose topic it is, of {@code innopark/estate/tenant/…} and {@code spBv1.0/estate.tenant/…}. */
  static String tenantOf(String topic) {
    String[] levels = topic.split("/", -1);
    String tenant = null;
    if (topic.startsWith(Topics.MQTT_PREFIX) && levels.length > 2) {
      tenant = levels[2];
    } else if (topic.startsWith(Topics.SPARKPLUG_PREFIX) && levels.length > 1) {
      tenant = levels[1].substring(levels[1].indexOf('.') + 1);
    }
    return tenant != null && Ids.isValid(tenant) ? tenant : null;
  }
}
