package hk.innopark.console;

import com.fasterxml.jackson.databind.JsonNode;
import hk.innopark.events.OutputFields;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** Looks for what depends on how many items were made, which HKSTP must not see. */
final class OutputInAnswer {
  private final List<String> found = new ArrayList<>();

  private OutputInAnswer() {}

  /** What an answer says of it; nothing where it is well. */
  static List<String> of(HttpResponse<String> answer) {
    OutputInAnswer output = new OutputInAnswer();
    String type = answer.headers().firstValue("Content-Type").orElse("");
    if (type.startsWith("application/json")) {
      output.lookForCounts(ConsoleClient.json(answer));
      output.lookForOutputOfCommitments(ConsoleClient.json(answer), false);
    } else if (type.startsWith("text/csv")) {
      answer
          .body()
          .lines()
          .filter(line -> line.matches(".*,[0-9.Ee-]+,[^,]*/item,.*"))
          .forEach(output.found::add);
    }
    return output.found;
  }

  /** Of a figure that depends on how many items were made, no value is said, at any depth. */
  private void lookForOutputOfCommitments(JsonNode json, boolean isOutput) {
    String metric = json.path("metric").asText();
    boolean isNow =
        isOutput
            || OutputFields.contains(metric.substring(metric.indexOf('.') + 1))
            || json.path("unit").asText().endsWith("/item");
    json.properties()
        .forEach(
            member -> {
              boolean isValue = List.of("value", "progress").contains(member.getKey());
              if (isNow && isValue && member.getValue().isNumber()) {
                found.add(metric + ": " + member.getValue());
              }
            });
    if (json.path("figures").isTextual()) {
      lookForOutputOfCommitments(parsed(json.path("figures").asText()), isNow);
    }
    json.forEach(child -> lookForOutputOfCommitments(child, isNow));
  }

  /** No member that depends on how many items were made has a value, at any depth. */
  private void lookForCounts(JsonNode json) {
    json.properties()
        .forEach(
            member -> {
              String name = member.getKey();
              JsonNode value = member.getValue();
              boolean isCount =
                  OutputFields.contains(name) || name.contains("item") || name.startsWith("ideal");
              if (isCount && (value.isNumber() || value.isTextual())) {
                found.add(name);
              }
              if (value.isTextual() && value.asText().startsWith("{")) {
                lookForCounts(parsed(value.asText()));
              }
            });
    json.forEach(child -> lookForCounts(child));
    if (json.isTextual() && json.asText().startsWith("{")) {
      lookForCounts(parsed(json.asText()));
    }
  }

  private static JsonNode parsed(String text) {
    try {
      return new com.fasterxml.jackson.databind.ObjectMapper().readTree(text);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
