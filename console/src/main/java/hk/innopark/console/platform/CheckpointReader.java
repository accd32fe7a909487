package hk.innopark.console.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Reads jobs and their checkpoints from Flink's REST interface. */
public final class CheckpointReader {
  private static final JsonMapper JSON = new JsonMapper();

  private final ServerHttp http = new ServerHttp();

  /**
   * A job that has not ended.
   *
   * @param state Flink's word, such as {@code RUNNING}
   * @param completedAt epoch milliseconds of the newest completed checkpoint's end; null before the
   *     first
   * @param durationMillis how long it took; null before the first
   * @param stateBytes the size of the state that it holds; null before the first
   * @param completed how many since the job started
   * @param failed how many since the job started
   * @param failedAt epoch milliseconds of the newest failure; null where none failed
   */
  public record JobCheckpoints(
      String name,
      String state,
      Long completedAt,
      Long durationMillis,
      Long stateBytes,
      long completed,
      long failed,
      Long failedAt) {}

  /**
   * Every job that has not ended.
   *
   * @throws IOException where Flink does not answer
   */
  public List<JobCheckpoints> read(URI flink) throws IOException {
    List<JobCheckpoints> jobs = new ArrayList<>();
    for (JsonNode job : json(flink, "/jobs/overview").path("jobs")) {
      String state = job.path("state").asText();
      if (!List.of("FINISHED", "CANCELED", "FAILED").contains(state)) {
        JsonNode checkpoints = json(flink, "/jobs/" + job.path("jid").asText() + "/checkpoints");
        jobs.add(job(job.path("name").asText(), state, checkpoints));
      }
    }
    return jobs;
  }

  private static JobCheckpoints job(String name, String state, JsonNode checkpoints) {
    JsonNode newest = checkpoints.at("/latest/completed");
    return new JobCheckpoints(
        name,
        state,
        number(newest.path("latest_ack_timestamp")),
        number(newest.path("end_to_end_duration")),
        number(newest.path("state_size")),
        checkpoints.at("/counts/completed").asLong(),
        checkpoints.at("/counts/failed").asLong(),
        number(checkpoints.at("/latest/failed/failure_timestamp")));
  }

  private static Long number(JsonNode node) {
    return node.isNumber() && node.asLong() >= 0 ? node.asLong() : null;
  }

  private JsonNode json(URI flink, String path) throws IOException {
    return JSON.readTree(http.ask(flink, path).text());
  }
}
