package hk.innopark.notifier;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Takes webhooks as a program of a tenant's would: {@code /takes}, {@code /hangs}, {@code /moved}.
 */
final class WebhookReceiver implements AutoCloseable {
  /** A request that came. */
  record Received(String path, String id, String timestamp, String signature, String body) {}

  final List<Received> received = new CopyOnWriteArrayList<>();

  /** Statuses of the next answers at {@code /takes}; 204 where there is none. */
  final BlockingQueue<Integer> statuses = new LinkedBlockingQueue<>();

  private final CountDownLatch closing = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  WebhookReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            String path = exchange.getRequestURI().getPath();
            received.add(
                new Received(
                    path,
                    exchange.getRequestHeaders().getFirst("webhook-id"),
                    exchange.getRequestHeaders().getFirst("webhook-timestamp"),
                    exchange.getRequestHeaders().getFirst("webhook-signature"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            if (path.equals("/hangs")) {
              closing.await();
            }
            if (path.equals("/moved")) {
              exchange.getResponseHeaders().set("Location", url() + "/takes");
              exchange.sendResponseHeaders(307, -1);
            } else {
              Integer status = statuses.poll();
              exchange.sendResponseHeaders(status == null ? 204 : status, -1);
            }
          } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
          }
        });
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  List<Received> at(String path) {
    return received.stream().filter(one -> one.path().equals(path)).toList();
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
