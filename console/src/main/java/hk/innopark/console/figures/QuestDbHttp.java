package hk.innopark.console.figures;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;

/**
 * QuestDB's {@code /exec}. No other path is called: its answers with status 404 leave the client of
 * the JDK waiting for more.
 */
final class QuestDbHttp {
  private final StoreHttp http;
  private final Duration timeout;

  QuestDbHttp(URI server, Duration timeout) {
    this.http = new StoreHttp(server, timeout);
    this.timeout = timeout;
  }

  /**
   * The rows that a query gives, each an array; none where its table does not exist yet.
   *
   * @throws FigureStoreException where the server does not answer in time, or refuses
   */
  JsonNode dataset(String sql) {
    HttpRequest request =
        http.request("/exec?count=false&query=" + StoreHttp.encoded(sql))
            .header("Statement-Timeout", Long.toString(timeout.toMillis()))
            .GET()
            .build();
    StoreHttp.Answer answer = http.send(request).answer();
    JsonNode dataset = answer.json().path("dataset");
    if (answer.isOk() && dataset.isArray()) {
      return dataset;
    }
    String error = answer.json().path("error").asText("");
    if (error.contains("table does not exist")) {
      return JsonNodeFactory.instance.arrayNode();
    }
    throw http.refusal(answer, error);
  }
}
