package hk.innopark.jobs.alert;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import hk.innopark.events.Alert;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A change of an alert as one line of JSON; {@code at}, when it changed, stands first, so lines
 * sort by time.
 */
public final class AlertJson {
  private static final JsonFactory JSON = new JsonFactory();

  private AlertJson() {}

  public static String line(Alert alert) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("at", alert.changedAtMillis());
    members.put("kind", null); // its place; its value follows
    members.put("state", alert.isActive() ? "raised" : "cleared");
    members.putAll(alert.members());
    members.put("text", alert.text());
    StringWriter line = new StringWriter(400);
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      for (Map.Entry<String, Object> member : members.entrySet()) {
        json.writeObjectField(member.getKey(), member.getValue());
      }
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return line.toString();
  }
}
