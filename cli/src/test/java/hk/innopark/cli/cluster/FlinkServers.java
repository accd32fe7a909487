package hk.innopark.cli.cluster;

import static org.awaitility.Awaitility.await;

import hk.innopark.events.process.LoopbackPorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Flink's servers as processes, each with {@code deploy/flink/config.yaml}; only addresses, ports,
 * folders and memory are changed, as a container's command line does.
 */
final class FlinkServers implements AutoCloseable {
  private static final Path LIBRARIES = Path.of("../cluster/target/lib");
  private static final Path JOB_FOLDER = Path.of("../jobs/target");
  private static final Path SETTINGS = Path.of("../deploy/flink");
  private static final Pattern OPEN_PACKAGE = Pattern.compile("--add-(opens|exports)=\\S+");

  /** All of them, as Flink's own start script would work them out from the process size. */
  private static final Map<String, String> TASK_MANAGER_RESOURCES =
      Map.ofEntries(
          Map.entry("taskmanager.cpu.cores", "1"),
          Map.entry("taskmanager.memory.framework.heap.size", "128m"),
          Map.entry("taskmanager.memory.framework.off-heap.size", "128m"),
          Map.entry("taskmanager.memory.task.heap.size", "256m"),
          Map.entry("taskmanager.memory.task.off-heap.size", "0"),
          Map.entry("taskmanager.memory.managed.size", "128m"),
          Map.entry("taskmanager.memory.network.min", "64m"),
          Map.entry("taskmanager.memory.network.max", "64m"),
          Map.entry("taskmanager.memory.jvm-metaspace.size", "256m"),
          Map.entry("taskmanager.memory.jvm-overhead.min", "192m"),
          Map.entry("taskmanager.memory.jvm-overhead.max", "192m"));

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path folder;
  private final Map<String, String> jobEnvironment;
  private Path jar = job().orElse(Path.of("none"));
  private final List<ServerProcess> started = new ArrayList<>();
  private final int zooKeeperPort = LoopbackPorts.free();
  private final int rpcPort = LoopbackPorts.free();
  private final int restPort = LoopbackPorts.free();

  /**
   * @param folder for state and logs
   * @param jobEnvironment what the job's main reads
   */
  FlinkServers(Path folder, Map<String, String> jobEnvironment) throws IOException {
    this.folder = folder;
    this.jobEnvironment = jobEnvironment;
    Files.createDirectories(folder.resolve("logs"));
  }

  /** What has to be built before; empty where it is there. */
  static String missing() {
    if (job().isEmpty()) {
      return "the job's jar is missing: mvn package makes it";
    }
    return Files.isDirectory(LIBRARIES) ? "" : "Flink's libraries are missing: mvn package";
  }

  /** The job's jar, of whatever version. */
  private static Optional<Path> job() {
    if (!Files.isDirectory(JOB_FOLDER)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(JOB_FOLDER)) {
      return files.filter(file -> file.toString().endsWith("-job.jar")).findFirst();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The job of another build, from its next start on. */
  void run(Path otherJar) {
    jar = otherJar;
  }

  /** The job of this build, from its next start on. */
  void runThisBuild() {
    jar = job().orElseThrow();
  }

  FlinkRest rest() {
    return new FlinkRest("http://127.0.0.1:" + restPort);
  }

  /** Keeps who leads, and where the newest checkpoint is. */
  void startZooKeeper() throws IOException {
    Path settings = folder.resolve("zoo.cfg");
    Files.writeString(
        settings,
        Files.readString(SETTINGS.resolve("zoo.cfg"))
            .replaceAll("(?m)^clientPort=.*$", "clientPort=" + zooKeeperPort)
            .replaceAll("(?m)^dataDir=.*$", "dataDir=" + folder.resolve("zookeeper")));
    start(
        "zookeeper",
        List.of("-Xmx96m"),
        "org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer",
        List.of("--zkConfigFile", settings.toString(), "--peerId", "1"));
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(
            () -> {
              new Socket(InetAddress.getLoopbackAddress(), zooKeeperPort).close();
              return true;
            });
  }

  /** Starts the job in application mode; it goes on from its newest checkpoint. */
  ServerProcess startJobManager(int parallelism) throws IOException {
    return startJobManager(parallelism, List.of());
  }

  /** Starts the job in application mode from a savepoint. */
  ServerProcess startJobManager(int parallelism, String savepoint) throws IOException {
    return startJobManager(
        parallelism, List.of("--fromSavepoint", savepoint, "--allowNonRestoredState"));
  }

  private ServerProcess startJobManager(int parallelism, List<String> more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("--configDir", SETTINGS.toString()));
    arguments.addAll(List.of("--job-classname", "hk.innopark.jobs.TelemetryJob"));
    arguments.addAll(List.of("--jars", jar.toAbsolutePath().normalize().toUri().toString()));
    arguments.addAll(more);
    arguments.addAll(everywhere());
    arguments.addAll(set("rest.port", Integer.toString(restPort)));
    arguments.addAll(set("blob.server.port", "0"));
    arguments.addAll(set("parallelism.default", Integer.toString(parallelism)));
    // Flink keeps a jar that it has fetched once, and takes that of another build for the same
    arguments.addAll(
        set("user.artifacts.base-dir", folder.resolve("artifacts-" + started.size()).toString()));
    return start(
        "jobmanager",
        List.of("-Xmx384m"),
        "org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint",
        arguments);
  }

  ServerProcess startTaskManager(int slots) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("--configDir", SETTINGS.toString()));
    arguments.addAll(everywhere());
    arguments.addAll(set("taskmanager.host", "127.0.0.1"));
    arguments.addAll(set("taskmanager.bind-host", "127.0.0.1"));
    arguments.addAll(set("taskmanager.rpc.port", "0"));
    arguments.addAll(set("taskmanager.data.port", "0"));
    arguments.addAll(set("taskmanager.numberOfTaskSlots", Integer.toString(slots)));
    TASK_MANAGER_RESOURCES.forEach((key, value) -> arguments.addAll(set(key, value)));
    return start(
        "taskmanager",
        List.of("-Xmx384m", "-XX:MaxDirectMemorySize=256m"),
        "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
        arguments);
  }

  private List<String> everywhere() {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(set("jobmanager.rpc.address", "127.0.0.1"));
    arguments.addAll(set("jobmanager.bind-host", "127.0.0.1"));
    arguments.addAll(set("jobmanager.rpc.port", Integer.toString(rpcPort)));
    arguments.addAll(set("high-availability.jobmanager.port", Integer.toString(rpcPort)));
    arguments.addAll(set("high-availability.zookeeper.quorum", "127.0.0.1:" + zooKeeperPort));
    arguments.addAll(set("high-availability.storageDir", state("ha")));
    arguments.addAll(set("execution.checkpointing.dir", state("checkpoints")));
    arguments.addAll(set("execution.checkpointing.savepoint-dir", state("savepoints")));
    arguments.addAll(set("metrics.reporter.prom.port", "0"));
    arguments.addAll(set("io.tmp.dirs", folder.resolve("tmp").toString()));
    return arguments;
  }

  private String state(String name) {
    return folder.resolve("state").resolve(name).toUri().toString();
  }

  private static List<String> set(String key, String value) {
    return List.of("-D", key + "=" + value);
  }

  private ServerProcess start(
      String name, List<String> memory, String mainClass, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(memory);
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(openPackages());
    command.add(
        "-Dlog4j2.configurationFile="
            + SETTINGS.resolve("log4j-console.properties").toAbsolutePath());
    command.addAll(List.of("-cp", LIBRARIES.toAbsolutePath() + "/*", mainClass));
    command.addAll(arguments);
    Path log = folder.resolve("logs").resolve(name + "-" + started.size() + ".log");
    ServerProcess process = ServerProcess.start(command, jobEnvironment, log);
    started.add(process);
    return process;
  }

  private static List<String> openPackages() throws IOException {
    return OPEN_PACKAGE
        .matcher(Files.readString(SETTINGS.resolve("config.yaml")))
        .results()
        .map(found -> found.group())
        .toList();
  }

  @Override
  public void close() {
    started.forEach(ServerProcess::kill);
  }
}
