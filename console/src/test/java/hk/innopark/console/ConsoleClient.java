package hk.innopark.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Calls a console as a browser would. */
final class ConsoleClient {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String url;
  private final String session;

  /** Without a session. */
  ConsoleClient(ConsoleServer server) {
    this(server, null);
  }

  /** With the session of that token. */
  ConsoleClient(ConsoleServer server, String session) {
    String withSlash = server.url();
    this.url = withSlash.substring(0, withSlash.length() - 1);
    this.session = session;
  }

  HttpResponse<String> get(String path) {
    return send(request(path).GET());
  }

  /** As a page of the console changes something. */
  HttpResponse<String> post(String path, String json) {
    return send(
        change(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  HttpResponse<String> delete(String path) {
    return send(change(path).DELETE());
  }

  private HttpRequest.Builder change(String path) {
    HttpRequest.Builder request = request(path).header("Origin", url);
    return session == null
        ? request
        : request.header(SessionCookie.CHANGE_HEADER, SessionCookie.changeToken(session));
  }

  HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofMinutes(1));
    return session == null ? request : request.header("Cookie", "innopark=" + session);
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(
          request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  JsonNode json(String path) {
    return json(get(path));
  }

  static JsonNode json(HttpResponse<String> response) {
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new IllegalStateException(response.body(), e);
    }
  }
}
