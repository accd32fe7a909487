package hk.innopark.embedded.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import hk.innopark.embedded.server.EmbeddedFlink;
import hk.innopark.embedded.server.EmbeddedKafka;
import hk.innopark.embedded.server.EmbeddedMqttBroker;
import hk.innopark.embedded.server.EmbeddedPostgres;
import hk.innopark.embedded.server.EmbeddedTimeSeries;
import hk.innopark.events.Topics;
import hk.innopark.events.process.LoopbackPorts;
import hk.innopark.events.settings.SecretValue;
import hk.innopark.gateway.KafkaTopics;
import hk.innopark.jobs.TelemetryJobConfig;
import hk.innopark.jobs.sink.influx.InfluxRouting;
import hk.innopark.jobs.sink.influx.InfluxSinkConfig;
import hk.innopark.jobs.sink.ledger.LedgerSinkConfig;
import hk.innopark.jobs.source.KafkaSourceConfig;
import hk.innopark.notifier.Notifier;
import hk.innopark.notifier.NotifierConfig;
import hk.innopark.registry.DatabaseRole;
import hk.innopark.registry.RegistrySchema;
import hk.innopark.registry.RegistryStore;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.access.MqttUser;
import hk.innopark.registry.access.Secret;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * One line stands still, once. The gateway is killed while it does, the job falls back to a state
 * from before the alert, the topic of alerts is read again from its beginning: it is one mail, one
 * webhook, one message for the light.
 */
@EnabledIfSystemProperty(
    named = "servers",
    matches = "true",
    disabledReason = "takes minutes; run with -Dservers=true")
class AlertMailIT {
  private static final Duration PATIENCE = Duration.ofMinutes(6);
  private static final String TENANT = "golden-noodle";
  private static final String TOPIC = "innopark/tai-po/golden-noodle/line-1/oven-1";
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

  @TempDir Path folder;
  private final List<AutoCloseable> parts = new ArrayList<>();
  private final List<String> webhooks = new CopyOnWriteArrayList<>();
  private final List<String> lights = new CopyOnWriteArrayList<>();

  private <T extends AutoCloseable> T started(T part) {
    parts.add(0, part);
    return part;
  }

  @Test
  void anAlertAtAKilledGatewayARestartedJobAndAReplayIsOneMail() throws Exception {
    DataFolder data = started(DataFolder.open(folder.resolve("data")));
    try {
      run(data);
    } finally {
      for (AutoCloseable part : parts) {
        part.close();
      }
    }
  }

  private void run(DataFolder data) throws Exception {
    GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    mail.start();
    started(mail::stop);
    String receiver = receiver();
    MqttAccounts users = new MqttAccounts(data);
    List<MqttUser> known = users.of(new TreeSet<>(List.of("tai-po/" + TENANT)));
    EmbeddedMqttBroker broker =
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
    EmbeddedKafka kafka =
        started(
            EmbeddedKafka.start(data.child("kafka"), LoopbackPorts.free(), LoopbackPorts.free()));
    EmbeddedTimeSeries timeSeries =
        started(EmbeddedTimeSeries.start(data.child("timeseries"), LoopbackPorts.free()));
    KafkaTopics.create(kafka.bootstrapServers(), 2);
    RegistryDatabase database = database(postgres, data, receiver);
    Map<String, String> gateway = gatewaySettings(broker, users, kafka);
    Map<String, String> notifier = notifierSettings(broker, users, kafka, database, mail, data);
    listen(broker, users);

    Process running = start(gateway);
    TelemetryJobConfig config = jobConfig(kafka, timeSeries, database);
    EmbeddedFlink flink = flink(data.child("flink"));
    LiveJob job = LiveJob.start(flink, config, 2);
    Notifier first = Notifier.start(NotifierConfig.fromEnvironment(notifier));
    publishAStop(broker, users);
    Thread.sleep(Duration.ofSeconds(20).toMillis());

    // a state from before the alert, to fall back to
    job.close();
    copy(data.child("flink"), data.child("flink-before"));
    LiveJob.start(flink, config, 2);

    // killed while the line stands still: what comes meanwhile waits at the broker
    running.destroyForcibly().waitFor();
    Thread.sleep(Duration.ofSeconds(10).toMillis());
    running = start(gateway);
    await().atMost(PATIENCE).until(() -> mail.getReceivedMessages().length > 0);
    await().atMost(PATIENCE).until(() -> !webhooks.isEmpty() && !lights.isEmpty());
    assertThat(raised(kafka)).as("told by the job").hasSize(1);

    // the job dies, and begins again with what it knew before the alert
    flink.close();
    EmbeddedFlink again = started(flink(data.child("flink-before")));
    LiveJob second = LiveJob.start(again, config, 2);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(raised(kafka))
                    .as("told by the job again: %s", second.failure())
                    .hasSizeGreaterThan(1));
    assertThat(raised(kafka).stream().distinct()).as("the very same record").hasSize(1);

    // and somebody replays the topic, to a notifier that knows no offset
    first.close();
    notifier.put("NOTIFIER_GROUP", "notifier-replay");
    notifier.put("HEALTH_PORT", "0");
    try (Notifier replay = Notifier.start(NotifierConfig.fromEnvironment(notifier))) {
      String repeats = "notifier_repeats_total ";
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  metrics(replay)
                      .lines()
                      .filter(line -> line.startsWith(repeats))
                      .anyMatch(line -> Double.parseDouble(line.substring(repeats.length())) >= 2));
      // what would be told would be told within a moment
      Thread.sleep(Duration.ofSeconds(3).toMillis());
    }
    running.destroyForcibly().waitFor();

    assertThat(mail.getReceivedMessages()).as("mails").hasSize(1);
    assertThat(mail.getReceivedMessages()[0].getSubject())
        .startsWith("Critical: Golden Noodle. Steamed noodles has stood still for ");
    assertThat(webhooks).hasSize(1).first().asString().contains("\"change\":\"raised\"");
    assertThat(lights).hasSize(1).first().asString().contains("\"active\":1");
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

  private RegistryDatabase database(EmbeddedPostgres postgres, DataFolder data, String receiver)
      throws Exception {
    DataSource owner =
        RegistryDatabase.dataSource(postgres.jdbcUrl(), EmbeddedPostgres.USER, postgres.password());
    RegistrySchema.migrate(owner);
    // the first import applies to all time
    new RegistryStore(owner)
        .importRegistry(RegistryYaml.parse(PLANT.formatted(receiver), "plant.yaml"));
    return started(RegistryDatabase.open(postgres, data));
  }

  private Map<String, String> gatewaySettings(
      EmbeddedMqttBroker broker, MqttAccounts users, EmbeddedKafka kafka) throws Exception {
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

  private static Map<String, String> notifierSettings(
      EmbeddedMqttBroker broker,
      MqttAccounts users,
      EmbeddedKafka kafka,
      RegistryDatabase database,
      GreenMail mail,
      DataFolder data)
      throws Exception {
    Path secrets = data.secret("webhooks");
    assertThat(Secret.keptIn(secrets.resolve(TENANT).resolve("mes")).reveal()).isNotEmpty();
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

  private static TelemetryJobConfig jobConfig(
      EmbeddedKafka kafka, EmbeddedTimeSeries timeSeries, RegistryDatabase database) {
    String writer = RegistryDatabase.login(DatabaseRole.WRITER);
    var password = SecretValue.of(database.passwordOf(DatabaseRole.WRITER).reveal());
    return TelemetryJobConfig.of(
        KafkaSourceConfig.of(kafka.bootstrapServers()),
        InfluxSinkConfig.builder(URI.create(timeSeries.url()))
            .routing(InfluxRouting.SINGLE_BUCKET)
            .build(),
        LedgerSinkConfig.of(database.jdbcUrl(), writer, password),
        new hk.innopark.jobs.reference.RegistryDatabase(database.jdbcUrl(), writer, password));
  }

  private static EmbeddedFlink flink(Path data) throws Exception {
    return EmbeddedFlink.start(data, LoopbackPorts.free(), 2);
  }

  private Process start(Map<String, String> settings) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx192m",
            "-cp",
            System.getProperty("java.class.path"),
            "hk.innopark.gateway.GatewayMain");
    builder.environment().putAll(settings);
    Process process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(folder.resolve("gateway.log").toFile()))
            .start();
    started(process::destroyForcibly);
    return process;
  }

  /** Each five seconds: the oven is down. */
  private void publishAStop(EmbeddedMqttBroker broker, MqttAccounts users) throws Exception {
    MqttAsyncClient client = connect(broker, users, "oven");
    AtomicLong seq = new AtomicLong();
    ScheduledExecutorService oven = Executors.newSingleThreadScheduledExecutor();
    Future<?> unused =
        oven.scheduleAtFixedRate(
            () -> {
              String payload =
                  "{\"ts\":%d,\"boot\":\"b1\",\"seq\":%d,\"signals\":{\"state\":\"DOWN\",\"good_count\":7}}"
                      .formatted(System.currentTimeMillis(), seq.incrementAndGet());
              try {
                client.publish(TOPIC, payload.getBytes(StandardCharsets.UTF_8), 1, false);
              } catch (MqttException lost) {
                throw new IllegalStateException(lost);
              }
            },
            0,
            5,
            TimeUnit.SECONDS);
    started(oven::shutdownNow);
  }

  /** As the tenant's light does. */
  private void listen(EmbeddedMqttBroker broker, MqttAccounts users) throws Exception {
    MqttAsyncClient client = connect(broker, users, "light");
    client.setCallback(new Light());
    client
        .subscribe(Topics.NOTIFICATION_PREFIX + "tai-po/golden-noodle/+", 1)
        .waitForCompletion(60_000);
  }

  /** Keeps what it is told. */
  private final class Light implements MqttCallback {
    @Override
    public void messageArrived(String topic, MqttMessage message) {
      lights.add(new String(message.getPayload(), StandardCharsets.UTF_8));
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {}

    @Override
    public void mqttErrorOccurred(MqttException exception) {}

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean reconnect, String server) {}

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {}
  }

  private MqttAsyncClient connect(EmbeddedMqttBroker broker, MqttAccounts users, String id)
      throws Exception {
    MqttAsyncClient client = new MqttAsyncClient(broker.url(), id, new MemoryPersistence());
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setUserName(TENANT);
    options.setPassword(users.password(TENANT).reveal().getBytes(StandardCharsets.UTF_8));
    client.connect(options).waitForCompletion(60_000);
    started(() -> client.disconnectForcibly(100));
    return client;
  }

  private static String metrics(Notifier notifier) throws Exception {
    URI address = URI.create("http://127.0.0.1:" + notifier.healthPort() + "/metrics");
    try (InputStream in = address.toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void copy(Path from, Path to) throws Exception {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
  }

  /** What the topic says was raised. */
  private static List<String> raised(EmbeddedKafka kafka) {
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
}
