package hk.innopark.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.AbstractAssert;

/** Assertions on alerts or refused messages, by the members of their JSON. */
public final class JsonRowsAssert extends AbstractAssert<JsonRowsAssert, JsonRows> {
  private final List<JsonNode> chosen;
  private final String condition;

  JsonRowsAssert(JsonRows rows) {
    this(rows, rows.rows(), "");
  }

  private JsonRowsAssert(JsonRows rows, List<JsonNode> chosen, String condition) {
    super(rows, JsonRowsAssert.class);
    this.chosen = chosen;
    this.condition = condition;
  }

  /** Those whose member is this text, such as {@code with("reason", "MALFORMED")}. */
  public JsonRowsAssert with(String member, String value) {
    return new JsonRowsAssert(
        actual,
        chosen.stream().filter(row -> value.equals(Place.text(row, member))).toList(),
        condition + ' ' + member + ' ' + value);
  }

  /** Alerts of one kind, such as {@code sensor_silent}. */
  public JsonRowsAssert ofKind(String kind) {
    return with("kind", kind);
  }

  /** Alerts about a machine. */
  public JsonRowsAssert ofMachine(String machine) {
    return with("machine", machine);
  }

  /** Messages that were refused for a reason, such as {@code MALFORMED}. */
  public JsonRowsAssert refusedFor(String reason) {
    return with("reason", reason);
  }

  public JsonRowsAssert isEmpty() {
    return hasCount(0);
  }

  public JsonRowsAssert isNotEmpty() {
    if (chosen.isEmpty()) {
      throw failure("no %s%s; there are %s", actual.what(), condition, summary());
    }
    return this;
  }

  public JsonRowsAssert hasCount(int count) {
    if (chosen.size() != count) {
      throw failure(
          "%d %s%s expected, and there are %d of %s",
          count, actual.what(), condition, chosen.size(), summary());
    }
    return this;
  }

  private Map<String, Integer> summary() {
    Map<String, Integer> summary = new TreeMap<>();
    for (JsonNode row : actual.rows()) {
      String name = row.hasNonNull("kind") ? Place.text(row, "kind") : Place.text(row, "reason");
      summary.merge(name, 1, Integer::sum);
    }
    return summary;
  }
}
