package hk.innopark.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Lines of JSON: alerts as in {@code alerts.ndjson}, refused messages as in the dead letters. */
public record JsonRows(String what, List<JsonNode> rows) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static JsonRows read(String what, Path file) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      rows.add(JSON.readTree(line));
    }
    return new JsonRows(what, List.copyOf(rows));
  }
}
