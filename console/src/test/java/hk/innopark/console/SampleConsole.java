package hk.innopark.console;

import hk.innopark.console.access.Account;
import hk.innopark.console.access.Grant;
import hk.innopark.console.access.Role;
import hk.innopark.registry.model.Registry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** The console over sample plants, to look at while working on its pages. */
final class SampleConsole {
  private SampleConsole() {}

  /** Serves until the process ends; arguments: the port, and by how much the clock is ahead. */
  public static void main(String[] args) throws InterruptedException {
    Registry registry = SampleRegistry.load();
    Clock clock = Clock.offset(Clock.systemUTC(), Duration.parse(args[1]));
    SampleFigures figures =
        new SampleFigures(registry, clock, clock.instant().minus(Duration.ofDays(9)));
    try (TestServer database = new TestServer()) {
      ConsoleServer server =
          new ConsoleServer(
              ConsoleConfig.loopback(Integer.parseInt(args[0])),
              database.access(),
              audience -> new Sources(figures, () -> registry, Optional.empty()),
              Optional.empty(),
              clock);
      server.start();
      Account engineer = database.account("engineer", Grant.of(Role.PLATFORM_ENGINEER));
      String token = database.access().links().issue(engineer, Duration.ofHours(1));
      System.out.println(server.url() + "sign-in#" + token);
      Thread.currentThread().join();
    }
  }
}
