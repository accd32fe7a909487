package hk.innopark.operations.watch;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.embedded.server.EmbeddedKafka;
import hk.innopark.embedded.server.EmbeddedPostgres;
import hk.innopark.embedded.server.LoopbackPorts;
import hk.innopark.events.Topics;
import hk.innopark.gateway.KafkaTopics;
import hk.innopark.registry.RegistrySchema;
import hk.innopark.registry.access.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** What the watch says of a real ledger and a real topic of dead letters. */
class WatchIT {
  private static final String FORGED =
      "INSERT INTO ledger VALUES ('golden-noodle', 'real', 1, NULL, 'energy', 'hour',"
          + " to_timestamp(3600), to_timestamp(7200), 1, '{}', '{}', 1, 'v', 'r', '', 1, '',"
          + " 'closed', now(), repeat('0', 64), repeat('a', 64))";

  @TempDir Path folder;

  @Test
  void aForgedRowIsFoundAndTheNewestHourOfATenantIsKnown() throws Exception {
    Secret password = Secret.keptIn(folder.resolve("password"));
    try (EmbeddedPostgres postgres =
        EmbeddedPostgres.start(
            folder.resolve("programs"), folder.resolve("pg"), LoopbackPorts.free(), password)) {
      PGSimpleDataSource database = new PGSimpleDataSource();
      database.setUrl(postgres.jdbcUrl());
      database.setUser(EmbeddedPostgres.USER);
      database.setPassword(password.reveal());
      RegistrySchema.migrate(database);
      Instant[] now = {Instant.ofEpochSecond(1_000)};
      LedgerCheck check = new LedgerCheck(database, Duration.ofHours(1), () -> now[0]);
      assertThat(found(check)).contains("innopark_ledger_faults 0\n");

      try (Connection connection = database.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("ALTER TABLE ledger DISABLE TRIGGER ledger_append");
        statement.execute(FORGED);
      }
      assertThat(found(check))
          .as("verified an hour ago at most")
          .contains("innopark_ledger_faults 0\n")
          .contains(
              "innopark_ledger_newest_timestamp_seconds{tenant=\"golden-noodle\",origin=\"real\"}"
                  + " 7200\n");
      now[0] = now[0].plusSeconds(3_600);
      assertThat(found(check))
          .contains("innopark_ledger_faults 1\n")
          .contains("innopark_ledger_verified_timestamp_seconds 4600\n");
    }
  }

  @Test
  void refusedMessagesAreCountedByTenantAndReasonOnce() throws Exception {
    try (EmbeddedKafka kafka =
        EmbeddedKafka.start(folder.resolve("kafka"), LoopbackPorts.free(), LoopbackPorts.free())) {
      KafkaTopics.create(kafka.bootstrapServers(), 1);
      Properties client = new Properties();
      client.put("bootstrap.servers", kafka.bootstrapServers());
      try (DeadLetterCheck check = new DeadLetterCheck(client)) {
        assertThat(found(check)).isEmpty();
        refuse(kafka, "innopark/tai-po/golden-noodle/line-1/oven-1", "RANGE");
        refuse(kafka, "innopark/tai-po/golden-noodle/line-1/oven-2", "RANGE");
        refuse(kafka, "spBv1.0/tai-po.other/NDATA/line-1", "SPB_NO_BIRTH");
        assertThat(found(check))
            .as("a pair that is new is shown as 0 first")
            .contains(oven(0))
            .contains("innopark_dead_letters_total{tenant=\"other\",reason=\"SPB_NO_BIRTH\"} 0\n");
        assertThat(found(check)).contains(oven(2));
        assertThat(found(check)).as("a further look counts nothing twice").contains(oven(2));
        refuse(kafka, "innopark/tai-po/golden-noodle/line-1/oven-1", "RANGE");
        assertThat(found(check)).contains(oven(3));
      }
    }
  }

  private static String oven(int refused) {
    return "innopark_dead_letters_total{tenant=\"golden-noodle\",reason=\"RANGE\"} "
        + refused
        + "\n";
  }

  private static void refuse(EmbeddedKafka kafka, String topic, String reason) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(Topics.DEAD_LETTER, new byte[1]);
      letter.headers().add(Topics.HEADER_MQTT_TOPIC, topic.getBytes(StandardCharsets.UTF_8));
      letter.headers().add(Topics.HEADER_REASON, reason.getBytes(StandardCharsets.UTF_8));
      producer.send(letter).get();
    }
  }

  private static String found(Check check) throws Exception {
    Measurements measurements = new Measurements();
    check.measure(measurements);
    return measurements.exposition();
  }
}
