package hk.innopark.operations.provision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The part of Grafana 12's HTTP API that is used; every thing belongs to an organisation. */
final class FakeGrafana extends FakeServer {
  final Map<String, Long> orgs = new TreeMap<>();
  final Map<Long, Set<String>> members = new HashMap<>();
  final Map<Long, Map<String, JsonNode>> sources = new HashMap<>();
  final Map<Long, Map<String, JsonNode>> dashboards = new HashMap<>();
  final Map<Long, FakeGrafanaAlerting> alerting = new HashMap<>();
  private final Map<Long, Set<String>> folders = new HashMap<>();
  private final Map<Long, JsonNode> preferences = new HashMap<>();

  FakeGrafana() throws IOException {
    super(
        "Basic " + Base64.getEncoder().encodeToString("admin:pw".getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  Answer answer(
      String method, String path, Map<String, String> query, JsonNode body, HttpExchange exchange) {
    if (path.startsWith("/api/orgs")) {
      return organisations(method, path, body);
    }
    String header = exchange.getRequestHeaders().getFirst("X-Grafana-Org-Id");
    long org = header == null ? 1 : Long.parseLong(header);
    if (!members.getOrDefault(org, Set.of()).contains("admin")) {
      return refuse(401, "not a member of the organisation");
    }
    if (path.startsWith(FakeGrafanaAlerting.PATH)) {
      return alerting
          .computeIfAbsent(org, ignored -> new FakeGrafanaAlerting())
          .answer(method, path, query, body);
    }
    String uid = path.substring(path.lastIndexOf('/') + 1);
    Map<String, JsonNode> ofOrg = sources.computeIfAbsent(org, ignored -> new TreeMap<>());
    Set<String> itsFolders = folders.computeIfAbsent(org, ignored -> new HashSet<>());
    return switch (method + " " + path.replaceAll("(uid|folders)/[^/]+$", "$1/UID")) {
      case "GET /api/datasources/uid/UID" ->
          ofOrg.containsKey(uid) ? new Answer(200, ofOrg.get(uid)) : refuse(404, "not found");
      case "POST /api/datasources" -> {
        boolean isTaken =
            ofOrg.values().stream().anyMatch(one -> one.get("name").equals(body.get("name")));
        yield isTaken ? refuse(409, "name exists") : source(ofOrg, body);
      }
      case "PUT /api/datasources/uid/UID" ->
          ofOrg.containsKey(uid) ? source(ofOrg, body) : refuse(404, "not found");
      case "GET /api/folders/UID" ->
          itsFolders.contains(uid) ? new Answer(200, object()) : refuse(404, "not found");
      case "POST /api/folders" ->
          hasOnly(body, "uid", "title") && itsFolders.add(body.get("uid").asText())
              ? new Answer(200, body)
              : refuse(412, "exists");
      case "GET /api/dashboards/uid/UID" -> {
        JsonNode dashboard = dashboards.getOrDefault(org, Map.of()).get(uid);
        yield dashboard == null
            ? refuse(404, "Dashboard not found")
            : new Answer(200, object().set("dashboard", dashboard));
      }
      case "POST /api/dashboards/db" -> dashboard(org, itsFolders, body);
      case "GET /api/org/preferences" ->
          new Answer(200, preferences.getOrDefault(org, object().put("theme", "")));
      case "PUT /api/org/preferences" -> {
        if (!dashboards.get(org).containsKey(body.get("homeDashboardUID").asText())) {
          yield refuse(404, "dashboard not found");
        }
        preferences.put(org, body);
        yield new Answer(200, object().put("message", "Preferences updated"));
      }
      default -> refuse(404, "path not found");
    };
  }

  private Answer organisations(String method, String path, JsonNode body) {
    if (method.equals("GET") && path.startsWith("/api/orgs/name/")) {
      Long id = orgs.get(path.substring("/api/orgs/name/".length()));
      return id == null ? refuse(404, "not found") : new Answer(200, object().put("id", id));
    }
    if (method.equals("POST") && path.equals("/api/orgs")) {
      String name = body.get("name").asText();
      if (orgs.containsKey(name)) {
        return refuse(409, "Organization name taken");
      }
      long id = orgs.size() + 2L;
      orgs.put(name, id);
      members.computeIfAbsent(id, ignored -> new HashSet<>()).add("admin");
      return new Answer(200, object().put("orgId", id).put("message", "Organization created"));
    }
    if (method.equals("POST") && path.matches("/api/orgs/\\d+/users")) {
      long id = Long.parseLong(path.split("/", -1)[3]);
      return members
              .computeIfAbsent(id, ignored -> new HashSet<>())
              .add(body.get("loginOrEmail").asText())
          ? new Answer(200, object().put("message", "User added to organization"))
          : refuse(409, "User is already member of this organization");
    }
    return refuse(404, "path not found");
  }

  private static Answer source(Map<String, JsonNode> sources, JsonNode body) {
    if (!hasOnly(
        body, "uid", "name", "type", "access", "url", "isDefault", "jsonData", "secureJsonData")) {
      return refuse(400, "bad request data");
    }
    sources.put(body.get("uid").asText(), body);
    return new Answer(200, object().put("message", "Datasource saved"));
  }

  private Answer dashboard(long org, Set<String> itsFolders, JsonNode body) {
    if (!hasOnly(body, "dashboard", "folderUid", "overwrite", "message")) {
      return refuse(400, "bad request data");
    }
    if (!itsFolders.contains(body.get("folderUid").asText())) {
      return refuse(400, "folder not found");
    }
    Map<String, JsonNode> ofOrg = dashboards.computeIfAbsent(org, ignored -> new TreeMap<>());
    String uid = body.at("/dashboard/uid").asText();
    if (ofOrg.containsKey(uid) && !body.path("overwrite").asBoolean()) {
      return refuse(412, "The dashboard has been changed by someone else");
    }
    // Grafana adds members of its own
    int version = ofOrg.containsKey(uid) ? ofOrg.get(uid).get("version").asInt() + 1 : 1;
    ObjectNode saved = (ObjectNode) body.get("dashboard");
    ofOrg.put(uid, saved.deepCopy().put("id", 17).put("version", version).put("preload", false));
    return new Answer(200, object().put("status", "success").put("uid", uid));
  }
}
