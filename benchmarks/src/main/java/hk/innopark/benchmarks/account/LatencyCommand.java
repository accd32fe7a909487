package hk.innopark.benchmarks.account;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hk.innopark.benchmarks.process.Folders;
import hk.innopark.benchmarks.process.JavaProcess;
import hk.innopark.benchmarks.process.KafkaServer;
import hk.innopark.benchmarks.process.Processes;
import hk.innopark.benchmarks.process.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How long a message takes from when it was to be sent until a store has it in a figure. */
@Command(
    name = "e2e",
    description =
        "From the time at which a message is due to be sent to Kafka until a store has confirmed"
            + " the machine's minute that counts it, at shares of the ceiling that account has"
            + " found.",
    mixinStandardHelpOptions = true)
public final class LatencyCommand implements Callable<Integer> {
  private static final double[] QUANTILES = {0.5, 0.99, 0.999};
  private static final long MINUTE_MILLIS = 60_000;

  @Option(
      names = "--ceiling",
      paramLabel = "N",
      required = true,
      description = "Messages a second that account reports for live.")
  private int ceiling;

  @Option(
      names = "--loads",
      paramLabel = "PERCENT",
      split = ",",
      defaultValue = "30,50,80",
      description = "Shares of the ceiling. Default: ${DEFAULT-VALUE}.")
  private List<Integer> loads;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "90",
      description = "Of each load; the first third warms up. Default: ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(
      names = "--java",
      paramLabel = "OPTIONS",
      split = " ",
      defaultValue = "-Xms4g -Xmx4g -XX:+UseParallelGC",
      description = "Of the job's Java. Default: ${DEFAULT-VALUE}.")
  private List<String> java;

  @Option(names = "--profile", description = "Profiles the job at each load.")
  private boolean profile;

  @Option(names = "--json", paramLabel = "FILE", description = "Default: target/e2e.json.")
  private Path json = Path.of("target", "e2e.json");

  @Override
  public Integer call() throws Exception {
    System.out.printf(
        Locale.ROOT,
        "%ne2e: %d s of each load, the first third not counted; ms from the scheduled time%n%n"
            + "%-22s %-10s %-10s %-10s %-10s%n",
        seconds,
        "",
        "messages",
        "p50",
        "p99",
        "p99.9");
    Map<String, Object> figures = new LinkedHashMap<>();
    for (int load : loads) {
      int perSecond = Math.max(1, ceiling * load / 100);
      Path recording = json.resolveSibling("e2e-" + load + ".jfr").toAbsolutePath();
      long[] latencies = run(perSecond, profile ? recording : null);
      if (profile) {
        Path text = json.resolveSibling("e2e-" + load + ".txt");
        Files.writeString(text, Profile.read(recording).text());
        System.err.println("profile: " + text + ", " + recording);
      }
      List<Long> quantiles = quantiles(latencies);
      System.out.printf(
          Locale.ROOT,
          "%-22s %-10d %-10d %-10d %-10d%n",
          load + " % (" + perSecond + "/s)",
          latencies.length,
          quantiles.get(0),
          quantiles.get(1),
          quantiles.get(2));
      figures.put(
          load + "_percent", Map.of("messages_a_second", perSecond, "p50_p99_p999_ms", quantiles));
    }
    Files.createDirectories(json.toAbsolutePath().getParent());
    JsonMapper.builder()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .build()
        .writeValue(json.toFile(), figures);
    System.out.println("figures: " + json);
    return 0;
  }

  private static List<Long> quantiles(long[] ascending) {
    if (ascending.length == 0) {
      throw new IllegalStateException("no figure of the measured time came into the store");
    }
    List<Long> quantiles = new ArrayList<>();
    for (double quantile : QUANTILES) {
      quantiles.add(ascending[(int) Math.ceil(quantile * ascending.length) - 1]);
    }
    return quantiles;
  }

  private long[] run(int perSecond, Path recording) throws Exception {
    int machines = perSecond * Workload.PERIOD_MILLIS / 1_000;
    Workload workload =
        new Workload(
            (long) machines * Math.max(1, seconds / 10),
            machines,
            Math.max(1, machines / 100),
            machines < 300 ? 1 : 3,
            5);
    Path folder = Files.createTempDirectory("innopark-e2e");
    Files.writeString(folder.resolve("registry.yaml"), WorkloadRegistry.plannedAllDay(workload));
    Path place = Files.createDirectories(folder.resolve("live"));
    try (KafkaServer kafka = new KafkaServer(folder);
        LatencyStore store = new LatencyStore(workload)) {
      AccountTask task =
          new AccountTask(
              "live",
              workload,
              kafka.bootstrapServers(),
              true,
              0,
              "hashmap",
              2,
              place.toString(),
              null);
      task.write(place.resolve("task.json"));
      PacedSender sender = new PacedSender(workload, kafka.bootstrapServers());
      Process pipeline =
          JavaProcess.start(
              folder.resolve("live.log"),
              options(recording),
              LatencyMain.class,
              place.resolve("task.json").toString(),
              store.url());
      try {
        while (!Files.exists(task.result()) && pipeline.isAlive()) {
          Thread.sleep(100);
        }
        sender.send(store);
        store.await(pipeline);
      } finally {
        Processes.end(pipeline);
      }
      sayMinutes(store);
      Folders.delete(folder);
      return store.latencies(seconds * 1_000L / 3, Long.MAX_VALUE);
    } catch (IOException failed) {
      throw new IOException(failed.getMessage() + " (logs in " + folder + ")", failed);
    }
  }

  private List<String> options(Path recording) throws IOException {
    List<String> options = new ArrayList<>(java);
    if (recording != null) {
      Files.createDirectories(recording.getParent());
      options.add(
          "-XX:StartFlightRecording=settings=profile,dumponexit=true,filename=" + recording);
    }
    return options;
  }

  /** A start that is slow and a load that is too much look alike in one quantile. */
  private static void sayMinutes(LatencyStore store) {
    long[] minute = store.latencies(0, MINUTE_MILLIS);
    for (int number = 1; minute.length > 0; number++) {
      List<Long> quantiles = quantiles(minute);
      System.err.printf(
          "minute %d: %d messages, p50 %d ms, p99 %d ms%n",
          number, minute.length, quantiles.get(0), quantiles.get(1));
      minute = store.latencies(number * MINUTE_MILLIS, (number + 1) * MINUTE_MILLIS);
    }
  }
}
