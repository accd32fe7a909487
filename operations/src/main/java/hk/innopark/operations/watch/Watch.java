package hk.innopark.operations.watch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs checks, one after the other, again and again, and serves what they found under {@code
 * /metrics}. Of a check that fails it serves nothing but when it last succeeded.
 */
public final class Watch implements AutoCloseable {
  private final List<Check> checks;
  private final InstantSource clock;
  private final Consumer<String> log;
  private final HttpServer server;
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final Map<String, Measurements> found = new ConcurrentHashMap<>();
  private final Map<String, Long> succeededAtSeconds = new ConcurrentHashMap<>();
  private final Map<String, String> failures = new ConcurrentHashMap<>();

  private Watch(List<Check> checks, HttpServer server, InstantSource clock, Consumer<String> log) {
    this.checks = List.copyOf(checks);
    this.server = server;
    this.clock = clock;
    this.log = log;
  }

  /**
   * Starts at once.
   *
   * @param address where to listen; port 0 is any that is free
   * @param log takes a line where a check begins to fail, fails otherwise than before, or succeeds
   *     again
   * @throws IOException naming the address, where it cannot be listened at
   */
  public static Watch start(
      List<Check> checks,
      Duration every,
      InetSocketAddress address,
      InstantSource clock,
      Consumer<String> log)
      throws IOException {
    HttpServer server;
    try {
      server = HttpServer.create(address, 0);
    } catch (IOException taken) {
      throw new IOException("cannot listen at " + address + ": " + taken.getMessage(), taken);
    }
    Watch watch = new Watch(checks, server, clock, log);
    server.createContext("/metrics", watch::answer);
    server.start();
    watch.schedule(every);
    return watch;
  }

  private void schedule(Duration every) {
    var unused =
        thread.scheduleWithFixedDelay(this::look, 0, every.toMillis(), TimeUnit.MILLISECONDS);
  }

  public int port() {
    return server.getAddress().getPort();
  }

  private void look() {
    for (Check check : checks) {
      Measurements measurements = new Measurements();
      try {
        check.measure(measurements);
        found.put(check.name(), measurements);
        succeededAtSeconds.put(check.name(), clock.instant().getEpochSecond());
        if (failures.remove(check.name()) != null) {
          log.accept(check.name() + ": can be checked again");
        }
      } catch (Exception failure) { // whatever one check meets, the others go on
        found.remove(check.name());
        if (!failure.toString().equals(failures.put(check.name(), failure.toString()))) {
          log.accept(check.name() + ": cannot be checked: " + failure);
        }
      }
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Measurements all = new Measurements();
      found.values().forEach(all::putAll);
      for (Check check : checks) {
        all.put(
            "innopark_watch_success_timestamp_seconds",
            (double) succeededAtSeconds.getOrDefault(check.name(), 0L),
            "check",
            check.name());
      }
      byte[] page = all.exposition().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
      exchange.sendResponseHeaders(200, page.length);
      exchange.getResponseBody().write(page);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    thread.shutdownNow();
  }
}
