package hk.innopark.operations.provision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hk.innopark.dashboards.GrafanaDashboard;
import hk.innopark.events.RefusedException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * One organisation of a Grafana. Everything is looked at first and written only where it is not as
 * it should be, so that doing it again makes no new version of anything.
 */
final class GrafanaOrganisation {
  /** The uid of the folder that holds dashboards and rules. */
  static final String FOLDER = "innopark";

  private static final String ALERTING = "/api/v1/provisioning";

  private final JsonApi api;
  private final String[] headers;
  private int changes;

  GrafanaOrganisation(JsonApi api, long id) {
    this.api = api;
    // alerting stays open to changes in the page: people add contact points of their own
    this.headers =
        new String[] {"X-Grafana-Org-Id", Long.toString(id), "X-Disable-Provenance", "true"};
  }

  /** How many things were not as they should have been. */
  int changes() {
    return changes;
  }

  /** A source's secret cannot be read back, so it is written each time. */
  void keepSource(ObjectNode source) throws RefusedException {
    String byUid = "/api/datasources/uid/" + source.get("uid").asText();
    if (api.find(byUid, headers).isPresent()) {
      api.send("PUT", byUid, source, headers);
    } else {
      change("POST", "/api/datasources", source);
    }
  }

  void keepFolder(ObjectNode folder) throws RefusedException {
    if (api.find("/api/folders/" + FOLDER, headers).isEmpty()) {
      change("POST", "/api/folders", folder);
    }
  }

  void keepDashboard(GrafanaDashboard dashboard, ObjectNode wanted) throws RefusedException {
    Optional<JsonNode> existing = api.find("/api/dashboards/uid/" + dashboard.uid(), headers);
    if (existing.isEmpty() || !holds(existing.get().path("dashboard"), dashboard.model())) {
      change("POST", "/api/dashboards/db", wanted);
    }
  }

  void keepPreferences(ObjectNode preferences) throws RefusedException {
    Optional<JsonNode> existing = api.find("/api/org/preferences", headers);
    if (existing.isEmpty() || !holds(existing.get(), preferences)) {
      change("PUT", "/api/org/preferences", preferences);
    }
  }

  /** The rules of a group in the folder. */
  void keepRules(ObjectNode group) throws RefusedException {
    String path =
        ALERTING + "/folder/" + FOLDER + "/rule-groups/" + encoded(group.get("title").asText());
    keep(path, path, "PUT", group);
  }

  /** A contact point's integration. */
  void keepContactPoint(ObjectNode wanted) throws RefusedException {
    contactPoint(wanted, true);
  }

  /** The same, left alone where there is one: it is for people to fill in. */
  void keepContactPointIfNone(ObjectNode wanted) throws RefusedException {
    contactPoint(wanted, false);
  }

  private void contactPoint(ObjectNode wanted, boolean isOurs) throws RefusedException {
    String points = ALERTING + "/contact-points";
    for (JsonNode existing :
        api.get(points + "?name=" + encoded(wanted.get("name").asText()), headers)) {
      if (existing.path("uid").equals(wanted.get("uid"))) {
        if (isOurs && !holds(existing, wanted)) {
          change("PUT", points + "/" + wanted.get("uid").asText(), wanted);
        }
        return;
      }
    }
    change("POST", points, wanted);
  }

  void keepMuteTiming(ObjectNode timing) throws RefusedException {
    String timings = ALERTING + "/mute-timings";
    String byName = timings + "/" + encoded(timing.get("name").asText());
    if (api.find(byName, headers).isPresent()) {
      keep(byName, byName, "PUT", timing);
    } else {
      change("POST", timings, timing);
    }
  }

  void keepPolicy(ObjectNode policy) throws RefusedException {
    keep(ALERTING + "/policies", ALERTING + "/policies", "PUT", policy);
  }

  private void keep(String look, String write, String method, ObjectNode wanted)
      throws RefusedException {
    Optional<JsonNode> existing = api.find(look, headers);
    if (existing.isEmpty() || !holds(existing.get(), wanted)) {
      change(method, write, wanted);
    }
  }

  private void change(String method, String path, ObjectNode body) throws RefusedException {
    api.send(method, path, body, headers);
    changes++;
  }

  /**
   * Whether everything that is wanted is there. Grafana adds members of its own to what it was
   * given; lists must be the same, one by one.
   */
  static boolean holds(JsonNode existing, JsonNode wanted) {
    if (wanted.isObject()) {
      for (Map.Entry<String, JsonNode> member : wanted.properties()) {
        if (!holds(existing.path(member.getKey()), member.getValue())) {
          return false;
        }
      }
      return existing.isObject();
    }
    if (wanted.isArray()) {
      boolean isSame = existing.size() == wanted.size();
      for (int i = 0; isSame && i < wanted.size(); i++) {
        isSame = holds(existing.get(i), wanted.get(i));
      }
      return isSame;
    }
    if (wanted.isNull()) {
      return existing.isNull() || existing.isMissingNode();
    }
    return wanted.isNumber()
        ? existing.isNumber() && existing.doubleValue() == wanted.doubleValue()
        : existing.equals(wanted);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
