package hk.innopark.operations.provision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A server written from another's documentation: it takes only what is documented, and answers with
 * the documented status. It shows what we ask for, not that the real server does it.
 */
abstract class FakeServer implements AutoCloseable {
  static {
    // else every answer waits 40 ms for a delayed acknowledgement
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  static final ObjectMapper JSON = new ObjectMapper();

  final List<String> changes = new ArrayList<>();
  private final HttpServer server;
  private final String authorization;
  private int nextId = 1;

  /** A request's answer. */
  record Answer(int status, JsonNode body) {}

  FakeServer(String authorization) throws IOException {
    this.authorization = authorization;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  abstract Answer answer(
      String method, String path, Map<String, String> query, JsonNode body, HttpExchange exchange);

  String newId() {
    return "%016x".formatted(nextId++);
  }

  /** A body that has a member which is not documented is refused. */
  static boolean hasOnly(JsonNode body, String... members) {
    Set<String> allowed = Set.of(members);
    for (var property : body.properties()) {
      if (!allowed.contains(property.getKey())) {
        return false;
      }
    }
    return true;
  }

  static Answer refuse(int status, String message) {
    return new Answer(status, JSON.createObjectNode().put("message", message));
  }

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String method = exchange.getRequestMethod();
      String path = exchange.getRequestURI().getPath();
      Map<String, String> query = new HashMap<>();
      String raw = exchange.getRequestURI().getRawQuery();
      for (String part : raw == null ? new String[0] : raw.split("&", -1)) {
        String[] pair = part.split("=", 2);
        query.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
      }
      String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      JsonNode body = text.isEmpty() ? object() : JSON.readTree(text);
      Answer answer =
          authorization.equals(exchange.getRequestHeaders().getFirst("Authorization"))
              ? answer(method, path, query, body, exchange)
              : refuse(401, "unauthorized");
      if (!method.equals("GET") && answer.status() / 100 == 2) {
        changes.add(method + " " + path);
      }
      byte[] bytes =
          answer.body() == null
              ? new byte[0]
              : answer.body().toString().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
