package hk.innopark.benchmarks.account;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hk.innopark.benchmarks.process.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Kills the pipeline while it works at full speed and lets it go on from its last checkpoint. */
@Command(
    name = "recover",
    description =
        "Kills the pipeline (SIGKILL) at full load and starts it from its last checkpoint: what is"
            + " lost, what is counted twice, and how fast it catches up.",
    mixinStandardHelpOptions = true)
public final class RecoverCommand implements Callable<Integer> {
  @Option(
      names = "--messages",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Messages in Kafka. Default: ${DEFAULT-VALUE}.")
  private long messages;

  @Option(
      names = "--machines",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Machines, each with a message every ten seconds. Default: ${DEFAULT-VALUE}.")
  private int machines;

  @Option(
      names = "--kills",
      paramLabel = "N",
      defaultValue = "2",
      description = "How often it is killed. Default: ${DEFAULT-VALUE}.")
  private int kills;

  @Option(names = "--json", paramLabel = "FILE", description = "Default: target/recover.json.")
  private Path json = Path.of("target", "recover.json");

  @Override
  public Integer call() throws Exception {
    Workload workload = new Workload(messages, machines, Math.max(1, machines / 100), 3, 5);
    AccountOptions options = new AccountOptions("hashmap", 2, 1_000, "4g");
    Path folder = Files.createTempDirectory("innopark-recover");
    try (AccountBench bench = new AccountBench(workload, folder)) {
      AccountRound limit = bench.run(Contestant.LIMIT, options, 1, null);
      AccountRound last = null;
      for (int run = 0; last == null; run++) {
        last = run(bench, options, run < kills);
      }
      long lost = Math.max(0, limit.checksums().messages() - last.checksums().messages());
      long twice = Math.max(0, last.checksums().messages() - limit.checksums().messages());
      double realTime = last.messagesPerSecond() * Workload.PERIOD_MILLIS / 1e3 / machines;
      System.out.printf(
          Locale.ROOT,
          "%nrecover: %,d messages of %,d machines, killed %d times%n%n"
              + "lost %d, counted twice %d, all sums %s%n"
              + "caught up with %,.0f messages/s, %.1f times real time at these machines' rate%n",
          messages,
          machines,
          kills,
          lost,
          twice,
          last.checksums().matches(limit.checksums()) ? "as the limit's" : "DIFFERENT",
          last.messagesPerSecond(),
          realTime);
      Files.createDirectories(json.toAbsolutePath().getParent());
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build()
          .writeValue(
              json.toFile(),
              Map.of(
                  "benchmark",
                  "recover",
                  "lost",
                  lost,
                  "twice",
                  twice,
                  "times_real_time",
                  realTime,
                  "limit",
                  limit,
                  "recovered",
                  last));
      System.out.println("figures: " + json);
      if (!last.checksums().matches(limit.checksums())) {
        throw new IOException(
            "the sums differ: %s, limit %s".formatted(last.checksums(), limit.checksums()));
      }
    }
    Folders.delete(folder);
    return 0;
  }

  /** Null where it was killed on its way. */
  private static AccountRound run(AccountBench bench, AccountOptions options, boolean isKilled)
      throws IOException, InterruptedException {
    Process process = bench.startRecoverable(options);
    if (isKilled) {
      int before = bench.checkpoints();
      while (bench.checkpoints() < before + 2) {
        if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
          throw new IOException("it ended before it could be killed; more --messages are needed");
        }
      }
      // into the time after a checkpoint, so that there is something to do again
      Thread.sleep(1_500);
      process.destroyForcibly().waitFor();
      System.err.println("killed after " + bench.checkpoints() + " checkpoints");
      return null;
    }
    return bench.finishRecoverable(process);
  }
}
