package hk.innopark.benchmarks.bridge;

import hk.innopark.benchmarks.process.KafkaServer;
import hk.innopark.benchmarks.process.Processes;
import hk.innopark.events.Topics;
import hk.innopark.events.process.LoopbackPorts;
import hk.innopark.gateway.KafkaTopics;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/** Mosquitto with the project's fast profile and Kafka, each in a process of its own. */
final class BridgeBench implements AutoCloseable {
  private static final int PARTITIONS = KafkaTopics.DEFAULT_PARTITIONS;
  private static final List<String> DEBIAN_BINARIES =
      List.of("/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto", "/usr/bin/mosquitto");

  /** What belongs to the place and not to the profile. */
  private static final Set<String> OF_THE_PLACE =
      Set.of(
          "listener",
          "persistence_location",
          "allow_anonymous",
          "password_file",
          "acl_file",
          "log_dest");

  private final Path folder;
  private final int mqttPort = LoopbackPorts.free();
  private final List<Process> mosquitto = new ArrayList<>();
  private KafkaServer kafka;

  /**
   * Starts both.
   *
   * @throws IOException naming the program that is missing or did not start
   */
  BridgeBench(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    String binary = mosquittoBinary();
    require("mosquitto_sub", "mosquitto-clients");
    require("kcat", "kcat");
    try {
      mosquitto.add(start("mosquitto", List.of(binary, "-c", mosquittoConfiguration().toString())));
      kafka = new KafkaServer(folder);
      KafkaServer.awaitPort(
          "mosquitto", mqttPort, mosquitto.get(0), folder.resolve("mosquitto.log"));
      createTopics();
    } catch (IOException | RuntimeException failed) {
      close();
      throw failed;
    }
  }

  private static String mosquittoBinary() throws IOException {
    return DEBIAN_BINARIES.stream()
        .filter(binary -> Files.isExecutable(Path.of(binary)))
        .findFirst()
        .orElseThrow(() -> missing("mosquitto", "mosquitto"));
  }

  private static void require(String program, String debianPackage) throws IOException {
    boolean found =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    if (!found) {
      throw missing(program, debianPackage);
    }
  }

  private static IOException missing(String program, String debianPackage) {
    return new IOException(
        program + " is missing: install it, on Debian with apt-get install " + debianPackage);
  }

  private Path mosquittoConfiguration() throws IOException {
    Path profile = Path.of(System.getProperty("innopark.home", ".."), "deploy/mosquitto/fast.conf");
    List<String> lines = new ArrayList<>();
    try (Stream<String> profileLines = Files.lines(profile)) {
      profileLines
          .filter(line -> !OF_THE_PLACE.contains(line.strip().split(" ", 2)[0]))
          .forEach(lines::add);
    }
    lines.add("listener " + mqttPort + " 127.0.0.1");
    lines.add("allow_anonymous true");
    lines.add("persistence_location " + folder + "/");
    lines.add("log_dest stderr");
    if ("root".equals(System.getProperty("user.name"))) {
      lines.add("user root");
    }
    return Files.write(folder.resolve("mosquitto.conf"), lines);
  }

  private Process start(String name, List<String> command) throws IOException {
    return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log(name)).start();
  }

  private void createTopics() throws InterruptedException {
    KafkaTopics.create(bootstrapServers(), PARTITIONS);
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()))) {
      Map<String, String> asTheOther =
          Map.of("message.timestamp.type", "LogAppendTime", "max.message.bytes", "1048576");
      admin
          .createTopics(
              List.of(
                  new NewTopic(
                          PipeContestant.KAFKA_TOPIC, Optional.of(PARTITIONS), Optional.empty())
                      .configs(asTheOther)))
          .all()
          .get();
    } catch (ExecutionException failed) {
      throw new IllegalStateException(
          "Kafka: cannot create " + PipeContestant.KAFKA_TOPIC + " beside " + Topics.RAW, failed);
    }
  }

  int mqttPort() {
    return mqttPort;
  }

  String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  List<Process> mosquitto() {
    return List.copyOf(mosquitto);
  }

  List<Process> kafka() {
    return List.of(kafka.process());
  }

  File log(String name) {
    return folder.resolve(name + ".log").toFile();
  }

  @Override
  public void close() {
    mosquitto.forEach(Processes::end);
    if (kafka != null) {
      kafka.close();
    }
  }
}
