package hk.innopark.notifier;

import hk.innopark.events.process.ServiceProcess;
import java.io.IOException;
import java.security.Security;
import java.util.Map;

/**
 * The notifier as a process, configured by its environment; see {@link NotifierConfig} for the
 * keys. Exit codes: 0 stopped, 1 could not start or cannot go on, 2 a setting is wrong.
 */
public final class NotifierMain {
  private NotifierMain() {}

  public static void main(String[] arguments) {
    ServiceProcess.logBy("log4j2-notifier.xml");
    // an address that was judged is the one that is called
    Security.setProperty("networkaddress.cache.ttl", "30");
    int exitCode = run(System.getenv());
    if (exitCode != 0) {
      System.exit(exitCode);
    }
  }

  /** Runs until the process is told to end; answers only where it could not start or go on. */
  static int run(Map<String, String> environment) {
    Notifier notifier;
    try {
      notifier = Notifier.start(NotifierConfig.fromEnvironment(environment));
    } catch (IllegalArgumentException wrong) {
      System.err.println("notifier: " + wrong.getMessage());
      return 2;
    } catch (IOException failed) {
      System.err.println("notifier: " + failed.getMessage());
      return 1;
    }
    return ServiceProcess.run("notifier", notifier::isAlive, notifier::close);
  }
}
