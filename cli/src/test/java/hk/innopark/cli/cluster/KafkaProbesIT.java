package hk.innopark.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.Topics;
import hk.innopark.events.process.LoopbackPorts;
import hk.innopark.operations.access.KafkaAccess;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A broker with passwords and access control, prepared as an operator prepares it; every user tries
 * everything. Who may do what is written here once more, by hand.
 */
class KafkaProbesIT {
  private static final String ADMIN = "admin";
  private static final String STRANGER = "device";
  private static final List<String> USERS =
      List.of(KafkaAccess.GATEWAY, KafkaAccess.JOB, KafkaAccess.WATCH, STRANGER);

  /** {@code user operation topic}. */
  private static final Set<String> ALLOWED =
      Set.of(
          "gateway write " + Topics.RAW,
          "gateway write " + Topics.DEAD_LETTER,
          "gateway read " + Topics.COMMANDS,
          "watch read " + Topics.DEAD_LETTER,
          "watch read " + Topics.ANCHORS,
          "watch write " + Topics.ANCHORS,
          "flink read " + Topics.RAW);

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private static Path folder;
  private static KafkaRaftServer server;
  private static String address;

  private final Map<String, Integer> probes = new TreeMap<>();
  private final List<String> leaks = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    int port = LoopbackPorts.free();
    int controller = LoopbackPorts.free();
    address = "127.0.0.1:" + port;
    String logs = folder.resolve("kafka").toString();
    folder.resolve("kafka").toFile().mkdirs();
    try (PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      new Formatter()
          .setPrintStream(nowhere)
          .setNodeId(1)
          .setClusterId(Uuid.randomUuid().toString())
          .setControllerListenerName("CONTROLLER")
          .setMetadataLogDirectory(logs)
          .addDirectory(logs)
          .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
          .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
          .run();
    }
    server =
        new KafkaRaftServer(
            KafkaConfig.fromProps(broker(port, controller, logs), false), Time.SYSTEM);
    server.startup();
    KafkaAccess.Prepared prepared = KafkaAccess.prepare(client(ADMIN, ADMIN), 1);
    assertThat(prepared.permissions()).isPositive();
  }

  private static Properties broker(int port, int controller, String logs) {
    StringBuilder users = new StringBuilder();
    List.of("admin", "gateway", "flink", "watch", STRANGER)
        .forEach(user -> users.append(" user_%s=\"secret of %s\"".formatted(user, user)));
    Properties broker = new Properties();
    broker.setProperty("node.id", "1");
    broker.setProperty("process.roles", "broker,controller");
    broker.setProperty(
        "listeners", "BROKER://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller);
    broker.setProperty("advertised.listeners", "BROKER://127.0.0.1:" + port);
    broker.setProperty(
        "listener.security.protocol.map", "BROKER:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT");
    broker.setProperty("inter.broker.listener.name", "BROKER");
    broker.setProperty("sasl.mechanism.inter.broker.protocol", "PLAIN");
    broker.setProperty("sasl.enabled.mechanisms", "PLAIN");
    broker.setProperty(
        "listener.name.broker.plain.sasl.jaas.config",
        "org.apache.kafka.common.security.plain.PlainLoginModule required"
            + " username=\"admin\" password=\"secret of admin\""
            + users
            + ";");
    broker.setProperty(
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    // nobody is anonymous but the controller to itself
    broker.setProperty("super.users", "User:admin;User:ANONYMOUS");
    broker.setProperty("controller.listener.names", "CONTROLLER");
    broker.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controller);
    broker.setProperty("log.dirs", logs);
    broker.setProperty("auto.create.topics.enable", "false");
    broker.setProperty("offsets.topic.replication.factor", "1");
    broker.setProperty("offsets.topic.num.partitions", "1");
    broker.setProperty("default.replication.factor", "1");
    broker.setProperty("log.cleaner.dedupe.buffer.size", "4194304");
    return broker;
  }

  private static Properties client(String user, String ofUser) {
    Properties client = new Properties();
    client.setProperty("bootstrap.servers", address);
    client.setProperty("security.protocol", "SASL_PLAINTEXT");
    client.setProperty("sasl.mechanism", "PLAIN");
    client.setProperty(
        "sasl.jaas.config",
        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"secret of %s\";"
            .formatted(user, ofUser));
    return client;
  }

  @AfterAll
  static void stop() {
    server.shutdown();
    server.awaitShutdown();
  }

  @Test
  void everyUserDoesWhatItIsForAndNothingElse() throws Exception {
    Set<String> topics = new TreeSet<>();
    try (Admin admin = Admin.create(client(ADMIN, ADMIN))) {
      topics.addAll(admin.listTopics().names().get());
    }
    assertThat(topics).contains(Topics.RAW, Topics.DEAD_LETTER, Topics.COMMANDS);
    for (String user : USERS) {
      try (Admin admin = Admin.create(client(user, user));
          KafkaProducer<byte[], byte[]> producer =
              new KafkaProducer<>(
                  producer(user), new ByteArraySerializer(), new ByteArraySerializer())) {
        for (String topic : topics) {
          probe(
              user,
              "write",
              topic,
              () -> producer.send(new ProducerRecord<>(topic, new byte[0])).get());
          probe(user, "read", topic, () -> read(user, topic));
          probe(user, "delete", topic, () -> admin.deleteTopics(Set.of(topic)).all().get());
          probe(user, "configure", topic, () -> configure(admin, topic));
        }
        probe(
            user,
            "create",
            "telemetry.more",
            () ->
                admin
                    .createTopics(Set.of(new NewTopic("telemetry.more", 1, (short) 1)))
                    .all()
                    .get());
        probe(
            user, "see rights", "-", () -> admin.describeAcls(AclBindingFilter.ANY).values().get());
        probe(
            user,
            "drop rights",
            "-",
            () -> admin.deleteAcls(Set.of(AclBindingFilter.ANY)).all().get());
        for (String group : List.of("innopark-live", "gateway-1-commands", "of nobody")) {
          probe(user, "follow", group, () -> committed(user, group));
        }
      }
      for (String other : USERS) {
        if (!other.equals(user)) {
          probe(user, "sign in with the password of", other, () -> signIn(user, other));
        }
      }
    }
    int all = probes.values().stream().mapToInt(Integer::intValue).sum();
    System.out.println("probes by user: " + probes + ", " + all + " in all, leaks: " + leaks);
    assertThat(leaks).isEmpty();
    assertThat(all).isGreaterThan(100);
    try (Admin admin = Admin.create(client(ADMIN, ADMIN))) {
      assertThat(admin.listTopics().names().get()).containsAll(topics);
    }
  }

  private static Properties producer(String user) {
    Properties producer = client(user, user);
    producer.setProperty("enable.idempotence", "false");
    producer.setProperty("max.block.ms", Long.toString(PATIENCE.toMillis()));
    return producer;
  }

  private static Object read(String user, String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(user, null)) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long at = consumer.position(partition, PATIENCE);
      return at + consumer.poll(Duration.ofMillis(200)).count();
    }
  }

  private static Object committed(String user, String group) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(user, group)) {
      return consumer.committed(Set.of(new TopicPartition(Topics.RAW, 0)), PATIENCE);
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer(String user, String group) {
    Properties consumer = client(user, user);
    if (group != null) {
      consumer.setProperty("group.id", group);
    }
    return new KafkaConsumer<>(consumer, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static Object configure(Admin admin, String topic) throws Exception {
    return admin
        .incrementalAlterConfigs(
            Map.of(
                new ConfigResource(ConfigResource.Type.TOPIC, topic),
                List.of(
                    new AlterConfigOp(
                        new ConfigEntry("retention.ms", "1000"), AlterConfigOp.OpType.SET))))
        .all()
        .get();
  }

  private static Object signIn(String user, String other) throws Exception {
    try (Admin admin = Admin.create(client(user, other))) {
      return admin.listTopics().names().get();
    }
  }

  private void probe(String user, String operation, String on, Callable<?> attempt)
      throws Exception {
    probes.merge(user, 1, Integer::sum);
    boolean refused;
    try {
      refused = attempt.call() == null && operation.startsWith("sign in");
    } catch (AuthorizationException | SaslAuthenticationException denied) {
      refused = true;
    } catch (ExecutionException failed) {
      if (!(failed.getCause() instanceof AuthorizationException)
          && !(failed.getCause() instanceof SaslAuthenticationException)) {
        throw failed;
      }
      refused = true;
    }
    boolean may =
        ALLOWED.contains(user + ' ' + operation + ' ' + on)
            || (user.equals(KafkaAccess.JOB)
                && operation.equals("write")
                && !on.equals(Topics.RAW)
                && !on.equals(Topics.ANCHORS)
                && !on.equals(Topics.ANNOTATIONS)
                && !on.startsWith("__"))
            || (operation.equals("follow")
                && ((user.equals(KafkaAccess.JOB) && on.startsWith("innopark"))
                    || (user.equals(KafkaAccess.GATEWAY) && on.startsWith("gateway"))));
    if (refused == may) {
      leaks.add(user + (refused ? " is kept out of " : " got to ") + operation + ' ' + on);
    }
  }
}
