package hk.innopark.jobs.sink.influx;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server of {@code /api/v2/write} that gives the answers it was told to give, then behaves. */
final class MisbehavingServer implements AutoCloseable {
  static {
    // else every refusal waits 40 ms for a delayed acknowledgement
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Deque<Answer> script = new ConcurrentLinkedDeque<>();
  private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
  private final List<String> accepted = Collections.synchronizedList(new ArrayList<>());
  private volatile Answer usual = MisbehavingServer::accept;

  /** What the server got. */
  record Request(String query, String authorization, List<String> lines) {
    String bucket() {
      return Arrays.stream(query.split("&", -1))
          .filter(part -> part.startsWith("bucket="))
          .map(part -> URLDecoder.decode(part.substring(7), StandardCharsets.UTF_8))
          .findFirst()
          .orElseThrow();
    }
  }

  /** How the server answers one request. */
  interface Answer {
    void give(MisbehavingServer server, HttpExchange exchange, Request request)
        throws IOException, InterruptedException;
  }

  private MisbehavingServer(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(threads);
    server.createContext("/api/v2/write", this::handle);
    server.start();
  }

  static MisbehavingServer start() throws IOException {
    return new MisbehavingServer(0);
  }

  static MisbehavingServer startAt(int port) throws IOException {
    return new MisbehavingServer(port);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The next answers, one a request. */
  MisbehavingServer then(Answer... answers) {
    script.addAll(List.of(answers));
    return this;
  }

  /** The answer to every request for which no other is told. */
  MisbehavingServer usually(Answer answer) {
    usual = answer;
    return this;
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  /** Every line that was confirmed, in order. */
  List<String> accepted() {
    return List.copyOf(accepted);
  }

  static void accept(MisbehavingServer server, HttpExchange exchange, Request request)
      throws IOException {
    server.accepted.addAll(request.lines());
    exchange.sendResponseHeaders(204, -1);
  }

  static Answer status(int status, String message) {
    return (server, exchange, request) -> respond(exchange, status, message);
  }

  static Answer tooMany(String retryAfter) {
    return (server, exchange, request) -> {
      exchange.getResponseHeaders().add("Retry-After", retryAfter);
      respond(exchange, 429, "slow down");
    };
  }

  /** Refuses a batch as a whole if one of its lines contains the text. */
  static Answer refuseLinesWith(String text, int status) {
    return (server, exchange, request) -> {
      if (request.lines().stream().anyMatch(line -> line.contains(text))) {
        respond(exchange, status, "field type conflict");
      } else {
        accept(server, exchange, request);
      }
    };
  }

  static Answer hang() {
    return (server, exchange, request) -> server.closed.await();
  }

  /** Takes the lines, and breaks the connection instead of saying so. */
  static Answer takeAndBreak() {
    return (server, exchange, request) -> server.accepted.addAll(request.lines());
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Request request =
          new Request(
              exchange.getRequestURI().getRawQuery(),
              exchange.getRequestHeaders().getFirst("Authorization"),
              body.lines().toList());
      requests.add(request);
      Answer answer = script.poll();
      (answer == null ? usual : answer).give(this, exchange, request);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void respond(HttpExchange exchange, int status, String message)
      throws IOException {
    byte[] body =
        ("{\"code\":\"x\",\"message\":\"" + message.replace("\"", "\\\"") + "\"}")
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }
}
