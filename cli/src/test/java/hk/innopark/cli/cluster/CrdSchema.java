package hk.innopark.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The schema of a custom resource, applied strictly: a member that it does not name is a fault.
 *
 * @param unchecked paths whose enumeration is not held against the schema, since it is older
 */
record CrdSchema(JsonNode schema, Set<String> unchecked) {
  /** What is wrong, each with its path; nothing where all is well. */
  List<String> faults(JsonNode value) {
    List<String> faults = new ArrayList<>();
    check(value, schema, "", faults);
    return faults;
  }

  private void check(JsonNode value, JsonNode type, String path, List<String> faults) {
    String expected = type.path("type").asText();
    boolean intOrString = type.path("x-kubernetes-int-or-string").asBoolean();
    if (!intOrString && !isOfType(value, expected)) {
      faults.add(path + " is not of type " + expected);
      return;
    }
    if (type.has("enum") && !unchecked.contains(path) && !contains(type.get("enum"), value)) {
      faults.add(path + " is not one of " + type.get("enum"));
    }
    if (value.isArray()) {
      value.forEach(item -> check(item, type.path("items"), path + "[]", faults));
    }
    if (value.isObject() && !type.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
      for (Map.Entry<String, JsonNode> member : value.properties()) {
        JsonNode known = type.path("properties").path(member.getKey());
        JsonNode any = type.path("additionalProperties");
        String at = path + "/" + member.getKey();
        if (known.isMissingNode() && !any.isObject()) {
          faults.add(at + " is not known");
        } else {
          check(member.getValue(), known.isMissingNode() ? any : known, at, faults);
        }
      }
    }
  }

  private static boolean isOfType(JsonNode value, String type) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      default -> true;
    };
  }

  private static boolean contains(JsonNode values, JsonNode value) {
    for (JsonNode each : values) {
      if (each.equals(value)) {
        return true;
      }
    }
    return false;
  }
}
