package hk.innopark.operations.provision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hk.innopark.operations.provision.FakeServer.Answer;
import java.util.Map;
import java.util.TreeMap;

/** The part of Grafana's alerting provisioning API that is used, of one organisation. */
final class FakeGrafanaAlerting {
  static final String PATH = "/api/v1/provisioning";

  final Map<String, JsonNode> groups = new TreeMap<>();
  final Map<String, JsonNode> contactPoints = new TreeMap<>();
  final Map<String, JsonNode> muteTimings = new TreeMap<>();
  JsonNode policy = FakeServer.object().put("receiver", "grafana-default-email");

  Answer answer(String method, String path, Map<String, String> query, JsonNode body) {
    String rest = path.substring(PATH.length());
    String name = rest.substring(rest.lastIndexOf('/') + 1);
    return switch (method + " " + rest.replaceAll("(groups|points|timings)/[^/]+$", "$1/NAME")) {
      case "GET /folder/innopark/rule-groups/NAME" -> found(groups.get(name));
      case "PUT /folder/innopark/rule-groups/NAME" -> group(name, body);
      case "GET /contact-points" -> contactPoints(query.get("name"));
      case "POST /contact-points" ->
          contactPoints.containsKey(body.get("uid").asText())
              ? FakeServer.refuse(409, "uid exists")
              : contactPoint(body);
      case "PUT /contact-points/NAME" -> contactPoint(body);
      case "GET /mute-timings/NAME" -> found(muteTimings.get(name));
      case "POST /mute-timings" ->
          muteTimings.containsKey(body.get("name").asText())
              ? FakeServer.refuse(409, "name exists")
              : muteTiming(body);
      case "PUT /mute-timings/NAME" -> muteTiming(body);
      case "GET /policies" -> new Answer(200, policy);
      case "PUT /policies" -> policy(body);
      default -> FakeServer.refuse(404, "path not found: " + rest);
    };
  }

  private static Answer found(JsonNode thing) {
    return thing == null ? FakeServer.refuse(404, "not found") : new Answer(200, thing);
  }

  /** Each rule is refused where it has a member that is not documented, or lacks one. */
  private Answer group(String name, JsonNode body) {
    if (!FakeServer.hasOnly(body, "title", "folderUid", "interval", "rules")
        || !body.get("title").asText().equals(name)
        || !body.get("interval").isInt()) {
      return FakeServer.refuse(400, "bad rule group");
    }
    ObjectNode saved = body.deepCopy();
    for (JsonNode rule : saved.get("rules")) {
      if (!FakeServer.hasOnly(
              rule,
              "uid",
              "title",
              "folderUID",
              "ruleGroup",
              "condition",
              "noDataState",
              "execErrState",
              "for",
              "isPaused",
              "labels",
              "data",
              "annotations")
          || rule.get("data").size() != 3) {
        return FakeServer.refuse(400, "bad rule");
      }
      ((ObjectNode) rule).put("id", 5).put("orgID", 2).put("updated", "2026-01-01T00:00:00Z");
    }
    groups.put(name, saved);
    return new Answer(200, saved);
  }

  private Answer contactPoints(String name) {
    ArrayNode found = FakeServer.JSON.createArrayNode();
    for (JsonNode point : contactPoints.values()) {
      if (point.get("name").asText().equals(name)) {
        found.add(point);
      }
    }
    return new Answer(200, found);
  }

  private Answer contactPoint(JsonNode body) {
    if (!FakeServer.hasOnly(body, "uid", "name", "type", "settings", "disableResolveMessage")) {
      return FakeServer.refuse(400, "bad contact point");
    }
    contactPoints.put(body.get("uid").asText(), body);
    return new Answer(202, body);
  }

  private Answer muteTiming(JsonNode body) {
    if (!FakeServer.hasOnly(body, "name", "time_intervals")
        || body.get("time_intervals").isEmpty()) {
      return FakeServer.refuse(400, "bad mute timing");
    }
    muteTimings.put(body.get("name").asText(), body);
    return new Answer(202, body);
  }

  /** A policy must name what there is. */
  private Answer policy(JsonNode body) {
    boolean hasReceiver =
        contactPoints.values().stream()
            .anyMatch(point -> point.get("name").equals(body.get("receiver")));
    for (JsonNode route : body.path("routes")) {
      for (JsonNode timing : route.path("mute_time_intervals")) {
        if (!muteTimings.containsKey(timing.asText())) {
          return FakeServer.refuse(400, "no mute timing " + timing.asText());
        }
      }
    }
    if (!hasReceiver) {
      return FakeServer.refuse(400, "no receiver " + body.get("receiver"));
    }
    policy = body;
    return new Answer(202, FakeServer.object().put("message", "policies updated"));
  }
}
