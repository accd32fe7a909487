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

/**
 * QuestDB's {@code /exec}. No other path is called: its answers with status 404 leave the client of
 * the JDK waiting for more.
 */
final class QuestDbHttp {
  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient client;
  private final URI server;
  private final Duration timeout;

  QuestDbHttp(URI server, Duration timeout) {
    this.server = server;
    this.timeout = timeout;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /**
   * The rows that a query gives, each an array; none where its table does not exist yet.
   *
   * @throws FigureStoreException where the server does not answer in time, or refuses
   */
  JsonNode dataset(String sql) {
    HttpResponse<byte[]> response = send(sql);
    JsonNode answer;
    try {
      answer = json.readTree(response.body());
    } catch (IOException e) {
      throw new FigureStoreException(
          "The time-series store at " + server + " gave an answer that is not JSON.", e);
    }
    JsonNode dataset = answer == null ? null : answer.get("dataset");
    if (response.statusCode() == 200 && dataset != null && dataset.isArray()) {
      return dataset;
    }
    String error = answer == null ? "" : answer.path("error").asText("");
    if (error.contains("table does not exist")) {
      return json.createArrayNode();
    }
    throw new FigureStoreException(
        "The time-series store at "
            + server
            + " refused a query with status "
            + response.statusCode()
            + (error.isEmpty() ? "." : ": " + error));
  }

  private HttpResponse<byte[]> send(String sql) {
    URI uri =
        server.resolve("/exec?count=false&query=" + URLEncoder.encode(sql, StandardCharsets.UTF_8));
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(timeout)
            .header("Statement-Timeout", Long.toString(timeout.toMillis()))
            .GET()
            .build();
    // the request's own time-out ends with the headers; this one covers the body too
    CompletableFuture<HttpResponse<byte[]>> sent =
        client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
    try {
      return sent.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new FigureStoreException(
          "The time-series store at " + server + " cannot be reached.", e.getCause());
    } catch (TimeoutException e) {
      sent.cancel(true);
      throw new FigureStoreException(
          "The time-series store at "
              + server
              + " did not answer within "
              + timeout.toSeconds()
              + " s.",
          e);
    } catch (InterruptedException e) {
      sent.cancel(true);
      Thread.currentThread().interrupt();
      throw new FigureStoreException("Reading from the time-series store was interrupted.", e);
    }
  }
}
