package hk.innopark.console.platform;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks servers of the platform, each for a short time. */
final class ServerHttp {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(TIMEOUT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /** A question on its way. */
  record Pending(URI address, CompletableFuture<HttpResponse<byte[]>> sent) {
    /**
     * The answer's text.
     *
     * @throws IOException where there is none in time, or the server refuses
     */
    String text() throws IOException {
      try {
        HttpResponse<byte[]> answer = sent.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        if (answer.statusCode() != 200) {
          throw new IOException(address + " answers with status " + answer.statusCode());
        }
        return new String(answer.body(), StandardCharsets.UTF_8);
      } catch (ExecutionException unreachable) {
        throw new IOException(address + " cannot be reached", unreachable.getCause());
      } catch (TimeoutException silent) {
        sent.cancel(true);
        throw new IOException(
            address + " does not answer within " + TIMEOUT.toSeconds() + " s", silent);
      } catch (InterruptedException stopped) {
        sent.cancel(true);
        Thread.currentThread().interrupt();
        throw new IOException(address + ": interrupted", stopped);
      }
    }
  }

  Pending ask(URI server, String path) {
    URI address = server.resolve(path);
    return new Pending(
        address,
        client.sendAsync(
            HttpRequest.newBuilder(address).timeout(TIMEOUT).build(),
            HttpResponse.BodyHandlers.ofByteArray()));
  }
}
