package hk.innopark.benchmarks.account;

import hk.innopark.benchmarks.process.Folders;
import hk.innopark.benchmarks.process.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs all contestants in turns and reports them. */
@Command(
    name = "account",
    description =
        "Raw messages in Kafka to every figure: the pipeline beside a plain Flink job, Kafka"
            + " Streams, and one thread that adds the same sums.",
    mixinStandardHelpOptions = true)
public final class AccountCommand implements Callable<Integer> {
  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "Rounds of each. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--messages",
      paramLabel = "N",
      defaultValue = "6000000",
      description = "Messages in Kafka. Default: ${DEFAULT-VALUE}.")
  private long messages;

  @Option(
      names = "--machines",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Machines. Default: ${DEFAULT-VALUE}.")
  private int machines;

  @Option(
      names = "--tenants",
      paramLabel = "N",
      defaultValue = "10",
      description = "Tenants. Default: ${DEFAULT-VALUE}.")
  private int tenants;

  @Option(
      names = "--estates",
      paramLabel = "N",
      defaultValue = "3",
      description = "Estates. Default: ${DEFAULT-VALUE}.")
  private int estates;

  @Option(
      names = "--per-line",
      paramLabel = "N",
      defaultValue = "5",
      description = "Machines a line. Default: ${DEFAULT-VALUE}.")
  private int machinesPerLine;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      defaultValue = "2",
      description = "Of Flink, and threads of Kafka Streams. Default: ${DEFAULT-VALUE}.")
  private int parallelism;

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      defaultValue = "hashmap",
      description = "State backend of Flink: hashmap or rocksdb. Default: ${DEFAULT-VALUE}.")
  private String backend;

  @Option(
      names = "--cadence",
      paramLabel = "MS",
      defaultValue = "1000",
      description =
          "Arrival time between watermarks, which decides how often open periods are written."
              + " Default: ${DEFAULT-VALUE}.")
  private long cadenceMillis;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      defaultValue = "4g",
      description = "Of each contestant. Default: ${DEFAULT-VALUE}.")
  private String heap;

  @Option(
      names = "--only",
      paramLabel = "NAME",
      split = ",",
      description = "Contestants: ${COMPLETION-CANDIDATES}. Default: all.")
  private List<Contestant> only = List.of(Contestant.values());

  @Option(
      names = "--profile",
      description = "Profiles the first round of each of the pipeline's contestants.")
  private boolean profile;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Where the figures go. Default: target/account.json.")
  private Path json = Path.of("target", "account.json");

  @Override
  public Integer call() throws Exception {
    Workload workload = new Workload(messages, machines, tenants, estates, machinesPerLine);
    AccountOptions options = new AccountOptions(backend, parallelism, cadenceMillis, heap);
    Files.createDirectories(json.toAbsolutePath().getParent());
    Path folder = Files.createTempDirectory("innopark-account");
    List<AccountRound> done = new ArrayList<>();
    double payloadBytes;
    try (AccountBench bench = new AccountBench(workload, folder)) {
      payloadBytes = bench.payloadBytes();
      System.err.printf("%,d messages are in Kafka%n", messages);
      for (int number = 1; number <= rounds; number++) {
        for (Contestant contestant : only) {
          done.add(round(bench, contestant, options, number));
        }
      }
    } catch (IOException failed) {
      throw new IOException(failed.getMessage() + " (logs in " + folder + ")", failed);
    }
    Folders.delete(folder);
    AccountReport report = new AccountReport(workload, options, payloadBytes, done);
    Files.writeString(json, report.json());
    System.out.print(report.table());
    System.out.println("figures: " + json);
    requireSameSums(done);
    return 0;
  }

  private AccountRound round(
      AccountBench bench, Contestant contestant, AccountOptions options, int number)
      throws IOException, InterruptedException {
    Path recording =
        profile && number == 1 && contestant.isPipeline()
            ? json.resolveSibling("account-" + contestant.label() + ".jfr")
            : null;
    AccountRound round = bench.run(contestant, options, number, recording);
    System.err.printf(
        "round %d, %s: %.2f CPU-s a million, %,.0f messages/s, %.2f rows a message%n",
        number,
        contestant.label(),
        round.cpuSecondsAMillion(),
        round.messagesPerSecond(),
        round.rowsAMessage());
    if (recording != null) {
      Path text = json.resolveSibling("account-" + contestant.label() + ".txt");
      Files.writeString(text, Profile.read(recording).text());
      System.err.println("profile: " + text + ", " + recording);
    }
    return round;
  }

  private static void requireSameSums(List<AccountRound> rounds) throws IOException {
    AccountRound first = rounds.get(rounds.size() - 1);
    for (AccountRound round : rounds) {
      if (!round.checksums().matches(first.checksums())) {
        throw new IOException(
            "%s and %s do not come to the same sums: %s, %s"
                .formatted(
                    round.contestant(), first.contestant(), round.checksums(), first.checksums()));
      }
    }
  }
}
