package hk.innopark.cli.cluster;

import hk.innopark.embedded.server.EmbeddedKafka;
import hk.innopark.embedded.server.EmbeddedPostgres;
import hk.innopark.events.Topics;
import hk.innopark.events.process.LoopbackPorts;
import hk.innopark.gateway.KafkaTopics;
import hk.innopark.registry.DatabaseRole;
import hk.innopark.registry.RegistrySchema;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.access.Secret;
import hk.innopark.registry.ledger.LedgerStore;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.postgresql.ds.PGSimpleDataSource;

/** Kafka, PostgreSQL with the ledger's schema, a store and Flink's servers. */
final class ClusterServers implements AutoCloseable {
  private static final String WRITER = "ledger-writer";
  private static final String PASSWORD = "not a secret";

  private final Path folder;
  private EmbeddedKafka kafka;
  private EmbeddedPostgres postgres;
  private RecordingStore store;
  private FlinkServers flink;

  ClusterServers(Path folder) {
    this.folder = folder;
  }

  /** Where a part fails, {@link #close()} stops the others. */
  void start() throws Exception {
    kafka =
        EmbeddedKafka.start(folder.resolve("kafka"), LoopbackPorts.free(), LoopbackPorts.free());
    KafkaTopics.create(kafka.bootstrapServers(), 4);
    postgres =
        EmbeddedPostgres.start(
            folder.resolve("programs"),
            folder.resolve("postgres"),
            LoopbackPorts.free(),
            Secret.keptIn(folder.resolve("password")));
    RegistrySchema.migrate(database());
    RegistrySchema.createLogin(database(), WRITER, PASSWORD, DatabaseRole.WRITER);
    store = new RecordingStore();
    flink = new FlinkServers(folder.resolve("flink"), jobEnvironment());
  }

  String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  RecordingStore store() {
    return store;
  }

  LedgerStore ledger() {
    return new LedgerStore(database());
  }

  FlinkServers flink() {
    return flink;
  }

  /** Others instead, which know nothing of the state of those before; they are ended. */
  FlinkServers replaceFlink(String name, Map<String, String> environment) throws Exception {
    flink.close();
    flink = new FlinkServers(folder.resolve(name), environment);
    return flink;
  }

  /** Waits until the job has committed so many messages; heartbeats come besides. */
  void awaitRead(long messages) {
    Awaited.awaitTrue(
        () -> {
          try (Admin admin = Admin.create(client())) {
            Map<TopicPartition, OffsetAndMetadata> read =
                admin
                    .listConsumerGroupOffsets("innopark-telemetry")
                    .partitionsToOffsetAndMetadata()
                    .get();
            return read.size() > 0
                && read.values().stream().mapToLong(OffsetAndMetadata::offset).sum()
                    == records(Topics.RAW)
                && records(Topics.RAW) >= messages;
          }
        });
  }

  void addPartitions(int partitions) throws Exception {
    try (Admin admin = Admin.create(client())) {
      admin.createPartitions(Map.of(Topics.RAW, NewPartitions.increaseTo(partitions))).all().get();
    }
  }

  /** How many records a topic has had. */
  long records(String topic) throws Exception {
    try (Admin admin = Admin.create(client())) {
      Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
      admin
          .describeTopics(List.of(topic))
          .allTopicNames()
          .get()
          .get(topic)
          .partitions()
          .forEach(p -> ends.put(new TopicPartition(topic, p.partition()), OffsetSpec.latest()));
      return admin.listOffsets(ends).all().get().values().stream()
          .mapToLong(ListOffsetsResult.ListOffsetsResultInfo::offset)
          .sum();
    }
  }

  Properties client() {
    Properties client = new Properties();
    client.setProperty("bootstrap.servers", kafka.bootstrapServers());
    return client;
  }

  Map<String, String> jobEnvironment() throws Exception {
    Path registry = folder.resolve("registry.yaml");
    try (InputStream sample = RegistryYaml.class.getResourceAsStream("/sample.yaml")) {
      Files.copy(sample, registry, StandardCopyOption.REPLACE_EXISTING);
    }
    return Map.of(
        "REGISTRY_FILE", registry.toString(),
        "CHECKPOINT_INTERVAL", "PT1S",
        "KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers(),
        "INFLUX_URL", store.url(),
        "LEDGER_JDBC_URL", postgres.jdbcUrl(),
        "LEDGER_USER", WRITER,
        "LEDGER_PASSWORD", PASSWORD);
  }

  private PGSimpleDataSource database() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(postgres.jdbcUrl());
    source.setUser(EmbeddedPostgres.USER);
    source.setPassword(postgres.password().reveal());
    return source;
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable part : new AutoCloseable[] {flink, store, kafka, postgres}) {
      if (part != null) {
        part.close();
      }
    }
  }
}
