package hk.innopark.cli.cluster;

import static org.awaitility.Awaitility.await;

import hk.innopark.embedded.server.EmbeddedPostgres;
import hk.innopark.embedded.server.LoopbackPorts;
import hk.innopark.registry.access.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Services of the compose file as processes on loopback. */
final class NativeServices implements AutoCloseable {
  static final Path MOSQUITTO = Path.of("/usr/sbin/mosquitto");
  private static final Path DEPLOY = ComposeFile.ROOT.resolve("deploy");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path folder;
  private final Path secrets;
  private final ComposeFile compose = ComposeFile.read();
  private final RecordingStore store = new RecordingStore();
  private final List<ServerProcess> started = new ArrayList<>();
  private final Map<String, String> places = new LinkedHashMap<>();
  private final int mqttPort = LoopbackPorts.free();
  private final int mqttTlsPort = LoopbackPorts.free();
  private final int kafkaPort = LoopbackPorts.free();
  private final int controllerPort = LoopbackPorts.free();
  private final int postgresPort = LoopbackPorts.free();
  private final int consolePort = LoopbackPorts.free();
  private final int gatewayHealthPort = LoopbackPorts.free();
  private FlinkServers flink;

  NativeServices(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    this.secrets = Secrets.make(folder);
    Files.createDirectories(folder.resolve("tokens"));
    Files.writeString(folder.resolve("tokens/job"), "a token that writes");
    Files.writeString(folder.resolve("tokens/console"), "a token that reads");
    Path registry = folder.resolve("import.yaml");
    Files.copy(ComposeFile.ROOT.resolve("registry/src/main/resources/sample.yaml"), registry);
    places.put("/run/secrets", secrets.toString());
    places.put("/opt/innopark/", folder + "/");
    places.put("tcp://mosquitto:1883", "tcp://127.0.0.1:" + mqttPort);
    places.put("kafka:9092", kafka());
    places.put("//postgres:5432", "//127.0.0.1:" + postgresPort);
    places.put("http://influxdb:8086", store.url());
    places.put("0.0.0.0", "127.0.0.1");
  }

  void startServers() throws Exception {
    startMosquitto();
    startKafka();
    startPostgres();
    awaitPort(mqttTlsPort);
    awaitPort(kafkaPort);
    awaitPort(postgresPort);
  }

  private void startMosquitto() throws IOException {
    Path run = Files.createDirectories(folder.resolve("mosquitto"));
    Path settings = run.resolve("compose.conf");
    Files.writeString(
        settings,
        Files.readString(DEPLOY.resolve("mosquitto/compose.conf"))
                .replace("listener 1883", "listener " + mqttPort + " 127.0.0.1")
                .replace("listener 8883", "listener " + mqttTlsPort + " 127.0.0.1")
                .replace("/run/secrets", secrets.toString())
                .replace("/run/mosquitto", run.toString())
                .replace("/mosquitto/config", DEPLOY.resolve("mosquitto").toString())
                .replace("/mosquitto/data/", run + "/")
            + "user "
            + System.getProperty("user.name")
            + "\n");
    Map<String, String> environment =
        Map.of(
            "MQTT_USERS_FILE", secrets.resolve("mqtt-users").toString(),
            "MQTT_PASSWORDS", run.resolve("passwords").toString(),
            "PATH", System.getenv("PATH") + ":/usr/sbin");
    start(
        "mosquitto",
        List.of("sh", DEPLOY.resolve("mosquitto/start.sh").toString(), settings.toString()),
        environment);
  }

  private void startKafka() throws Exception {
    Path settings = folder.resolve("server.properties");
    Files.writeString(
        settings,
        (Files.readString(DEPLOY.resolve("kafka/server.properties"))
                + Files.readString(secrets.resolve("kafka-users.properties")))
            .replace("CLIENT://0.0.0.0:9092", "CLIENT://127.0.0.1:" + kafkaPort)
            .replace("kafka:9092", kafka())
            .replace("localhost:9093", "localhost:" + controllerPort)
            .replace("/var/lib/kafka/data", folder.resolve("kafka").toString()));
    String clusterId = Files.readString(secrets.resolve("kafka-cluster-id")).strip();
    finish(
        start(
            "kafka-format",
            java(
                "kafka.tools.StorageTool",
                "format",
                "--ignore-formatted",
                "--cluster-id",
                clusterId,
                "--config",
                settings.toString()),
            Map.of()));
    start("kafka", java("kafka.Kafka", settings.toString()), Map.of());
  }

  private void startPostgres() throws Exception {
    Secret password = Secret.keptIn(secrets.resolve("postgres-superuser"));
    // makes the data folder, as the image's entry point does
    EmbeddedPostgres.start(
            folder.resolve("programs"), folder.resolve("postgres"), postgresPort, password)
        .close();
    Path data;
    try (Stream<Path> files = Files.walk(folder.resolve("postgres"), 3)) {
      data =
          files.filter(file -> file.endsWith("PG_VERSION")).findFirst().orElseThrow().getParent();
    }
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("unshare", "-U"));
    }
    command.addAll(
        List.of(
            folder.resolve("programs/bin/postgres").toString(),
            "-D",
            data.toString(),
            "-c",
            "config_file=" + DEPLOY.resolve("postgres/postgresql.conf"),
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "unix_socket_directories=",
            "-p",
            Integer.toString(postgresPort)));
    start("postgres", command, Map.of());
  }

  /** Runs a service that ends by itself, and gives what it said. */
  String runOnce(String service) throws IOException, InterruptedException {
    Map<String, String> environment = new LinkedHashMap<>(compose.environment(service, places));
    // arrival time passes in every partition then
    environment.computeIfPresent("KAFKA_PARTITIONS", (key, many) -> "1");
    List<String> command = new ArrayList<>(java("hk.innopark.cli.InnoparkMain"));
    ComposeFile.strings(compose.services().get(service).get("command"))
        .forEach(argument -> command.add(argument.replace("/opt/innopark", folder.toString())));
    Files.createDirectories(folder.resolve("registry"));
    return finish(start(service, command, environment));
  }

  void startPipeline() throws IOException {
    Map<String, String> gateway = new LinkedHashMap<>(compose.environment("gateway", places));
    gateway.put("HEALTH_PORT", Integer.toString(gatewayHealthPort));
    start("gateway", java("hk.innopark.gateway.GatewayMain"), gateway);
    Map<String, String> console = new LinkedHashMap<>(compose.environment("console", places));
    console.put("CONSOLE_PORT", Integer.toString(consolePort));
    start("console", java("hk.innopark.console.ConsoleMain"), console);
    flink = new FlinkServers(folder.resolve("flink"), compose.environment("jobmanager", places));
    flink.startZooKeeper();
    flink.startJobManager(1);
    flink.startTaskManager(1);
    awaitPort(consolePort);
    await().atMost(PATIENCE).ignoreExceptions().until(() -> flink.rest().isRunningSince(0));
  }

  Path secrets() {
    return secrets;
  }

  RecordingStore store() {
    return store;
  }

  int mqttTlsPort() {
    return mqttTlsPort;
  }

  String kafka() {
    return "127.0.0.1:" + kafkaPort;
  }

  String console() {
    return "http://127.0.0.1:" + consolePort;
  }

  private static List<String> java(String mainClass, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(mainClass);
    command.addAll(List.of(arguments));
    return command;
  }

  private ServerProcess start(String name, List<String> command, Map<String, String> environment)
      throws IOException {
    Path log = folder.resolve(name + "-" + started.size() + ".log");
    ServerProcess process = ServerProcess.start(command, environment, log);
    started.add(process);
    return process;
  }

  private static String finish(ServerProcess process) throws IOException, InterruptedException {
    boolean ended = process.process().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    String said = Files.readString(process.log());
    if (!ended || process.process().exitValue() != 0) {
      throw new IOException(said);
    }
    return said;
  }

  private static void awaitPort(int port) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(
            () -> {
              new Socket(InetAddress.getLoopbackAddress(), port).close();
              return true;
            });
  }

  @Override
  public void close() {
    if (flink != null) {
      flink.close();
    }
    for (ServerProcess process : started) {
      process.process().descendants().forEach(ProcessHandle::destroyForcibly);
      process.kill();
    }
    store.close();
  }
}
