package hk.innopark.embedded.stack;

import hk.innopark.embedded.server.EmbeddedFlink;
import hk.innopark.embedded.server.EmbeddedKafka;
import hk.innopark.embedded.server.EmbeddedMqttBroker;
import hk.innopark.embedded.server.EmbeddedPostgres;
import hk.innopark.embedded.server.EmbeddedTimeSeries;
import hk.innopark.events.MachineId;
import hk.innopark.events.RefusedException;
import hk.innopark.gateway.GatewayConfig;
import hk.innopark.gateway.GatewayCounts;
import hk.innopark.gateway.KafkaTopics;
import hk.innopark.jobs.TelemetryJobConfig;
import hk.innopark.jobs.sink.influx.InfluxRouting;
import hk.innopark.jobs.sink.influx.InfluxSinkConfig;
import hk.innopark.jobs.sink.ledger.LedgerSinkConfig;
import hk.innopark.jobs.source.KafkaSourceConfig;
import hk.innopark.registry.DatabaseRole;
import hk.innopark.registry.access.MqttUser;
import hk.innopark.registry.access.Secret;
import hk.innopark.registry.ledger.LedgerStore;
import hk.innopark.simulators.plant.Plants;
import hk.innopark.simulators.plant.TruthRow;
import hk.innopark.simulators.publish.MessageSink;
import hk.innopark.transports.kafka.KafkaSink;
import hk.innopark.transports.mqtt.MqttPublisher;
import hk.innopark.transports.mqtt.MqttTarget;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole stack: plants → MQTT → gateway → Kafka → Flink → stores → console, in this process. */
public final class EmbeddedStack implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedStack.class);
  private static final String GATEWAY = "gateway";
  private static final int PARTITIONS = 4;
  private static final int PARALLELISM = 2;
  private static final int WINDOW = 500;

  /** After it no message that the truth of an hour needs is on its way any more. */
  private static final Duration HOUR_SETTLES = Duration.ofMinutes(12);

  private final StackSettings settings;
  private final StackListener listener;
  private final DataFolder data;
  private final StackPorts ports;
  private final Parts parts;

  private EmbeddedPostgres postgres;
  private EmbeddedKafka kafka;
  private EmbeddedMqttBroker mqtt;
  private EmbeddedTimeSeries timeSeries;
  private EmbeddedFlink flink;
  private RegistryDatabase database;
  private LiveJob job;
  private DrainingGateway gateway;
  private StackConsole console;
  private SimulatedPlants plants;
  private long ledgerRowsBefore;

  private EmbeddedStack(StackSettings settings, DataFolder data, StackListener listener)
      throws RefusedException {
    this.settings = settings;
    this.listener = listener;
    this.data = data;
    this.ports = StackPorts.choose(settings.consolePort(), data.child(DataFolder.PORTS_FILE));
    this.parts = new Parts(listener);
  }

  /**
   * Prepares a stack on a folder that the caller holds, until the stack is closed.
   *
   * @throws RefusedException where the console's port is taken
   */
  public static EmbeddedStack on(DataFolder data, StackSettings settings, StackListener listener)
      throws RefusedException {
    return new EmbeddedStack(settings, data, listener);
  }

  /** Starts every part; where one fails, {@link #close()} stops the others. */
  public void start() throws Exception {
    startServers();
    database = parts.start("registry", () -> RegistryDatabase.open(postgres, data));
    mqtt.setUsers(mqttUsers(registeredTenants()));
    ledgerRowsBefore = ledgerRows();
    KafkaTopics.create(kafka.bootstrapServers(), PARTITIONS);
    console =
        parts.start(
            "console",
            () ->
                StackConsole.start(database, URI.create(timeSeries.url()), ports.console(), data));
    job = parts.start("telemetry job", () -> LiveJob.start(flink, jobConfig(), PARALLELISM));
    gateway = parts.start(GATEWAY, () -> DrainingGateway.start(gatewayConfig()));
    plants =
        parts.start(
            "simulated plants",
            () ->
                SimulatedPlants.start(
                    data.child("plants").resolve("state.json"),
                    settings.history(),
                    new HistoryThenLiveSink(
                        KafkaSink.connect(kafka.bootstrapServers(), "history"),
                        tenantSinks(),
                        gateway::startHeartbeats),
                    Clock.systemUTC(),
                    listener::history));
  }

  private void startServers() throws Exception {
    List<MqttUser> users = mqttUsers(simulatedTenants());
    Secret superuser = Secret.keptIn(data.secret("postgres-superuser"));
    var mqttPending =
        parts.startServer(
            "MQTT broker",
            () ->
                EmbeddedMqttBroker.start(
                    settings.home().resolve("broker/target/lib"),
                    data.child("mqtt"),
                    ports.mqtt(),
                    users));
    var postgresPending =
        parts.startServer(
            "PostgreSQL",
            () ->
                EmbeddedPostgres.start(
                    settings.home().resolve("cli/target/postgres"),
                    data.child("postgres"),
                    ports.postgres(),
                    superuser));
    var kafkaPending =
        parts.startServer(
            "Kafka",
            () -> EmbeddedKafka.start(data.child("kafka"), ports.kafka(), ports.kafkaController()));
    var timeSeriesPending =
        parts.startServer(
            "time-series store",
            () -> EmbeddedTimeSeries.start(data.child("timeseries"), ports.timeSeries()));
    var flinkPending =
        parts.startServer(
            "Flink", () -> EmbeddedFlink.start(data.child("flink"), ports.flink(), PARALLELISM));
    postgres = postgresPending.get();
    kafka = kafkaPending.get();
    timeSeries = timeSeriesPending.get();
    flink = flinkPending.get();
    mqtt = mqttPending.get();
  }

  /**
   * A user for each tenant, who may publish its topics and read commands to its edge nodes; the
   * gateway, who reads everything and speaks as the Sparkplug host.
   */
  private List<MqttUser> mqttUsers(SortedSet<String> tenants) throws IOException {
    List<MqttUser> users = new ArrayList<>();
    List<String> everything = List.of("innopark/#", "spBv1.0/#");
    List<String> ofTheHost = List.of("spBv1.0/STATE/+", "spBv1.0/+/NCMD/+", "spBv1.0/+/DCMD/+/+");
    users.add(new MqttUser(GATEWAY, mqttPassword(GATEWAY), ofTheHost, everything));
    users.add(
        new MqttUser(
            RunningStack.OPERATOR, mqttPassword(RunningStack.OPERATOR), everything, everything));
    for (String tenant : tenants) {
      String[] path = tenant.split("/", 2);
      users.add(
          new MqttUser(
              path[1],
              mqttPassword(path[1]),
              List.of("innopark/" + tenant + "/#", "spBv1.0/" + path[0] + "." + path[1] + "/#"),
              List.of(
                  "spBv1.0/STATE/+",
                  "spBv1.0/" + path[0] + "." + path[1] + "/NCMD/+",
                  "spBv1.0/" + path[0] + "." + path[1] + "/DCMD/+/+")));
    }
    return users;
  }

  /** {@code estate/tenant} of each. */
  private static SortedSet<String> simulatedTenants() {
    SortedSet<String> tenants = new TreeSet<>();
    Plants.sample().machines().stream()
        .map(machine -> machine.id())
        .forEach((MachineId id) -> tenants.add(id.estate() + '/' + id.tenant()));
    return tenants;
  }

  /** Also those whose plants are not simulated: their password is among the secrets. */
  private SortedSet<String> registeredTenants() {
    SortedSet<String> tenants = simulatedTenants();
    database
        .registry()
        .get()
        .tenants()
        .forEach(tenant -> tenants.add(tenant.estate() + '/' + tenant.id()));
    return tenants;
  }

  static String mqttSecretName(String user) {
    return "mqtt-" + user;
  }

  private Secret mqttPassword(String user) throws IOException {
    return Secret.keptIn(data.secret(mqttSecretName(user)));
  }

  private MessageSink tenantSinks() throws IOException {
    Map<String, MessageSink> sinks = new HashMap<>();
    for (String tenant : simulatedTenants()) {
      String user = tenant.split("/", 2)[1];
      MqttTarget target =
          new MqttTarget(
              "127.0.0.1", mqtt.port(), user, mqttPassword(user).reveal(), "plants-" + user);
      sinks.put(tenant, MqttPublisher.connect(target, 1, WINDOW));
    }
    return new TenantSinks(sinks);
  }

  private GatewayConfig gatewayConfig() throws IOException {
    return GatewayConfig.fromEnvironment(
        Map.of(
            "MQTT_URL",
            mqtt.url(),
            "MQTT_USERNAME",
            GATEWAY,
            "MQTT_PASSWORD",
            mqttPassword(GATEWAY).reveal(),
            "KAFKA_BOOTSTRAP_SERVERS",
            kafka.bootstrapServers(),
            "GATEWAY_ID",
            "embedded",
            // they begin when the history is in: a heartbeat of now would make all of it late
            "HEARTBEAT_INTERVAL",
            "PT0S"));
  }

  private TelemetryJobConfig jobConfig() {
    String writer = RegistryDatabase.login(DatabaseRole.WRITER);
    var password =
        hk.innopark.jobs.sink.Secret.of(database.passwordOf(DatabaseRole.WRITER).reveal());
    return TelemetryJobConfig.of(
        KafkaSourceConfig.of(kafka.bootstrapServers()),
        InfluxSinkConfig.builder(URI.create(timeSeries.url()))
            .routing(InfluxRouting.SINGLE_BUCKET)
            .build(),
        LedgerSinkConfig.of(database.jdbcUrl(), writer, password),
        new hk.innopark.jobs.reference.RegistryDatabase(database.jdbcUrl(), writer, password));
  }

  /** Pages of the stack, when it has started. */
  public StackUrls urls() {
    return new StackUrls(
        console.url(), console.signInUrl(), flink.url().toString(), timeSeries.url());
  }

  /** Why the stack cannot go on; empty while it can. */
  public Optional<String> failure() {
    if (!mqtt.isAlive()) {
      return Optional.of("the MQTT broker has ended");
    }
    if (!postgres.isAlive()) {
      return Optional.of("PostgreSQL has ended");
    }
    return job.failure()
        .or(() -> plants.failure().map(cause -> "simulated plants: " + cause.getMessage()));
  }

  /**
   * Stops plants, gateway and job, and counts what happened since the start; {@link #close()} stops
   * the servers then.
   *
   * @param patience how long everything that was published may take to be in the figures
   */
  public StackCounts finish(Duration patience) throws Exception {
    plants.close();
    gateway.close();
    if (!job.awaitDrained(patience)) {
      LOG.warn("the job stops before it has read everything: the next start goes on from there");
    }
    job.close();
    List<TruthRow> hours = settledHours();
    OracleCheck.Result oracle =
        new OracleCheck(timeSeries.url(), SimulatedPlants.RUN.origin()).check(hours);
    GatewayCounts bridged = gateway.counts();
    return new StackCounts(
        plants.published(),
        plants.publishedAsHistory(),
        bridged.bridged() + bridged.deadLettered() + plants.publishedAsHistory(),
        job.decoded(),
        job.refused() + bridged.deadLettered(),
        job.duplicates(),
        job.late(),
        job.pointsWritten(),
        ledgerRows() - ledgerRowsBefore,
        oracle.mismatches(),
        oracle.rows());
  }

  /**
   * Not the first: a machine that is down at its first message has failed before, which the plants
   * know and nobody else.
   */
  private List<TruthRow> settledHours() {
    long fromMillis = plants.truth().start().plus(Duration.ofHours(1)).toEpochMilli();
    long untilMillis =
        plants
            .truth()
            .completeUntil()
            .minus(HOUR_SETTLES)
            .minus(Duration.ofHours(1))
            .toEpochMilli();
    return plants.truth().completeHours().stream()
        .filter(hour -> hour.startMillis() >= fromMillis && hour.startMillis() <= untilMillis)
        .toList();
  }

  private long ledgerRows() {
    return new LedgerStore(database.as(DatabaseRole.AUDITOR)).rowCount();
  }

  /** Stops everything that still runs, in the other order. */
  @Override
  public void close() {
    parts.close();
  }
}
