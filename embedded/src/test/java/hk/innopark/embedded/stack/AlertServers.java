package hk.innopark.embedded.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import hk.innopark.embedded.server.EmbeddedKafka;
import hk.innopark.embedded.server.EmbeddedMqttBroker;
import hk.innopark.embedded.server.EmbeddedPostgres;
import hk.innopark.embedded.server.EmbeddedTimeSeries;
import hk.innopark.events.Topics;
import hk.innopark.events.process.LoopbackPorts;
import hk.innopark.gateway.KafkaTopics;
import hk.innopark.jobs.TelemetryJobConfig;
import hk.innopark.registry.DatabaseRole;
import hk.innopark.registry.RegistrySchema;
import hk.innopark.registry.RegistryStore;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.access.MqttUser;
import hk.innopark.registry.access.Secret;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The servers that an alert passes, and those that hear of it by mail and by webhook. */
final class AlertServers implements AutoCloseable {
  private static final String PLANT =
      """
      tenants:
        - id: golden-noodle
          name: Golden Noodle
          estate: tai-po
          lines:
            - id: line-1
              name: Steamed noodles
              calendar: always
              machines:
                - {id: oven-1, sample_period: PT5S, stale_after: PT60S}
      calendars:
        - id: always
          zone: Asia/Hong_Kong
          shifts: [{id: all, days: [MON, TUE, WED, THU, FRI, SAT, SUN], start: "00:00", end: "24:00"}]
      alerts:
        - {tenant: golden-noodle, kind: line_stopped, for: PT1M}
        - {tenant: golden-noodle, kind: sensor_silent, enabled: false}
        - {tenant: golden-noodle, kind: sensor_stuck, enabled: false}
      channels:
        - {tenant: golden-noodle, id: lead, kind: email, to: [lead@example.com]}
        - {tenant: golden-noodle, id: mes, kind: webhook, url: "%s"}
        - {tenant: golden-noodle, id: light, kind: mqtt}
      notifications:
        - {tenant: golden-noodle, id: all, channels: [lead, mes, light]}
      """;

  private final DataFolder data;
  private final List<AutoCloseable> parts = new ArrayList<>();
  private final List<String> webhooks = new CopyOnWriteArrayList<>();

  private GreenMail mail;
  private MqttAccounts users;
  private EmbeddedMqttBroker broker;
  private EmbeddedKafka kafka;
  private EmbeddedTimeSeries timeSeries;
  private RegistryDatabase database;

  /** Holds the folder until it is closed. */
  AlertServers(Path folder) throws Exception {
    data = started(DataFolder.open(folder));
  }

  /** What is to be closed with these, before what was started before it. */
  <T extends AutoCloseable> T started(T part) {
    parts.add(0, part);
    return part;
  }

  /** Where one fails, {@link #close()} stops the others. */
  void start() throws Exception {
    mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    mail.start();
    started(mail::stop);
    String receiver = receiver();
    users = new MqttAccounts(data);
    List<MqttUser> known = users.of(new TreeSet<>(List.of("tai-po/" + TenantClients.TENANT)));
    broker =
        started(
            EmbeddedMqttBroker.start(
                Path.of("..", "broker", "target", "lib"),
                data.child("mqtt"),
                LoopbackPorts.free(),
                known));
    EmbeddedPostgres postgres =
        started(
            EmbeddedPostgres.start(
                Path.of("target", "postgres"),
                data.child("postgres"),
                LoopbackPorts.free(),
                Secret.keptIn(data.secret("postgres-superuser"))));
    kafka =
        started(
            EmbeddedKafka.start(data.child("kafka"), LoopbackPorts.free(), LoopbackPorts.free()));
    timeSeries = started(EmbeddedTimeSeries.start(data.child("timeseries"), LoopbackPorts.free()));
    KafkaTopics.create(kafka.bootstrapServers(), 2);
    database = database(postgres, receiver);
  }

  private String receiver() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            webhooks.add(
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
          }
        });
    server.start();
    started(() -> server.stop(0));
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/alerts";
  }

  private RegistryDatabase database(EmbeddedPostgres postgres, String receiver) throws Exception {
    DataSource owner =
        RegistryDatabase.dataSource(postgres.jdbcUrl(), EmbeddedPostgres.USER, postgres.password());
    RegistrySchema.migrate(owner);
    // the first import applies to all time
    new RegistryStore(owner)
        .importRegistry(RegistryYaml.parse(PLANT.formatted(receiver), "plant.yaml"));
    return started(RegistryDatabase.open(postgres, data));
  }

  Map<String, String> gatewaySettings() throws Exception {
    return Map.of(
        "MQTT_URL",
        broker.url(),
        "MQTT_USERNAME",
        MqttAccounts.GATEWAY,
        "MQTT_PASSWORD",
        users.password(MqttAccounts.GATEWAY).reveal(),
        "KAFKA_BOOTSTRAP_SERVERS",
        kafka.bootstrapServers());
  }

  Map<String, String> notifierSettings() throws Exception {
    Path secrets = data.secret("webhooks");
    assertThat(Secret.keptIn(secrets.resolve(TenantClients.TENANT).resolve("mes")).reveal())
        .isNotEmpty();
    Map<String, String> settings = new HashMap<>();
    settings.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
    settings.put("REGISTRY_JDBC_URL", database.jdbcUrl());
    settings.put("REGISTRY_USER", RegistryDatabase.login(DatabaseRole.NOTIFIER));
    settings.put("REGISTRY_PASSWORD", database.passwordOf(DatabaseRole.NOTIFIER).reveal());
    settings.put("MQTT_URL", broker.url());
    settings.put("MQTT_USERNAME", StackNotifier.MQTT_USER);
    settings.put("MQTT_PASSWORD", users.password(StackNotifier.MQTT_USER).reveal());
    settings.put("SMTP_HOST", "127.0.0.1");
    settings.put("SMTP_PORT", Integer.toString(mail.getSmtp().getPort()));
    settings.put("SMTP_SECURITY", "none");
    settings.put("SMTP_FROM", "alerts@innopark.example");
    settings.put("WEBHOOK_SECRETS", secrets.toString());
    settings.put("WEBHOOK_NETWORKS", "127.0.0.0/8");
    return settings;
  }

  TelemetryJobConfig jobConfig() {
    return StackWiring.job(kafka, timeSeries, database);
  }

  DataFolder data() {
    return data;
  }

  /** Clients of the tenant, which are closed with these. */
  TenantClients tenant() {
    return started(new TenantClients(broker, users));
  }

  GreenMail mail() {
    return mail;
  }

  /** What the webhook was told. */
  List<String> webhooks() {
    return webhooks;
  }

  /** What the topic says was raised. */
  List<String> raised() {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", kafka.bootstrapServers());
    TopicPartition partition = new TopicPartition(Topics.ALERTS, 0);
    List<String> raised = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
          if (record.value().contains("\"state\":\"raised\"")) {
            raised.add(record.value());
          }
        }
      }
    }
    return raised;
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable part : parts) {
      part.close();
    }
  }
}
