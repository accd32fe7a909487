package hk.innopark.notifier;

import java.io.IOException;
import java.security.Security;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The notifier as a process, configured by its environment; see {@link NotifierConfig} for the
 * keys. Exit codes: 0 stopped, 1 could not start or cannot go on, 2 a setting is wrong.
 */
public final class NotifierMain {
  private static final String LOGGING = "log4j2.configurationFile";

  /** How often it looks whether the notifier lives. */
  private static final long LOOK_SECONDS = 1;

  private NotifierMain() {}

  public static void main(String[] arguments) {
    if (System.getProperty(LOGGING) == null) {
      // before the first logger is made
      System.setProperty(LOGGING, "log4j2-notifier.xml");
    }
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
    CountDownLatch stopping = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stopping.countDown();
                  notifier.close();
                  stopped.countDown();
                },
                "notifier-shutdown"));
    try {
      while (!stopping.await(LOOK_SECONDS, TimeUnit.SECONDS)) {
        if (!notifier.isAlive() && stopping.getCount() > 0) {
          System.err.println("notifier: a part of it has ended for good; start it again");
          return 1;
        }
      }
      stopped.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }
}
