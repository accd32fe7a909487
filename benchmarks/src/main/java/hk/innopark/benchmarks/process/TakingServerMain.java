package hk.innopark.benchmarks.process;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

/** An HTTP server that takes everything and answers 204: {@code port}. */
public final class TakingServerMain {
  private static final int BUFFER_BYTES = 64 * 1024;

  private TakingServerMain() {}

  public static void main(String[] arguments) throws IOException {
    HttpServer server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0])),
            0);
    server.createContext("/", TakingServerMain::take);
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();
  }

  private static void take(HttpExchange exchange) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    try (exchange;
        InputStream body = exchange.getRequestBody()) {
      while (body.read(buffer) >= 0) {
        // forgotten
      }
      exchange.sendResponseHeaders(204, -1);
    }
  }
}
