package hk.innopark.embedded.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hk.innopark.events.RefusedException;
import hk.innopark.events.process.LoopbackPorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** On which ports of 127.0.0.1 the stack listens; remembered, so that bookmarks stay right. */
public record StackPorts(
    int console,
    int flink,
    int timeSeries,
    int mqtt,
    int kafka,
    int kafkaController,
    int postgres) {
  private static final StackPorts USUAL = new StackPorts(8080, 8081, 9000, 1883, 9092, 9093, 5432);

  /**
   * Takes the console's port as it is, and for each other one the port of last time where it is
   * free, else the usual one of such a server, else any.
   */
  static StackPorts choose(int console, Path memory) throws RefusedException {
    if (!LoopbackPorts.isFree(console)) {
      throw new RefusedException(
          "port " + console + " is taken: name another one for the console with --port");
    }
    try {
      StackPorts last = Files.exists(memory) ? read(memory) : USUAL;
      Set<Integer> chosen = new HashSet<>(Set.of(console));
      StackPorts ports =
          new StackPorts(
              console,
              free(last.flink, chosen),
              free(last.timeSeries, chosen),
              free(last.mqtt, chosen),
              free(last.kafka, chosen),
              free(last.kafkaController, chosen),
              free(last.postgres, chosen));
      Files.writeString(memory, new JsonMapper().writeValueAsString(ports));
      return ports;
    } catch (IOException failure) {
      throw new RefusedException("ports: " + failure.getMessage(), failure);
    }
  }

  /**
   * The ports that were chosen last.
   *
   * @throws IOException where the file is missing or holds something else, naming it
   */
  public static StackPorts read(Path memory) throws IOException {
    try {
      return new JsonMapper().readValue(memory.toFile(), StackPorts.class);
    } catch (NoSuchFileException missing) {
      throw new IOException(memory + " is missing", missing);
    } catch (JsonProcessingException malformed) {
      throw new IOException(memory + " does not hold ports: remove it", malformed);
    }
  }

  private static int free(int preferred, Set<Integer> chosen) throws IOException {
    int port = preferred;
    while (chosen.contains(port) || !LoopbackPorts.isFree(port)) {
      port = LoopbackPorts.free();
    }
    chosen.add(port);
    return port;
  }
}
