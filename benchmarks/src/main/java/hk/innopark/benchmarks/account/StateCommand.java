package hk.innopark.benchmarks.account;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The pipeline's state on both backends. */
@Command(
    name = "state",
    description = "The pipeline on the hashmap backend and on RocksDB, with few and many machines.",
    mixinStandardHelpOptions = true)
public final class StateCommand extends ScaleCommand {
  @Option(
      names = "--machines",
      paramLabel = "N",
      split = ",",
      defaultValue = "1000,20000",
      description = "Numbers of machines. Default: ${DEFAULT-VALUE}.")
  private List<Integer> machines;

  public StateCommand() {
    super("state");
  }

  @Override
  List<List<ScaleCase>> groups() {
    List<List<ScaleCase>> groups = new ArrayList<>();
    for (int count : machines) {
      Workload workload = workload(count, Math.max(1, count / 100), 3);
      groups.add(
          List.of(
              new ScaleCase(count + " machines, hashmap", workload, options("hashmap", 2)),
              new ScaleCase(count + " machines, rocksdb", workload, options("rocksdb", 2))));
    }
    return groups;
  }
}
