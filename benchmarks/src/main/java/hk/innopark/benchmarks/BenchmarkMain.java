package hk.innopark.benchmarks;

import hk.innopark.benchmarks.account.AccountCommand;
import hk.innopark.benchmarks.account.GrowthCommand;
import hk.innopark.benchmarks.account.LatencyCommand;
import hk.innopark.benchmarks.account.RecoverCommand;
import hk.innopark.benchmarks.account.StateCommand;
import hk.innopark.benchmarks.bridge.BridgeCommand;
import hk.innopark.benchmarks.codec.ParseCommand;
import hk.innopark.benchmarks.codec.SinkCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * {@code benchmarks/run NAME}; exit code 1 and one line where a run failed or its counts differ.
 */
@Command(
    name = "benchmarks/run",
    description = "Measures this project beside its peers, on this machine and in one run.",
    mixinStandardHelpOptions = true,
    subcommands = {
      AccountCommand.class,
      StateCommand.class,
      GrowthCommand.class,
      LatencyCommand.class,
      RecoverCommand.class,
      BridgeCommand.class,
      ParseCommand.class,
      SinkCommand.class
    })
public final class BenchmarkMain {
  private BenchmarkMain() {}

  public static void main(String[] args) {
    CommandLine line = new CommandLine(new BenchmarkMain());
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          String message = failure.getMessage();
          System.err.println("benchmarks: " + (message == null ? failure.toString() : message));
          return 1;
        });
    System.exit(line.execute(args));
  }
}
