package hk.innopark.testkit;

import hk.innopark.events.FeedWriter;
import hk.innopark.events.Grain;
import hk.innopark.events.RawMessage;
import hk.innopark.jobs.compute.FeedComputation;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.model.Registry;
import hk.innopark.simulators.junit.SimulatedFeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The live pipeline, to be run over feeds on a Flink cluster inside this process: no server, no
 * port, no clock. The same feed gives the same bytes at any parallelism.
 */
public final class Pipeline {
  private static final Set<Grain> DEFAULT_GRAINS =
      EnumSet.of(Grain.HOUR, Grain.SHIFT, Grain.DAY, Grain.MONTH);
  private static final int DEFAULT_PARALLELISM = 2;

  private final Path folder;
  private final Registry registry;
  private final Set<Grain> grains;
  private final int parallelism;

  private Pipeline(Path folder, Registry registry, Set<Grain> grains, int parallelism) {
    this.folder = folder;
    this.registry = registry;
    this.grains = grains;
    this.parallelism = parallelism;
  }

  /**
   * A pipeline that keeps its files in a folder and knows the sample registry.
   *
   * @param folder usually JUnit's temporary one
   */
  public static Pipeline in(Path folder) {
    return new Pipeline(folder, null, DEFAULT_GRAINS, DEFAULT_PARALLELISM);
  }

  /** The same with the reference data of a registry file. */
  public Pipeline withRegistry(Path file) {
    return new Pipeline(folder, RegistryYaml.read(file), grains, parallelism);
  }

  /** The same with a registry file's text. */
  public Pipeline withRegistry(String yaml) {
    return new Pipeline(folder, RegistryYaml.parse(yaml, "registry"), grains, parallelism);
  }

  /**
   * The same with the periods that are to be reported, by their names, such as {@code minute}.
   *
   * @throws IllegalArgumentException where there is no such grain
   */
  public Pipeline withGrains(String... names) {
    Set<Grain> wanted = EnumSet.noneOf(Grain.class);
    for (String name : names) {
      wanted.add(
          Grain.byWireName(name)
              .orElseThrow(() -> new IllegalArgumentException("no grain \"" + name + "\"")));
    }
    return new Pipeline(folder, registry, wanted, parallelism);
  }

  /** The same with so many instances of each operator. */
  public Pipeline withParallelism(int instances) {
    return new Pipeline(folder, registry, grains, instances);
  }

  /** Computes a simulated feed, by the registry of its plants unless another was given. */
  public Computed compute(SimulatedFeed feed) throws Exception {
    Pipeline own =
        registry != null || feed.registryYaml() == null ? this : withRegistry(feed.registryYaml());
    return own.compute(feed.messages());
  }

  public Computed compute(List<RawMessage> messages) throws Exception {
    Path feed = Files.createTempFile(folder, "feed", ".ndjson");
    try (FeedWriter writer = FeedWriter.create(feed)) {
      for (RawMessage message : messages) {
        writer.write(message);
      }
    }
    return compute(feed);
  }

  /** Computes a feed file, plain or gzip. */
  public Computed compute(Path feed) throws Exception {
    Path out = Files.createTempDirectory(folder, "computed");
    FeedComputation.Summary summary =
        new FeedComputation(
                registry == null ? RegistryYaml.sample() : registry, feed, grains, parallelism)
            .run(out);
    return read(summary.messages(), out);
  }

  /** Reads what {@code innopark compute --out} wrote. */
  public static Computed read(long messages, Path out) throws IOException {
    return new Computed(
        messages,
        Figures.read(out.resolve("figures.ndjson")),
        Ledger.read(out.resolve("ledger.ndjson")),
        JsonRows.read("alerts", out.resolve("alerts.ndjson")),
        JsonRows.read("refused messages", out.resolve("deadletters.ndjson")));
  }
}
