package hk.innopark.embedded.stack;

import hk.innopark.console.platform.PlatformServers;
import hk.innopark.events.RefusedException;
import hk.innopark.gateway.AnnotationRelay;
import hk.innopark.gateway.GatewayCounts;
import hk.innopark.gateway.KafkaTopics;
import hk.innopark.registry.DatabaseRole;
import hk.innopark.registry.RegistryStore;
import hk.innopark.registry.ledger.LedgerStore;
import hk.innopark.transports.kafka.KafkaSink;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole stack: plants → MQTT → gateway → Kafka → Flink → stores → console, in this process. */
public final class EmbeddedStack implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedStack.class);
  private static final int PARTITIONS = 4;
  private static final int PARALLELISM = 2;

  /** For what a run that was killed has left; the rest of it is read beside the new. */
  private static final Duration LEFT_OVER = Duration.ofSeconds(30);

  private final StackSettings settings;
  private final StackListener listener;
  private final DataFolder data;
  private final MqttAccounts users;
  private final PortTurn choosing;
  private final StackPorts ports;
  private final Parts parts;

  private StackServers servers;
  private RegistryDatabase database;
  private StackWiring wiring;
  private StackDevices devices;
  private LiveJob job;

  /** Begun after the console, which asks it. */
  private volatile DrainingGateway gateway;

  private StackConsole console;
  private SimulatedPlants plants;

  /** Begun by another thread, when the history is in. */
  private volatile AnnotationRelay relay;

  private long ledgerRowsBefore;
  private long carriedOver;
  private GatewayCounts bridgedBefore;

  private EmbeddedStack(StackSettings settings, DataFolder data, StackListener listener)
      throws RefusedException {
    this.settings = settings;
    this.listener = listener;
    this.data = data;
    this.users = new MqttAccounts(data);
    // no other stack chooses ports until these are taken
    this.choosing = PortTurn.take();
    try {
      this.ports = StackPorts.choose(settings.consolePort(), data.child(DataFolder.PORTS_FILE));
    } catch (RefusedException taken) {
      choosing.close();
      throw taken;
    }
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
    boolean wasKilled = data.begin();
    servers = StackServers.start(parts, settings.installation(), data, users, ports, PARALLELISM);
    database = parts.start("registry", () -> RegistryDatabase.open(servers.postgres(), data));
    wiring =
        new StackWiring(
            data, users, database, servers.mqtt(), servers.kafka(), servers.timeSeries());
    devices =
        new StackDevices(database, users, servers.mqtt(), data.child(StackWiring.MAPPED_TOPICS));
    devices.followRegistry();
    ledgerRowsBefore = ledgerRows();
    KafkaTopics.create(servers.kafka().bootstrapServers(), PARTITIONS);
    console =
        parts.start(
            "console",
            () ->
                StackConsole.start(
                    database,
                    URI.create(servers.timeSeries().url()),
                    ports.console(),
                    data,
                    devices.onboarding(),
                    platformServers()));
    choosing.close();
    parts.start(
        "verification",
        () ->
            StackAudit.start(
                database.as(DatabaseRole.AUDITOR),
                data.child(StackAudit.FOLDER),
                Clock.systemUTC()));
    parts.start(
        "notifier",
        () ->
            StackNotifier.start(
                database,
                data,
                servers.kafka().bootstrapServers(),
                servers.mqtt().url(),
                users.password(StackNotifier.MQTT_USER),
                console.url(),
                System.getenv()));
    startJob();
    gateway = parts.start("gateway", () -> DrainingGateway.start(wiring.gateway()));
    if (wasKilled) {
      readWhatWasLeft();
    }
    bridgedBefore = gateway.counts();
    plants =
        parts.start(
            "simulated plants",
            () ->
                SimulatedPlants.start(
                    data.child("plants").resolve("state.json"),
                    settings.history(),
                    new HistoryThenLiveSink(
                        KafkaSink.connect(servers.kafka().bootstrapServers(), "history"),
                        wiring.plants(),
                        this::startOfNow),
                    Clock.systemUTC(),
                    listener::history));
  }

  /** What the platform's engineer sees of the servers, once they run. */
  private PlatformServers platformServers() {
    return new PlatformServers(
        () -> Optional.of(servers.flink().url()),
        () -> Optional.of(gateway == null ? List.of() : gateway.healthUrl().stream().toList()));
  }

  /** What is of now comes when the history is in: it would make all of that late. */
  private void startOfNow() {
    gateway.startHeartbeats();
    relay = AnnotationRelay.start(database.as(DatabaseRole.RELAY), wiring.kafkaClient());
  }

  private void startJob() throws Exception {
    requireStateWhereTheLedgerHasRows();
    job =
        parts.start(
            "telemetry job", () -> LiveJob.start(servers.flink(), wiring.job(), PARALLELISM));
  }

  /** From empty state it would number the rows of the ledger from one again. */
  private void requireStateWhereTheLedgerHasRows() throws RefusedException, IOException {
    if (ledgerRowsBefore > 0 && !servers.flink().hasSnapshot(LiveJob.NAME)) {
      throw new RefusedException(
          "the ledger has %,d rows, but no state of the job is in %s: put the folder back from a"
                  .formatted(ledgerRowsBefore, data.child("flink"))
              + " backup, or start with an empty --data folder");
    }
  }

  /** So that the counts of this run are of this run alone, where that takes not too long. */
  private void readWhatWasLeft() throws Exception {
    LOG.info("the run before was killed: what it has left is read first");
    gateway.awaitQuiet();
    if (!job.awaitDrained(LEFT_OVER)) {
      LOG.warn("not all of what was left is read: the counts of this run hold it too");
      return;
    }
    job.close();
    carriedOver = job.read();
    startJob();
  }

  /** Pages of the stack, when it has started. */
  public StackUrls urls() {
    return new StackUrls(
        console.url(),
        console.signInUrl(),
        servers.flink().url().toString(),
        servers.timeSeries().url());
  }

  /** Why the stack cannot go on; empty while it can. */
  public Optional<String> failure() {
    Optional<String> ended = servers.failure();
    if (ended.isPresent()) {
      return ended;
    }
    return gateway
        .failure()
        .or(job::failure)
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
    closeRelay();
    gateway.close();
    long unread = 0;
    if (!job.awaitDrained(patience)) {
      unread = job.unread();
      LOG.warn("the job stops before it has read everything: the next start goes on from there");
    }
    job.close();
    // an hour of which messages are missing is not wrong, but not done
    OracleCheck.Result oracle =
        unread > 0
            ? new OracleCheck.Result(0, 0)
            : SettledHours.of(plants.truth())
                .heldAgainst(
                    servers.timeSeries().url(),
                    new RegistryStore(database.as(DatabaseRole.AUDITOR)));
    GatewayCounts counted = gateway.counts();
    long bridged = counted.bridged() - bridgedBefore.bridged();
    long deadLettered = counted.deadLettered() - bridgedBefore.deadLettered();
    return new StackCounts(
        plants.published(),
        plants.publishedAsHistory(),
        bridged + deadLettered + plants.publishedAsHistory(),
        job.decoded(),
        job.refused() + deadLettered,
        job.duplicates(),
        job.late(),
        job.pointsWritten(),
        ledgerRows() - ledgerRowsBefore,
        oracle.mismatches(),
        oracle.rows(),
        carriedOver,
        unread,
        plants.historyIsComplete());
  }

  private void closeRelay() {
    if (relay != null) {
      relay.close();
    }
  }

  private long ledgerRows() {
    return new LedgerStore(database.as(DatabaseRole.AUDITOR)).rowCount();
  }

  /** Stops everything that still runs, in the other order. */
  @Override
  public void close() {
    choosing.close();
    closeRelay();
    parts.close();
    if (job != null && job.isStoppedInOrder()) {
      try {
        data.end();
      } catch (IOException unwritable) {
        LOG.warn("the next start takes this run for killed", unwritable);
      }
    }
  }
}
