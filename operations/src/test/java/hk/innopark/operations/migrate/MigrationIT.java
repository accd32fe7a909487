package hk.innopark.operations.migrate;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hk.innopark.embedded.server.EmbeddedKafka;
import hk.innopark.events.RefusedException;
import hk.innopark.events.Topics;
import hk.innopark.events.process.LoopbackPorts;
import hk.innopark.gateway.KafkaTopics;
import hk.innopark.jobs.ledger.LedgerTakeover;
import hk.innopark.registry.RegistrySchema;
import hk.innopark.registry.ledger.LedgerEntry;
import hk.innopark.registry.ledger.LedgerRow;
import hk.innopark.registry.ledger.LedgerStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationIT {
  private static final ZoneId HONG_KONG = ZoneId.of("Asia/Hong_Kong");
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final String GROUP = "innopark-telemetry";
  private static final TopicPartition FIRST = new TopicPartition(Topics.RAW, 0);
  private static final TopicPartition SECOND = new TopicPartition(Topics.RAW, 1);

  @TempDir Path folder;
  private EmbeddedKafka kafka;
  private EmbeddedPostgres postgres;
  private LedgerStore ledger;
  private Admin admin;
  private long now;

  @BeforeEach
  void start() throws Exception {
    kafka =
        EmbeddedKafka.start(folder.resolve("kafka"), LoopbackPorts.free(), LoopbackPorts.free());
    KafkaTopics.create(kafka.bootstrapServers(), 2);
    admin = Admin.create(client());
    postgres = EmbeddedPostgres.builder().setPort(LoopbackPorts.free()).start();
    RegistrySchema.migrate(postgres.getPostgresDatabase());
    ledger = new LedgerStore(postgres.getPostgresDatabase());
    now = System.currentTimeMillis();
    for (int i = 0; i < 5; i++) {
      send(0, now - 5_000 + 1_000L * i);
      send(1, now - 4_500 + 1_000L * i);
    }
  }

  @AfterEach
  void stop() throws Exception {
    // also where the start failed: what was not started is null then
    try (EmbeddedKafka third = kafka;
        EmbeddedPostgres second = postgres;
        Admin first = admin) {}
  }

  @Test
  void theNewJobReadsWhatKafkaHasAndFollowsTheJobsOwnLastRow() throws Exception {
    long hour = now - now % HOUR - HOUR;
    LedgerRow first = LedgerRow.chain(entry(hour - HOUR, 1), 1, LedgerRow.GENESIS);
    LedgerRow last = LedgerRow.chain(entry(hour, 1), 2, first.hash());
    ledger.append(List.of(first, last));
    // at the end of the chain, and none of the job's
    ledger.restate(List.of(entry(hour - HOUR, 2).restated(2, "restated by ann: test")));
    read(Map.of(FIRST, 3L, SECOND, 5L));

    Migration.Plan plan = new Migration(ledger).plan(client(), GROUP);

    assertThat(plan.openMonth()).as("nothing was deleted yet").isNull();
    assertThat(plan.rows()).isEqualTo(2);
    LedgerTakeover takeover = plan.takeover();
    assertThat(takeover.untilMillis())
        .as("the fourth record of the first partition is the first unread one")
        .isEqualTo(now - 2_000);
    assertThat(takeover.completeFromMillis()).isLessThanOrEqualTo(monthStart().toEpochMilli());
    assertThat(takeover.fromMillis()).isLessThan(takeover.completeFromMillis());
    LedgerTakeover.End end = takeover.chains().get("acme|real");
    assertThat(end.seq()).isEqualTo(2);
    assertThat(end.hash()).isEqualTo(last.hash());
    assertThat(end.known())
        .containsExactlyInAnyOrder(
            LedgerTakeover.keyOf(first.entry()), LedgerTakeover.keyOf(last.entry()));
  }

  @Test
  void aMonthOfWhichKafkaHasLostTheBeginningIsNamedAndLeftOut() throws Exception {
    read(Map.of(FIRST, 5L, SECOND, 5L));
    admin.deleteRecords(Map.of(SECOND, RecordsToDelete.beforeOffset(2))).all().get();

    Migration.Plan plan = new Migration(ledger).plan(client(), GROUP);

    long from = plan.takeover().fromMillis();
    assertThat(from).as("Kafka's own stamp").isBetween(now, System.currentTimeMillis());
    assertThat(plan.takeover().completeFromMillis())
        .isEqualTo(from + Duration.ofDays(2).toMillis());
    assertThat(plan.openMonth())
        .isEqualTo(
            LocalDate.ofInstant(
                    Instant.ofEpochMilli(plan.takeover().completeFromMillis() - 1), HONG_KONG)
                .withDayOfMonth(1));
  }

  @Test
  void aGroupThatHasReadNothingIsRefused() {
    assertThatThrownBy(() -> new Migration(ledger).plan(client(), "other"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("group other has read nothing");
  }

  private static Instant monthStart() {
    return LocalDate.now(HONG_KONG).withDayOfMonth(1).atStartOfDay(HONG_KONG).toInstant();
  }

  private void read(Map<TopicPartition, Long> offsets) throws Exception {
    Map<TopicPartition, OffsetAndMetadata> committed = new java.util.HashMap<>();
    offsets.forEach((partition, offset) -> committed.put(partition, new OffsetAndMetadata(offset)));
    admin.alterConsumerGroupOffsets(GROUP, committed).all().get();
  }

  private void send(int partition, long receivedAt) throws Exception {
    Properties settings = client();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      ProducerRecord<byte[], byte[]> sent =
          new ProducerRecord<>(Topics.RAW, partition, "key".getBytes(UTF_8), "{}".getBytes(UTF_8));
      sent.headers().add(Topics.HEADER_MQTT_TOPIC, "innopark/a/b/c/d".getBytes(UTF_8));
      sent.headers().add(Topics.HEADER_RECEIVED_AT, Long.toString(receivedAt).getBytes(US_ASCII));
      producer.send(sent).get();
    }
  }

  private Properties client() {
    Properties client = new Properties();
    client.setProperty("bootstrap.servers", kafka.bootstrapServers());
    return client;
  }

  private static LedgerEntry entry(long start, int revision) {
    return new LedgerEntry(
        "acme",
        "real",
        null,
        "energy",
        "hour",
        start,
        start + HOUR,
        revision,
        "{}",
        "{}",
        1.0,
        "code",
        "registry",
        "",
        360,
        "00",
        "period closed");
  }
}
