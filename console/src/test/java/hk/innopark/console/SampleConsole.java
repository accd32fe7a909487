package hk.innopark.console;

import hk.innopark.registry.model.Registry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The console over sample plants, to look at while working on its pages. */
final class SampleConsole {
  private SampleConsole() {}

  /** Serves on the port given, until the process ends. */
  public static void main(String[] args) throws InterruptedException {
    Registry registry = SampleRegistry.load();
    Clock clock = Clock.systemUTC();
    SampleFigures figures =
        new SampleFigures(registry, clock, Instant.now().minus(Duration.ofDays(9)));
    ConsoleServer server =
        new ConsoleServer(
            ConsoleConfig.loopback(Integer.parseInt(args[0])),
            figures,
            () -> registry,
            Optional.empty());
    server.start();
    Thread.currentThread().join();
  }
}
