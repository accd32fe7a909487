package hk.innopark.dashboards;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** JSON out of resources and of members named in the code. */
final class Json {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private Json() {}

  /** The object of a file beside the classes. */
  static ObjectNode resource(String name) {
    try (InputStream file = Json.class.getResourceAsStream(name)) {
      return (ObjectNode) MAPPER.readTree(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(name, unreadable);
    }
  }

  /** An object of names and values in turn; values are texts, numbers, nodes, lists and maps. */
  static ObjectNode of(Object... namesAndValues) {
    ObjectNode object = MAPPER.createObjectNode();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.set((String) namesAndValues[i], node(namesAndValues[i + 1]));
    }
    return object;
  }

  static JsonNode node(Object value) {
    return MAPPER.valueToTree(value);
  }

  /** Sets the member of a dotted path, making the objects on the way. */
  static void set(ObjectNode object, String path, Object value) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      object.set(path, node(value));
    } else {
      set(object.withObject("/" + path.substring(0, dot)), path.substring(dot + 1), value);
    }
  }

  /** Grafana's mapping of values to what is shown instead. */
  static ObjectNode mapping(Map<String, ObjectNode> results) {
    return of("type", "value", "options", results);
  }

  static String text(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
