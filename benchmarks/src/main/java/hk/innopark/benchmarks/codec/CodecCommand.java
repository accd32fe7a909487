package hk.innopark.benchmarks.codec;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hk.innopark.benchmarks.Spread;
import hk.innopark.benchmarks.process.Folders;
import hk.innopark.benchmarks.process.JavaProcess;
import hk.innopark.benchmarks.process.KafkaServer;
import hk.innopark.benchmarks.process.Processes;
import hk.innopark.benchmarks.process.TakingServerMain;
import hk.innopark.events.process.LoopbackPorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/**
 * Runs contestants in turns, each round in a Java of its own, and reports operations a CPU-second.
 */
abstract class CodecCommand implements Callable<Integer> {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "Rounds of each. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--operations",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Messages or lines a round. Default: ${DEFAULT-VALUE}.")
  private long operations;

  @Option(names = "--json", paramLabel = "FILE", description = "Where the figures go.")
  private Path json;

  private final String name;
  private final String unit;
  private final List<List<CodecContestant>> groups;

  /**
   * @param groups contestants of the same work; ratios are those of a group's first over the others
   */
  CodecCommand(String name, String unit, List<List<CodecContestant>> groups) {
    this.name = name;
    this.unit = unit;
    this.groups = groups;
  }

  @Override
  public Integer call() throws Exception {
    Path folder = Files.createTempDirectory("innopark-" + name);
    int port = LoopbackPorts.free();
    Path log = folder.resolve("server.log");
    Process server =
        JavaProcess.start(log, List.of("-Xmx256m"), TakingServerMain.class, Integer.toString(port));
    List<CodecRound> done = new ArrayList<>();
    try {
      KafkaServer.awaitPort("the server", port, server, log);
      for (int round = 0; round < rounds; round++) {
        for (List<CodecContestant> group : groups) {
          for (CodecContestant contestant : group) {
            done.add(run(contestant, folder, "http://127.0.0.1:" + port));
          }
        }
      }
    } finally {
      Processes.end(server);
    }
    Folders.delete(folder);
    report(done);
    return 0;
  }

  private CodecRound run(CodecContestant contestant, Path folder, String url)
      throws IOException, InterruptedException {
    Path log = folder.resolve(contestant + ".log");
    Path result = folder.resolve("result.json");
    Process process =
        JavaProcess.start(
            log,
            List.of("-Xms1g", "-Xmx1g", "-XX:+UseSerialGC"),
            CodecMain.class,
            contestant.name(),
            Long.toString(operations),
            result.toString(),
            url);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(contestant.label() + " failed: " + Files.readString(log).strip());
      }
    } finally {
      Processes.end(process);
    }
    CodecRound round = JSON.readValue(result.toFile(), CodecRound.class);
    System.err.printf(
        Locale.ROOT, "%s: %,.0f %s a CPU-second%n", contestant.label(), round.perCpuSecond(), unit);
    return round;
  }

  private void report(List<CodecRound> done) throws IOException {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("benchmark", name);
    figures.put("processors", Runtime.getRuntime().availableProcessors());
    figures.put("java", Runtime.version().toString());
    System.out.printf(
        Locale.ROOT,
        "%n%s: %,d %s a round, %d rounds each, in turns; median (least - greatest)%n%n%-18s %-42s %s%n",
        name,
        operations,
        unit,
        rounds,
        "",
        unit + " a CPU-second",
        "the first is so many times as quick");
    for (List<CodecContestant> group : groups) {
      List<CodecRound> first = of(done, group.get(0));
      for (CodecContestant contestant : group) {
        List<CodecRound> own = of(done, contestant);
        requireSameChecksum(first.get(0), own);
        Spread speed = Spread.of(own.stream().mapToDouble(CodecRound::perCpuSecond));
        Spread ratio = ratio(first, own);
        figures.put(
            contestant.label(), Map.of("per_cpu_second", speed, "ratio", ratio, "rounds", own));
        System.out.printf(
            Locale.ROOT,
            "%-18s %-42s %.2f (%.2f - %.2f)%n",
            contestant.label(),
            "%,.0f (%,.0f - %,.0f)".formatted(speed.median(), speed.least(), speed.greatest()),
            ratio.median(),
            ratio.least(),
            ratio.greatest());
      }
    }
    Path file = json == null ? Path.of("target", name + ".json") : json;
    Files.createDirectories(file.toAbsolutePath().getParent());
    JSON.writeValue(file.toFile(), figures);
    System.out.println("figures: " + file);
  }

  private static List<CodecRound> of(List<CodecRound> done, CodecContestant contestant) {
    return done.stream().filter(round -> round.contestant() == contestant).toList();
  }

  /** Round by round, of neighbours in time. */
  private static Spread ratio(List<CodecRound> one, List<CodecRound> other) {
    return Spread.of(
        java.util.stream.IntStream.range(0, one.size())
            .mapToDouble(i -> one.get(i).perCpuSecond() / other.get(i).perCpuSecond()));
  }

  private static void requireSameChecksum(CodecRound first, List<CodecRound> rounds)
      throws IOException {
    for (CodecRound round : rounds) {
      if (round.checksum() != first.checksum()) {
        throw new IOException(
            "%s and %s do not come to the same"
                .formatted(first.contestant().label(), round.contestant().label()));
      }
    }
  }
}
