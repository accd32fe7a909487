package hk.innopark.operations.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hk.innopark.embedded.server.EmbeddedKafka;
import hk.innopark.embedded.server.EmbeddedPostgres;
import hk.innopark.events.Topics;
import hk.innopark.events.process.LoopbackPorts;
import hk.innopark.gateway.KafkaTopics;
import hk.innopark.registry.RegistrySchema;
import hk.innopark.registry.access.Secret;
import hk.innopark.registry.evidence.Anchors;
import hk.innopark.registry.evidence.NoteSigner;
import hk.innopark.registry.ledger.LedgerEntry;
import hk.innopark.registry.ledger.LedgerRow;
import hk.innopark.registry.ledger.LedgerStore;
import hk.innopark.registry.ledger.VerificationStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** What the watch says of a real ledger and a real topic of dead letters. */
class WatchIT {
  @TempDir Path folder;

  private EmbeddedPostgres postgres() throws Exception {
    return EmbeddedPostgres.start(
        folder.resolve("programs"),
        folder.resolve("pg"),
        LoopbackPorts.free(),
        Secret.keptIn(folder.resolve("password")));
  }

  private static DataSource migrated(EmbeddedPostgres postgres) {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(postgres.jdbcUrl());
    database.setUser(EmbeddedPostgres.USER);
    database.setPassword(postgres.password().reveal());
    RegistrySchema.migrate(database);
    return database;
  }

  @Test
  void eachNightEveryChainIsVerifiedAndTheNewestHourOfATenantIsKnown() throws Exception {
    try (EmbeddedPostgres postgres = postgres()) {
      DataSource database = migrated(postgres);
      LedgerStore ledger = new LedgerStore(database);
      ledger.append(chain("golden-noodle", 3));
      ledger.append(chain("lotus-bakery", 2));
      AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
      LedgerCheck check =
          new LedgerCheck(database, LocalTime.of(2, 30), Anchors::none, Runnable::run, now::get);
      assertThat(found(check))
          .contains("innopark_ledger_faults 0\n")
          .contains(holds("golden-noodle", 1))
          .contains("innopark_ledger_chain_rows{tenant=\"golden-noodle\",origin=\"real\"} 3\n");

      try (Connection connection = database.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("ALTER TABLE ledger DISABLE TRIGGER USER");
        statement.execute(
            "UPDATE ledger SET reason = 'x' WHERE tenant = 'golden-noodle' AND seq = 2");
        // nothing in the ledger tells of it any more
        statement.execute("DELETE FROM ledger WHERE tenant = 'lotus-bakery'");
      }
      assertThat(found(check))
          .as("verified since last night")
          .contains("innopark_ledger_faults 0\n")
          .contains(
              "innopark_ledger_newest_timestamp_seconds{tenant=\"golden-noodle\",origin=\"real\"}"
                  + " 14400\n");
      now.set(now.get().plus(Duration.ofDays(1)));
      assertThat(found(check))
          .contains("innopark_ledger_faults 2\n")
          .contains(holds("golden-noodle", 0))
          .contains(holds("lotus-bakery", 0));
      assertThat(new VerificationStore(database).newest())
          .extracting(VerificationStore.Kept::fault)
          .satisfiesExactly(
              edited -> assertThat(edited).contains("was changed"),
              gone -> assertThat(gone).contains("rows were cut off"));
    }
  }

  @Test
  void eachHourEveryChainIsAnchoredAndARewrittenOneIsFoundByIt() throws Exception {
    try (EmbeddedPostgres postgres = postgres()) {
      DataSource database = migrated(postgres);
      LedgerStore ledger = new LedgerStore(database);
      ledger.append(chain("golden-noodle", 3));
      NoteSigner signer = NoteSigner.keptIn(folder.resolve("ledger-key"), "innopark-ledger");
      Path file = folder.resolve("anchors.txt");
      AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-03T10:00:00Z"));
      AnchorCheck check =
          new AnchorCheck(
              database, signer, Optional.of(file), Optional.empty(), Duration.ofHours(1), now::get);
      assertThat(found(check))
          .contains("innopark_ledger_anchored_chains 1\n")
          .contains("innopark_ledger_anchored_timestamp_seconds 1772532000\n");
      String once = Files.readString(file);
      now.set(now.get().plus(Duration.ofMinutes(59)));
      found(check);
      assertThat(file).as("within the hour").hasContent(once);
      now.set(now.get().plus(Duration.ofMinutes(1)));
      assertThat(found(check)).contains("innopark_ledger_anchored_timestamp_seconds 1772535600\n");
      assertThat(Files.readString(file)).hasSizeGreaterThan(once.length());

      try (Connection connection = database.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("ALTER TABLE ledger DISABLE TRIGGER USER");
        statement.execute("DELETE FROM ledger WHERE seq = 3");
      }
      Anchors known = Anchors.read(List.of(file), List.of(signer.verifier()));
      LedgerCheck verified =
          new LedgerCheck(
              database,
              LocalTime.of(2, 30),
              () -> known,
              Runnable::run,
              () -> now.get().plus(Duration.ofDays(2)));
      found(verified);
      assertThat(found(verified)).contains(holds("golden-noodle", 0));
    }
  }

  @Test
  void aDatabaseThatIsAwayAtNightIsNoVerificationThatHeld() throws IOException {
    PGSimpleDataSource nowhere = new PGSimpleDataSource();
    nowhere.setUrl("jdbc:postgresql://127.0.0.1:" + LoopbackPorts.free() + "/x");
    LedgerCheck check =
        new LedgerCheck(
            nowhere, LocalTime.of(2, 30), Anchors::none, Runnable::run, InstantSource.system());
    assertThatThrownBy(() -> found(check)).isInstanceOf(SQLException.class);
  }

  private static String holds(String tenant, int holds) {
    return "innopark_ledger_chain_holds{tenant=\"%s\",origin=\"real\"} %d\n"
        .formatted(tenant, holds);
  }

  /** Its hours begin at the epoch. */
  private static List<LedgerRow> chain(String tenant, int rows) {
    List<LedgerRow> chain = new ArrayList<>();
    String previous = LedgerRow.GENESIS;
    for (int i = 0; i < rows; i++) {
      LedgerEntry entry =
          new LedgerEntry(
              tenant,
              "real",
              null,
              "energy",
              "hour",
              3_600_000L * (i + 1),
              3_600_000L * (i + 2),
              1,
              "{}",
              "{}",
              1.0,
              "v",
              "r",
              "",
              1,
              "",
              "closed");
      LedgerRow row = LedgerRow.chain(entry, i + 1L, previous);
      previous = row.hash();
      chain.add(row);
    }
    return chain;
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
