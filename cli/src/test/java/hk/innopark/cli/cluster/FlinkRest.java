package hk.innopark.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** What a test asks a JobManager. */
final class FlinkRest {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final JsonMapper json = new JsonMapper();
  private final String url;

  FlinkRest(String url) {
    this.url = url;
  }

  /** The id of the one job. */
  String job() throws IOException, InterruptedException {
    JsonNode jobs = get("/jobs").path("jobs");
    if (jobs.isEmpty()) {
      throw new IOException("there is no job yet");
    }
    return jobs.get(0).path("id").asText();
  }

  /** Whether every task has been running since a moment, epoch milliseconds. */
  boolean isRunningSince(long millis) throws IOException, InterruptedException {
    JsonNode job = get("/jobs/" + job());
    if (!job.path("state").asText().equals("RUNNING")
        || job.path("timestamps").path("RUNNING").asLong() < millis) {
      return false;
    }
    for (JsonNode vertex : job.path("vertices")) {
      if (!vertex.path("status").asText().equals("RUNNING")) {
        return false;
      }
    }
    return true;
  }

  /** Of the tasks; each once. */
  Set<Integer> parallelism() throws IOException, InterruptedException {
    Set<Integer> found = new HashSet<>();
    get("/jobs/" + job())
        .path("vertices")
        .forEach(vertex -> found.add(vertex.path("parallelism").asInt()));
    return found;
  }

  /** How many checkpoints have been completed that were triggered after a moment. */
  boolean hasCheckpointSince(long millis) throws IOException, InterruptedException {
    JsonNode newest = get("/jobs/" + job() + "/checkpoints").path("latest").path("completed");
    return newest.path("trigger_timestamp").asLong() >= millis;
  }

  /** How many checkpoints the job has taken since this JobManager started. */
  long checkpoints() throws IOException, InterruptedException {
    return get("/jobs/" + job() + "/checkpoints").path("counts").path("completed").asLong();
  }

  /** Stops the job with a savepoint, and says where that is. */
  String stop() throws IOException, InterruptedException {
    String job = job();
    String trigger =
        post("/jobs/" + job + "/stop", "{\"drain\": false}").path("request-id").asText();
    long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (System.nanoTime() < deadline) {
      JsonNode answer = get("/jobs/" + job + "/savepoints/" + trigger);
      if (answer.path("status").path("id").asText().equals("COMPLETED")) {
        JsonNode operation = answer.path("operation");
        if (operation.has("location")) {
          return operation.path("location").asText();
        }
        throw new IOException("no savepoint: " + operation);
      }
      Thread.sleep(50);
    }
    throw new IOException("no savepoint within a minute");
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return json.readTree(send(request(path).GET().build()).body());
  }

  private JsonNode post(String path, String body) throws IOException, InterruptedException {
    HttpRequest request =
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    return json.readTree(send(request).body());
  }

  /** The status of an upload of a jar: 404 where none is taken. */
  int uploadStatus() throws IOException, InterruptedException {
    HttpRequest request = request("/jars/upload").POST(BodyPublishers.ofString("no jar")).build();
    return client.send(request, BodyHandlers.discarding()).statusCode();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path)).timeout(TIMEOUT);
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(request.uri() + ": " + answer.statusCode() + " " + answer.body());
    }
    return answer;
  }
}
