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
    AccountTask task = task(contestant, options, place, profile);
    AccountRound round = finish(start(contestant, options, task), task);
    Folders.delete(place);
    return round;
  }

  /** The live pipeline, from the last checkpoint of those that were started before. */
  Process startRecoverable(AccountOptions options) throws IOException {
    return start(Contestant.LIVE, options, task(Contestant.LIVE, options, recoverable(), null));
  }

  AccountRound finishRecoverable(Process process) throws IOException, InterruptedException {
    return finish(
        process, task(Contestant.LIVE, new AccountOptions("", 0, 0, ""), recoverable(), null));
  }

  /** How many checkpoints of the recoverable pipeline have been completed. */
  int checkpoints() throws IOException {
    return Checkpoints.newest(recoverable()).map(Checkpoints::numberOf).orElse(0);
  }

  private Path recoverable() {
    return folder.resolve(AccountTask.RECOVERABLE);
  }

  private AccountTask task(
      Contestant contestant, AccountOptions options, Path place, Path profile) {
    return new AccountTask(
        contestant.label(),
        workload,
        kafka.bootstrapServers(),
        contestant == Contestant.LIVE,
        options.cadenceMillis(),
        options.backend(),
        options.parallelism(),
        place.toString(),
        profile == null ? null : profile.toAbsolutePath().toString());
  }

  private Process start(Contestant contestant, AccountOptions options, AccountTask task)
      throws IOException {
    Path place = Files.createDirectories(Path.of(task.folder()));
    Path setting = place.resolve("task.json");
    task.write(setting);
    return JavaProcess.start(
        log(task),
        List.of(
            "-Xms" + options.heap(),
            "-Xmx" + options.heap(),
            "-XX:+UseParallelGC",
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:+DebugNonSafepoints"),
        contestant.main(),
        setting.toString());
  }

  private Path log(AccountTask task) {
    return folder.resolve(Path.of(task.folder()).getFileName() + ".log");
  }

  private AccountRound finish(Process process, AccountTask task)
      throws IOException, InterruptedException {
    try {
      if (process.waitFor() != 0) {
        List<String> said = Files.readAllLines(log(task));
        throw new IOException(
            task.contestant() + " failed: " + (said.isEmpty() ? "no word" : said.get(0)));
      }
    } finally {
      Processes.end(process);
    }
    return JSON.readValue(task.result().toFile(), AccountRound.class);
  }

  @Override
  public void close() {
    kafka.close();
  }
}
