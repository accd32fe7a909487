package hk.innopark.console.figures;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import hk.innopark.events.settings.TokenFile;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Optional;

/** InfluxQL over {@code /query}, as InfluxDB 1 and 2 take it. */
final class InfluxHttp {
  private final StoreHttp http;
  private final Optional<TokenFile> token;

  InfluxHttp(URI server, Optional<TokenFile> token, Duration timeout) {
    this.http = new StoreHttp(server, timeout);
    this.token = token;
  }

  /** A query on its way, whose answer has to come within the time-out. */
  final class Pending {
    private final StoreHttp.Pending sent;

    private Pending(StoreHttp.Pending sent) {
      this.sent = sent;
    }

    /**
     * The series of the answer, each with its tags, columns and values; none where the database
     * does not exist yet.
     *
     * @throws FigureStoreException where the server does not answer in time, or refuses
     */
    JsonNode series() {
      return seriesOf(sent.answer());
    }
  }

  /** Sends one SELECT to one database; times in the answer are epoch milliseconds. */
  Pending send(String database, String influxQl) {
    HttpRequest.Builder request =
        http.request("/query?epoch=ms&db=" + StoreHttp.encoded(database))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "application/json")
            .POST(BodyPublishers.ofString("q=" + StoreHttp.encoded(influxQl)));
    token.ifPresent(now -> request.header("Authorization", "Token " + now.current()));
    return new Pending(http.send(request.build()));
  }

  private JsonNode seriesOf(StoreHttp.Answer answer) {
    JsonNode result = answer.json().path("results").path(0);
    String error = result.path("error").asText(answer.json().path("error").asText());
    if (answer.isOk() && error.isEmpty()) {
      if (result.path("partial").asBoolean()
          || result.path("series").findValue("partial") != null) {
        throw http.failure("cut its answer short: raise max-row-limit.");
      }
      return result.path("series").isArray()
          ? result.get("series")
          : JsonNodeFactory.instance.arrayNode();
    }
    if (error.startsWith("database not found")) {
      return JsonNodeFactory.instance.arrayNode();
    }
    throw http.refusal(answer, error);
  }
}
