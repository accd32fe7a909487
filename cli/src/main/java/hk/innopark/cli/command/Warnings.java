package hk.innopark.cli.command;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Tells on standard error what is accepted and may be a mistake. */
final class Warnings {
  private Warnings() {}

  static void tell(CommandSpec command, List<String> warnings) {
    PrintWriter errors = command.commandLine().getErr();
    warnings.forEach(warning -> errors.println("warning: " + warning));
    errors.flush();
  }
}
