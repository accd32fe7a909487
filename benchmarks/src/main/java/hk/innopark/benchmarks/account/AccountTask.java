package hk.innopark.benchmarks.account;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What one contestant is to do in one round; it reaches its process as a JSON file.
 *
 * @param contestant what the report calls it
 * @param live whether open periods are reported as they grow, else only what is final
 * @param cadenceMillis of arrival time between two watermarks
 * @param backend {@code hashmap} or {@code rocksdb}
 * @param folder where state, logs and the result go
 * @param profile where a flight recording goes; null for none
 */
record AccountTask(
    String contestant,
    Workload workload,
    String bootstrapServers,
    boolean live,
    long cadenceMillis,
    String backend,
    int parallelism,
    String folder,
    String profile) {
  /** Folder of a task that goes on where it was killed. */
  static final String RECOVERABLE = "recoverable";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Messages that warm a contestant up before it is measured. */
  long warmUp() {
    return isRecoverable() ? 1 : workload.messages() / 2;
  }

  Path registry() {
    return Path.of(folder).resolveSibling("registry.yaml");
  }

  boolean isRecoverable() {
    return Path.of(folder).endsWith(RECOVERABLE);
  }

  Path result() {
    return Path.of(folder).resolve("result.json");
  }

  void write(Path file) throws IOException {
    JSON.writeValue(file.toFile(), this);
  }

  /** Of a process that was started with the file's name as its only argument. */
  static AccountTask of(String[] arguments) throws IOException {
    return JSON.readValue(Path.of(arguments[0]).toFile(), AccountTask.class);
  }

  void finish(AccountRound round) throws IOException {
    JSON.writeValue(result().toFile(), round);
  }
}
