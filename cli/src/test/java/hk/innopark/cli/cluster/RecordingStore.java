package hk.innopark.cli.cluster;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;

/** A time-series store that takes every line, counts them, and knows nothing when it is asked. */
final class RecordingStore implements AutoCloseable {
  private final HttpServer server;
  private final AtomicLong lines = new AtomicLong();

  RecordingStore() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange;
        InputStream body =
            "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))
                ? new GZIPInputStream(exchange.getRequestBody())
                : exchange.getRequestBody()) {
      long ends = 0;
      for (byte character : body.readAllBytes()) {
        ends += character == '\n' ? 1 : 0;
      }
      lines.addAndGet(ends);
      if (exchange.getRequestURI().getPath().equals("/query")) {
        byte[] nothing = "{\"results\":[{}]}".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, nothing.length);
        exchange.getResponseBody().write(nothing);
      } else {
        exchange.sendResponseHeaders(204, -1);
      }
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Ends of lines that have come. */
  long lines() {
    return lines.get();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
