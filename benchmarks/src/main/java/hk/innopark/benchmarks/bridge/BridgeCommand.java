package hk.innopark.benchmarks.bridge;

import hk.innopark.benchmarks.process.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the gateway and the pipe in turns and reports both. */
@Command(
    name = "bridge",
    description =
        "MQTT to Kafka at QoS 1: the gateway, which acknowledges after Kafka has a message, beside"
            + " mosquitto_sub | kcat, which acknowledges before.",
    mixinStandardHelpOptions = true)
public final class BridgeCommand implements Callable<Integer> {
  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "Rounds of each. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--messages",
      paramLabel = "N",
      defaultValue = "100000",
      description = "Messages a round. Default: ${DEFAULT-VALUE}.")
  private int messages;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Where the figures go. Default: target/bridge.json.")
  private Path json = Path.of("target", "bridge.json");

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (rounds < 1 || messages < 1) {
      throw new ParameterException(
          spec.commandLine(), "--rounds and --messages must be at least 1");
    }
    Path folder = Files.createTempDirectory("innopark-bridge");
    List<Round> done;
    try (BridgeBench bench = new BridgeBench(folder)) {
      done = new BridgeRun(bench, messages).run(rounds, System.err::println);
    } catch (IOException failed) {
      throw new IOException(failed.getMessage() + " (logs in " + folder + ")", failed);
    }
    Folders.delete(folder);
    BridgeReport report = new BridgeReport(messages, done);
    if (json.toAbsolutePath().getParent() != null) {
      Files.createDirectories(json.toAbsolutePath().getParent());
    }
    Files.writeString(json, report.json());
    System.out.print(report.table());
    System.out.println("figures: " + json);
    return 0;
  }
}
