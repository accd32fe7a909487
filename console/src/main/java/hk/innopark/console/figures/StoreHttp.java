package hk.innopark.console.figures;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Requests to a time-series server, each answered in JSON within the time-out. */
final class StoreHttp {
  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient client;
  private final URI server;
  private final Duration timeout;

  StoreHttp(URI server, Duration timeout) {
    this.server = server;
    this.timeout = timeout;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /** What the server said, whether it gave what was asked for or refused it. */
  record Answer(int status, JsonNode json) {
    boolean isOk() {
      return status == 200;
    }
  }

  /** A request on its way, whose answer has to come within the time-out. */
  final class Pending {
    private final CompletableFuture<HttpResponse<byte[]>> sent;

    private Pending(CompletableFuture<HttpResponse<byte[]>> sent) {
      this.sent = sent;
    }

    /**
     * The answer.
     *
     * @throws FigureStoreException where none comes in time, or it is not JSON
     */
    Answer answer() {
      HttpResponse<byte[]> response = await();
      try {
        return new Answer(response.statusCode(), json.readTree(response.body()));
      } catch (IOException e) {
        throw new FigureStoreException(sentence("gave an answer that is not JSON."), e);
      }
    }

    private HttpResponse<byte[]> await() {
      // the request's own time-out ends with the headers; this one covers the body too
      try {
        return sent.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      } catch (ExecutionException e) {
        throw new FigureStoreException(sentence("cannot be reached."), e.getCause());
      } catch (TimeoutException e) {
        sent.cancel(true);
        throw new FigureStoreException(
            sentence("did not answer within " + timeout.toSeconds() + " s."), e);
      } catch (InterruptedException e) {
        sent.cancel(true);
        Thread.currentThread().interrupt();
        throw new FigureStoreException("Reading from the time-series store was interrupted.", e);
      }
    }
  }

  /** A request for an address of the server, to be completed and sent. */
  HttpRequest.Builder request(String pathAndQuery) {
    return HttpRequest.newBuilder(server.resolve(pathAndQuery)).timeout(timeout);
  }

  Pending send(HttpRequest request) {
    return new Pending(client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray()));
  }

  /** A refusal, with the server's own words where it gave any. */
  FigureStoreException refusal(Answer answer, String error) {
    return failure(
        "refused a query with status " + answer.status() + (error.isEmpty() ? "." : ": " + error));
  }

  /** What is wrong with the server, as an exception that names it. */
  FigureStoreException failure(String predicate) {
    return new FigureStoreException(sentence(predicate));
  }

  private String sentence(String predicate) {
    return "The time-series store at " + server + ' ' + predicate;
  }

  /** Text as part of a query or a form. */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
