package hk.innopark.cli;

import hk.innopark.cli.command.InnoparkCommand;
import java.util.Locale;
import java.util.logging.LogManager;

/** The {@code innopark} command: exit code 0, or another one and one line on standard error. */
public final class InnoparkMain {
  private InnoparkMain() {}

  public static void main(String... arguments) {
    // figures look alike on every machine
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    // Paho and the PostgreSQL driver log by java.util.logging, onto the terminal
    LogManager.getLogManager().reset();
    int exitCode = InnoparkCommand.run(arguments);
    System.out.flush();
    System.err.flush();
    // parts that were told to stop may have threads that take their time
    Runtime.getRuntime().halt(exitCode);
  }
}
