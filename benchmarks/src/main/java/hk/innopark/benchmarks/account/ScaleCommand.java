package hk.innopark.benchmarks.account;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hk.innopark.benchmarks.Spread;
import hk.innopark.benchmarks.process.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Option;

/** The live pipeline at several sizes, in turns; each group over the first of it. */
abstract class ScaleCommand implements Callable<Integer> {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "Rounds of each. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--messages",
      paramLabel = "N",
      defaultValue = "2000000",
      description = "Messages a round. Default: ${DEFAULT-VALUE}.")
  private long messages;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      defaultValue = "4g",
      description = "Of the pipeline. Default: ${DEFAULT-VALUE}.")
  private String heap;

  @Option(names = "--json", paramLabel = "FILE", description = "Where the figures go.")
  private Path json;

  private final String name;

  ScaleCommand(String name) {
    this.name = name;
  }

  /** What is compared with what. */
  abstract List<List<ScaleCase>> groups();

  final Workload workload(int machines, int tenants, int estates) {
    return new Workload(messages / machines * machines, machines, tenants, estates, 5);
  }

  final AccountOptions options(String backend, int parallelism) {
    return new AccountOptions(backend, parallelism, 1_000, heap);
  }

  @Override
  public Integer call() throws Exception {
    Map<String, List<AccountRound>> done = new LinkedHashMap<>();
    System.out.printf(
        Locale.ROOT,
        "%n%s: about %,d messages, %d rounds each, in turns; median (least - greatest)%n%n"
            + "%-34s %-24s %-14s %-24s %-9s %-26s %s%n",
        name,
        messages,
        rounds,
        "",
        "CPU-s/million, no JIT",
        "rows a message",
        "messages/s",
        "peak MiB",
        "checkpoint",
        "over the first: CPU, CPU a row, messages/s");
    for (List<ScaleCase> group : groups()) {
      run(group, done);
      for (ScaleCase each : group) {
        System.out.print(row(each, done.get(each.name()), done.get(group.get(0).name())));
      }
    }
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("benchmark", name);
    figures.put("processors", Runtime.getRuntime().availableProcessors());
    figures.put("java", Runtime.version().toString());
    figures.putAll(done);
    Path file = json == null ? Path.of("target", name + ".json") : json;
    Files.createDirectories(file.toAbsolutePath().getParent());
    JSON.writeValue(file.toFile(), figures);
    System.out.println("figures: " + file);
    return 0;
  }

  private void run(List<ScaleCase> group, Map<String, List<AccountRound>> done)
      throws IOException, InterruptedException {
    Map<Workload, AccountBench> benches = new LinkedHashMap<>();
    Path folder = Files.createTempDirectory("innopark-" + name);
    try {
      for (int round = 1; round <= rounds; round++) {
        for (ScaleCase each : group) {
          AccountBench bench = benches.get(each.workload());
          if (bench == null) {
            bench =
                new AccountBench(
                    each.workload(), Files.createDirectories(folder.resolve("" + benches.size())));
            benches.put(each.workload(), bench);
          }
          AccountRound one = bench.run(Contestant.LIVE, each.options(), round, null);
          if (one.checksums().messages() != each.workload().messages()) {
            throw new IOException(each.name() + " has lost messages: " + one.checksums());
          }
          done.computeIfAbsent(each.name(), unseen -> new ArrayList<>()).add(one);
          System.err.printf(
              Locale.ROOT,
              "round %d, %s: %.2f CPU-s a million, %,.0f messages/s%n",
              round,
              each.name(),
              one.cpuSecondsAMillion(),
              one.messagesPerSecond());
        }
      }
    } finally {
      benches.values().forEach(AccountBench::close);
    }
    Folders.delete(folder);
  }

  private static String row(ScaleCase each, List<AccountRound> own, List<AccountRound> first) {
    double machines = each.workload().machines();
    Spread cpu = spread(own, AccountRound::cpuSecondsAMillion);
    Spread speed = spread(own, AccountRound::messagesPerSecond);
    return String.format(
        Locale.ROOT,
        "%-34s %-24s %-14.2f %-24s %-9.0f %-26s %.2f, %.2f, %.2f%n",
        each.name(),
        "%.2f (%.2f - %.2f)".formatted(cpu.median(), cpu.least(), cpu.greatest()),
        spread(own, AccountRound::rowsAMessage).median(),
        "%,.0f (%,.0f - %,.0f)".formatted(speed.median(), speed.least(), speed.greatest()),
        spread(own, AccountRound::peakBytes).greatest() / (1024 * 1024),
        "%.0f ms, %,.0f B a machine"
            .formatted(
                spread(own, AccountRound::checkpointMillis).median(),
                spread(own, AccountRound::checkpointBytes).median() / machines),
        cpu.median() / spread(first, AccountRound::cpuSecondsAMillion).median(),
        cpuARow(own) / cpuARow(first),
        speed.median() / spread(first, AccountRound::messagesPerSecond).median());
  }

  /** More places have more rows; what one costs should stay. */
  private static double cpuARow(List<AccountRound> rounds) {
    return spread(rounds, round -> round.cpuSecondsAMillion() / round.rowsAMessage()).median();
  }

  private static Spread spread(List<AccountRound> rounds, ToDoubleFunction<AccountRound> figure) {
    return Spread.of(rounds.stream().mapToDouble(figure));
  }
}
