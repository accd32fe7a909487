package hk.innopark.embedded.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.JobID;

/** Reads counters of a job's operators from Flink's REST interface. */
final class JobMetrics {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final JsonMapper json = new JsonMapper();
  private final URI job;

  JobMetrics(URI flink, JobID job) {
    this.job = flink.resolve("/jobs/" + job);
  }

  /** The counter of that name, summed over all operators and their instances. */
  long sumOf(String counter) throws IOException, InterruptedException {
    long sum = 0;
    for (JsonNode vertex : get(job.toString()).path("vertices")) {
      String metrics = job + "/vertices/" + vertex.get("id").asText() + "/subtasks/metrics";
      List<String> names = new ArrayList<>();
      for (JsonNode metric : get(metrics)) {
        String name = metric.get("id").asText();
        if (name.equals(counter) || name.endsWith('.' + counter)) {
          names.add(URLEncoder.encode(name, StandardCharsets.UTF_8));
        }
      }
      if (!names.isEmpty()) {
        for (JsonNode metric : get(metrics + "?agg=sum&get=" + String.join(",", names))) {
          sum += metric.path("sum").asLong();
        }
      }
    }
    return sum;
  }

  private JsonNode get(String url) throws IOException, InterruptedException {
    String body =
        client
            .send(
                HttpRequest.newBuilder(URI.create(url)).timeout(TIMEOUT).build(),
                BodyHandlers.ofString())
            .body();
    return json.readTree(body);
  }
}
