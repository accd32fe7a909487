package hk.innopark.events.process;

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
public final class HealthServer implements AutoCloseable {
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private final HttpServer server;
  private final ExecutorService executor;

  private HealthServer(HttpServer server, ExecutorService executor) {
    this.server = server;
    this.executor = executor;
  }

  /**
   * Takes the port; it answers once {@link #start} was called.
   *
   * @param port 0 is any that is free
   * @param isAlive false where only a new process helps
   * @param isReady whether what it works with answers
   * @param metrics in Prometheus' text format
   * @throws IOException where the port is taken, naming {@code HEALTH_PORT}
   */
  public static HealthServer bind(
      String address,
      int port,
      BooleanSupplier isAlive,
      BooleanSupplier isReady,
      Supplier<String> metrics)
      throws IOException {
    HttpServer server;
    try {
      server = HttpServer.create(new InetSocketAddress(address, port), 16);
    } catch (IOException taken) {
      throw new IOException(
          "HEALTH_PORT " + address + ':' + port + ": " + taken.getMessage(), taken);
    }
    ExecutorService executor =
        Executors.newFixedThreadPool(
            2,
            task -> {
              Thread thread = new Thread(task, "health");
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(executor);
    server.createContext(
        "/health/live",
        exchange -> {
          boolean alive = isAlive.getAsBoolean();
          answer(exchange, alive ? 200 : 503, TEXT, alive ? "live\n" : "restart it\n");
        });
    server.createContext(
        "/health/ready",
        exchange -> {
          boolean ready = isReady.getAsBoolean();
          answer(exchange, ready ? 200 : 503, TEXT, ready ? "ready\n" : "not ready\n");
        });
    server.createContext("/metrics", exchange -> answer(exchange, 200, PROMETHEUS, metrics.get()));
    return new HealthServer(server, executor);
  }

  public void start() {
    server.start();
  }

  public int port() {
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
