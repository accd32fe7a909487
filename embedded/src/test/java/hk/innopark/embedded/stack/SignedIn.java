package hk.innopark.embedded.stack;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** A browser that is signed in to the stack's console. */
final class SignedIn {
  private final HttpClient client =
      HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
  private final String console;

  private SignedIn(String console) {
    this.console = console;
  }

  /** By the link that is printed. */
  static SignedIn byLink(StackUrls urls) throws IOException, InterruptedException {
    return by(urls, "link", "{\"token\": \"" + URI.create(urls.signIn()).getFragment() + "\"}");
  }

  /** By name and password. */
  static SignedIn byPassword(StackUrls urls, String name, String password)
      throws IOException, InterruptedException {
    return by(urls, "", "{\"name\": \"" + name + "\", \"password\": \"" + password + "\"}");
  }

  private static SignedIn by(StackUrls urls, String way, String body)
      throws IOException, InterruptedException {
    SignedIn signedIn = new SignedIn(urls.console());
    String path = "api/sign-in" + (way.isEmpty() ? "" : "/" + way);
    HttpResponse<String> answer =
        signedIn.client.send(
            HttpRequest.newBuilder(URI.create(urls.console() + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(answer.statusCode() + " " + answer.body());
    }
    return signedIn;
  }

  String get(String path) throws IOException, InterruptedException {
    return client
        .send(
            HttpRequest.newBuilder(URI.create(console + path)).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  /** Sends a body as the pages do; answers the status and what was answered. */
  String post(String path, String changeToken, String body)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(URI.create(console + path))
                .header("Content-Type", "application/json")
                .header("X-Change-Token", changeToken)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    return answer.statusCode() + " " + answer.body();
  }
}
