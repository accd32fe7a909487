package hk.innopark.events.process;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A service that runs until its process is told to end (SIGTERM), and then stops in order. */
public final class ServiceProcess {
  /** How often it looks whether the service lives. */
  private static final long LOOK_SECONDS = 1;

  private static final String LOGGING = "log4j2.configurationFile";

  private ServiceProcess() {}

  /** Chooses a configuration of the log on the class path, unless the JVM was given one. */
  public static void logBy(String configuration) {
    if (System.getProperty(LOGGING) == null) {
      // before the first logger is made
      System.setProperty(LOGGING, configuration);
    }
  }

  /**
   * Returns when the service has stopped, or cannot go on.
   *
   * @param name of the service, for the one line that says why it ends
   * @param isAlive false where a part of it has ended for good
   * @param stop stops it in order
   * @return the exit code: 0 stopped, 1 it cannot go on
   */
  public static int run(String name, BooleanSupplier isAlive, Runnable stop) {
    CountDownLatch stopping = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stopping.countDown();
                  stop.run();
                  stopped.countDown();
                },
                name + "-shutdown"));
    try {
      if (!awaitStopping(isAlive, stopping)) {
        System.err.println(name + ": a part of it has ended for good; start it again");
        return 1;
      }
      stopped.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }

  /** Waits until it is told to stop; false where only a new process can help. */
  public static boolean awaitStopping(BooleanSupplier isAlive, CountDownLatch stopping)
      throws InterruptedException {
    while (!stopping.await(LOOK_SECONDS, TimeUnit.SECONDS)) {
      if (!isAlive.getAsBoolean()) {
        return stopping.getCount() == 0;
      }
    }
    return true;
  }
}
