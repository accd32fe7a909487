package hk.innopark.console.figures;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** InfluxQL over {@code /query}, as InfluxDB 1 and 2 take it. */
final class InfluxHttp {
  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient client;
  private final URI server;
  private final Optional<String> token;
  private final Duration timeout;

  InfluxHttp(URI server, Optional<String> token, Duration timeout) {
    this.server = server;
    this.token = token;
    this.timeout = timeout;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /** A query on its way, whose answer has to come within the time-out. */
  final class Pending {
    private final CompletableFuture<HttpResponse<byte[]>> sent;

    private Pending(CompletableFuture<HttpResponse<byte[]>> sent) {
      this.sent = sent;
    }

    /**
     * The series of the answer, each with its tags, columns and values; none where the database
     * does not exist yet.
     *
     * @throws FigureStoreException where the server does not answer in time, or refuses
     */
    JsonNode series() {
      return seriesOf(await());
    }

    private HttpResponse<byte[]> await() {
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

  /** Sends one SELECT to one database; times in the answer are epoch milliseconds. */
  Pending send(String database, String influxQl) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve("/query?epoch=ms&db=" + encoded(database)))
            .timeout(timeout)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "application/json")
            .POST(BodyPublishers.ofString("q=" + encoded(influxQl)));
    token.ifPresent(value -> request.header("Authorization", "Token " + value));
    return new Pending(client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
  }

  private JsonNode seriesOf(HttpResponse<byte[]> response) {
    JsonNode answer;
    try {
      answer = json.readTree(response.body());
    } catch (IOException e) {
      throw new FigureStoreException(
          "The time-series store at " + server + " gave an answer that is not JSON.", e);
    }
    JsonNode result = answer == null ? json.nullNode() : answer.path("results").path(0);
    String error = result.path("error").asText(answer == null ? "" : answer.path("error").asText());
    if (response.statusCode() == 200 && error.isEmpty()) {
      if (result.path("partial").asBoolean()
          || result.path("series").findValue("partial") != null) {
        throw new FigureStoreException(
            "The time-series store at " + server + " cut its answer short: raise max-row-limit.");
      }
      return result.path("series").isArray() ? result.get("series") : json.createArrayNode();
    }
    if (error.startsWith("database not found")) {
      return json.createArrayNode();
    }
    throw new FigureStoreException(
        "The time-series store at "
            + server
            + " refused a query with status "
            + response.statusCode()
            + (error.isEmpty() ? "." : ": " + error));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
