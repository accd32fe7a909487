package hk.innopark.notifier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hk.innopark.events.Alert;
import hk.innopark.events.AlertKind;
import hk.innopark.events.Ids;
import java.io.IOException;
import java.util.Optional;

/** Reads a record of {@code telemetry.alerts}. */
final class AlertRecord {
  private static final ObjectMapper JSON = new ObjectMapper();

  private AlertRecord() {}

  /** The change that a record tells; empty where it is none that this version knows. */
  static Optional<Alert> read(byte[] value) {
    try {
      JsonNode record = value == null ? null : JSON.readTree(value);
      if (record == null || !record.isObject()) {
        return Optional.empty();
      }
      Optional<AlertKind> kind = AlertKind.byWireName(record.path("kind").asText());
      boolean isWhole =
          kind.isPresent()
              && Ids.isValid(record.path("estate").asText())
              && Ids.isValid(record.path("tenant").asText())
              && isIdOrNull(record.path("line"))
              && isIdOrNull(record.path("machine"))
              && isIdOrNull(record.path("signal"))
              && record.path("origin").isTextual()
              && record.path("since").canConvertToLong()
              && record.path("raised_at").canConvertToLong();
      return isWhole ? Optional.of(alert(record, kind.get())) : Optional.empty();
    } catch (IOException notJson) {
      return Optional.empty();
    }
  }

  private static Alert alert(JsonNode record, AlertKind kind) {
    return new Alert(
        kind,
        record.path("estate").asText(),
        record.path("tenant").asText(),
        textOrNull(record.path("line")),
        textOrNull(record.path("machine")),
        textOrNull(record.path("signal")),
        record.path("origin").asText(),
        record.path("since").asLong(),
        record.path("raised_at").asLong(),
        record.path("cleared_at").canConvertToLong() ? record.path("cleared_at").asLong() : null,
        record.path("value").asDouble(Double.NaN),
        record.path("threshold").asDouble(Double.NaN));
  }

  private static boolean isIdOrNull(JsonNode node) {
    return textOrNull(node) == null || Ids.isValid(node.asText());
  }

  private static String textOrNull(JsonNode node) {
    return node.isNull() || node.isMissingNode() ? null : node.asText();
  }
}
