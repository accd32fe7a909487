package hk.innopark.console;

import hk.innopark.events.process.ServiceProcess;
import hk.innopark.registry.RegistryException;
import java.util.Map;

/**
 * The console as a process, configured by its environment; see {@link ConsoleSettings} for the
 * keys. Exit codes: 0 stopped, 1 could not start, 2 a setting is wrong.
 */
public final class ConsoleMain {
  private ConsoleMain() {}

  public static void main(String[] arguments) {
    ServiceProcess.logBy("log4j2-console.xml");
    int exitCode = run(System.getenv());
    if (exitCode != 0) {
      System.exit(exitCode);
    }
  }

  /** Runs until the process is told to end; answers only where it could not start. */
  static int run(Map<String, String> environment) {
    ConsoleServer console;
    try {
      console = ConsoleSettings.fromEnvironment(environment).newConsole();
    } catch (IllegalArgumentException wrong) {
      System.err.println("console: " + wrong.getMessage());
      return 2;
    }
    try {
      console.start();
    } catch (IllegalStateException | RegistryException failed) {
      System.err.println(failed.getMessage());
      return 1;
    }
    System.out.println("console: " + console.url());
    return ServiceProcess.run("console", () -> true, console::stop);
  }
}
