package hk.innopark.cli.command;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * What a command line did, run in this process.
 *
 * @param out what it said on standard output
 * @param errors what it said on standard error
 */
record CommandRun(int exitCode, String out, String errors) {
  static CommandRun of(String... arguments) {
    PrintStream out = System.out;
    PrintStream errors = System.err;
    ByteArrayOutputStream saidOut = new ByteArrayOutputStream();
    ByteArrayOutputStream saidErrors = new ByteArrayOutputStream();
    System.setOut(new PrintStream(saidOut, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(saidErrors, true, StandardCharsets.UTF_8));
    try {
      int exitCode = InnoparkCommand.run(arguments);
      return new CommandRun(
          exitCode,
          saidOut.toString(StandardCharsets.UTF_8),
          saidErrors.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(errors);
    }
  }
}
