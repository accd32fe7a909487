package hk.innopark.benchmarks.account;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a message costs as tenants and machines become more. */
@Command(
    name = "growth",
    description =
        "What a message costs with more tenants and more machines, and what a second core brings"
            + " where one estate holds all machines.",
    mixinStandardHelpOptions = true)
public final class GrowthCommand extends ScaleCommand {
  @Option(
      names = "--most-machines",
      paramLabel = "N",
      defaultValue = "50000",
      description = "The greater number of machines. Default: ${DEFAULT-VALUE}.")
  private int mostMachines;

  public GrowthCommand() {
    super("growth");
  }

  @Override
  List<List<ScaleCase>> groups() {
    AccountOptions two = options("hashmap", 2);
    return List.of(
        List.of(
            new ScaleCase("10 tenants", workload(2_000, 10, 3), two),
            new ScaleCase("1,000 tenants", workload(2_000, 1_000, 3), two)),
        List.of(
            new ScaleCase("1,000 machines", workload(1_000, 10, 3), two),
            new ScaleCase(mostMachines + " machines", workload(mostMachines, 10, 3), two)),
        List.of(
            new ScaleCase(
                "one estate, parallelism 1", workload(1_000, 1, 1), options("hashmap", 1)),
            new ScaleCase("one estate, parallelism 2", workload(1_000, 1, 1), two)));
  }
}
