package hk.innopark.operations.provision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hk.innopark.events.RefusedException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** A server's JSON API: what is not answered as expected is refused, naming the call. */
final class JsonApi {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SHOWN_CHARACTERS = 300;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  private final URI base;
  private final String authorization;

  /**
   * @param base such as {@code http://influxdb:8086}
   * @param authorization the header's value; never shown
   */
  JsonApi(URI base, String authorization) {
    this.base = base;
    this.authorization = authorization;
  }

  JsonNode get(String path, String... headers) throws RefusedException {
    return find(path, headers).orElseThrow(() -> new RefusedException(place(path) + ": 404"));
  }

  /** Empty where there is no such thing. */
  Optional<JsonNode> find(String path, String... headers) throws RefusedException {
    HttpResponse<String> response = exchange("GET", path, null, headers);
    return response.statusCode() == NOT_FOUND
        ? Optional.empty()
        : Optional.of(body(path, response));
  }

  JsonNode send(String method, String path, JsonNode body, String... headers)
      throws RefusedException {
    return body(path, exchange(method, path, body.toString(), headers));
  }

  /** As {@link #send}, for what may be so already. */
  void ensure(String path, JsonNode body, String... headers) throws RefusedException {
    HttpResponse<String> response = exchange("POST", path, body.toString(), headers);
    if (response.statusCode() != CONFLICT) {
      body(path, response);
    }
  }

  private HttpResponse<String> exchange(String method, String path, String body, String... headers)
      throws RefusedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base.toString().replaceAll("/$", "") + path))
            .timeout(Duration.ofSeconds(60))
            .header("Authorization", authorization)
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException unreachable) {
      throw new RefusedException(place(path) + " cannot be reached: " + unreachable, unreachable);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new RefusedException(place(path) + ": interrupted", interrupted);
    }
  }

  private JsonNode body(String path, HttpResponse<String> response) throws RefusedException {
    String text = response.body();
    if (response.statusCode() / 100 != 2) {
      throw new RefusedException(
          "%s: %d %s".formatted(place(path), response.statusCode(), said(text)));
    }
    try {
      return text.isBlank() ? JSON.nullNode() : JSON.readTree(text);
    } catch (IOException notJson) {
      throw new RefusedException(place(path) + ": no JSON: " + notJson.getMessage(), notJson);
    }
  }

  /** InfluxDB and Grafana say why in {@code message}; InfluxDB indents its JSON. */
  private static String said(String text) {
    String message = "";
    try {
      message = JSON.readTree(text).path("message").asText();
    } catch (IOException notJson) {
      // the text itself, then
    }
    String line = (message.isEmpty() ? text : message).strip().replaceAll("\\s+", " ");
    return line.substring(0, Math.min(line.length(), SHOWN_CHARACTERS));
  }

  private String place(String path) {
    return base + path.replaceAll("\\?.*", "");
  }
}
