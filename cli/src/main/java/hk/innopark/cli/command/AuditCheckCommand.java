package hk.innopark.cli.command;

import hk.innopark.console.pack.PackCheck;
import hk.innopark.registry.evidence.EvidenceException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "check",
    description =
        "Checks an evidence pack with nothing but itself and the public key: signature, files,"
            + " ledger rows, figures. Exit code 5 where it does not hold.",
    mixinStandardHelpOptions = true)
final class AuditCheckCommand implements Callable<Integer> {
  @Parameters(paramLabel = "PACK", description = "What audit report --pack wrote.")
  private Path pack;

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = "The public key (.pub), from where its owner publishes it.")
  private List<Path> keys;

  @Override
  public Integer call() throws Exception {
    try {
      Terminal.standard().say("holds  " + PackCheck.check(pack, Keys.of(keys)));
      return ExitCode.DONE;
    } catch (EvidenceException wrong) {
      Terminal.standard().say("WRONG  " + wrong.getMessage());
      return ExitCode.DOES_NOT_HOLD;
    }
  }
}
