package hk.innopark.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is said of a notifier whose servers are away. */
class NotifierHealthTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void itLivesWhileItsServersAreAwayAndNoMoreWhenAPartHasEnded() throws Exception {
    try (Notifier notifier =
        Notifier.start(
            NotifierConfig.fromEnvironment(
                Map.of(
                    "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1",
                    "REGISTRY_JDBC_URL", "jdbc:postgresql://127.0.0.1:1/innopark",
                    "REGISTRY_USER", "notifier",
                    "REGISTRY_PASSWORD", "word",
                    "HEALTH_PORT", "0")))) {
      assertThat(status(notifier, "/health/live")).isEqualTo(200);
      assertThat(status(notifier, "/health/ready")).isEqualTo(503);
      assertThat(metrics(notifier)).contains("notifier_ready 0.0");

      Thread dispatcher =
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> thread.getName().equals("notifier-dispatcher"))
              .findFirst()
              .orElseThrow();
      dispatcher.interrupt();

      await().atMost(PATIENCE).until(() -> status(notifier, "/health/live") == 503);
      assertThat(notifier.isAlive()).isFalse();
    }
  }

  private int status(Notifier notifier, String path) throws Exception {
    return http.send(request(notifier, path), BodyHandlers.discarding()).statusCode();
  }

  private String metrics(Notifier notifier) throws Exception {
    return http.send(request(notifier, "/metrics"), BodyHandlers.ofString()).body();
  }

  private static HttpRequest request(Notifier notifier, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + notifier.healthPort() + path))
        .timeout(PATIENCE)
        .build();
  }
}
