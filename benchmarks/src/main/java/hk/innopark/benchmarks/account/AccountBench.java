package hk.innopark.benchmarks.account;

import com.fasterxml.jackson.databind.json.JsonMapper;
import hk.innopark.benchmarks.process.Folders;
import hk.innopark.benchmarks.process.JavaProcess;
import hk.innopark.benchmarks.process.KafkaServer;
import hk.innopark.benchmarks.process.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Kafka with the workload in it, and contestants that are let at it one at a time. */
final class AccountBench implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Workload workload;
  private final Path folder;
  private final KafkaServer kafka;
  private final double payloadBytes;

  AccountBench(Workload workload, Path folder) throws IOException, InterruptedException {
    this.workload = workload;
    this.folder = folder;
    Files.writeString(folder.resolve("registry.yaml"), WorkloadRegistry.yaml(workload));
    kafka = new KafkaServer(folder);
    payloadBytes = WorkloadTopic.fill(workload, kafka.bootstrapServers());
  }

  double payloadBytes() {
    return payloadBytes;
  }

  /**
   * One round of one contestant, in a Java of its own.
   *
   * @throws IOException where it failed, with the last line that it said
   */
  AccountRound run(Contestant contestant, AccountOptions options, int number, Path profile)
      throws IOException, InterruptedException {
    Path place = folder.resolve(contestant.label() + "-" + number);
    Files.createDirectories(place);
    AccountTask task =
        new AccountTask(
            contestant.label(),
            workload,
            kafka.bootstrapServers(),
            contestant == Contestant.LIVE,
            options.cadenceMillis(),
            options.backend(),
            options.parallelism(),
            place.toString(),
            profile == null ? null : profile.toAbsolutePath().toString());
    Path setting = place.resolve("task.json");
    task.write(setting);
    Path log = folder.resolve(place.getFileName() + ".log");
    Process process =
        JavaProcess.start(
            log,
            List.of("-Xms" + options.heap(), "-Xmx" + options.heap(), "-XX:+UseG1GC"),
            contestant.main(),
            setting.toString());
    try {
      if (process.waitFor() != 0) {
        List<String> said = Files.readAllLines(log);
        throw new IOException(
            contestant.label() + " failed: " + (said.isEmpty() ? "no word" : said.get(0)));
      }
    } finally {
      Processes.end(process);
    }
    AccountRound round = JSON.readValue(task.result().toFile(), AccountRound.class);
    Folders.delete(place);
    return round;
  }

  @Override
  public void close() {
    kafka.close();
  }
}
