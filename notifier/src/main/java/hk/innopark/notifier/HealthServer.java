package hk.innopark.notifier;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Answers {@code /health/live}, {@code /health/ready} and {@code /metrics} (Prometheus). */
final class HealthServer implements AutoCloseable {
  private static final String PLAIN = "text/plain; charset=utf-8";

  private final HttpServer server;
  private final ExecutorService executor =
      Executors.newFixedThreadPool(
          2,
          task -> {
            Thread thread = new Thread(task, "notifier-health");
            thread.setDaemon(true);
            return thread;
          });

  private HealthServer(HttpServer server) {
    this.server = server;
  }

  /** Takes the port; it answers once {@link #start} was called. */
  static HealthServer bind(
      String address,
      int port,
      BooleanSupplier alive,
      BooleanSupplier ready,
      Supplier<String> metrics)
      throws IOException {
    HealthServer health;
    try {
      health = new HealthServer(HttpServer.create(new InetSocketAddress(address, port), 16));
    } catch (IOException taken) {
      throw new IOException(
          "HEALTH_PORT " + address + ':' + port + ": " + taken.getMessage(), taken);
    }
    health.server.setExecutor(health.executor);
    health.server.createContext(
        "/health/live",
        exchange -> {
          boolean is = alive.getAsBoolean();
          answer(exchange, is ? 200 : 503, PLAIN, is ? "live\n" : "restart it\n");
        });
    health.server.createContext(
        "/health/ready",
        exchange -> {
          boolean is = ready.getAsBoolean();
          answer(exchange, is ? 200 : 503, PLAIN, is ? "ready\n" : "not ready\n");
        });
    health.server.createContext(
        "/metrics",
        exchange ->
            answer(exchange, 200, "text/plain; version=0.0.4; charset=utf-8", metrics.get()));
    return health;
  }

  void start() {
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  private static void answer(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    try (exchange) {
      if (!exchange.getRequestMethod().equals("GET")) {
        exchange.sendResponseHeaders(405, -1);
        return;
      }
      byte[] body = text.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(status, body.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
