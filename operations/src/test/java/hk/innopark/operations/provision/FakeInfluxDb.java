package hk.innopark.operations.provision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The part of InfluxDB 2.7's {@code /api/v2} that is used: orgs, buckets, dbrps, tokens, delete.
 */
final class FakeInfluxDb extends FakeServer {
  static final String ADMIN = "admin-token";
  private static final long WEEK = 7 * 24 * 3600;
  static final String ORG_ID = "00000000000000aa";

  final Map<String, ObjectNode> buckets = new TreeMap<>();
  final Map<String, ObjectNode> mappings = new TreeMap<>();
  final Map<String, ObjectNode> authorizations = new TreeMap<>();
  final Map<String, JsonNode> deletions = new TreeMap<>();
  boolean hashesTokens;

  FakeInfluxDb() throws IOException {
    super("Token " + ADMIN);
  }

  @Override
  Answer answer(
      String method, String path, Map<String, String> query, JsonNode body, HttpExchange exchange) {
    return switch (method + " " + path.replaceAll("/[0-9a-f]{16}$", "/ID")) {
      case "GET /api/v2/orgs" ->
          "innopark".equals(query.get("org"))
              ? new Answer(200, list("orgs", object().put("id", ORG_ID).put("name", "innopark")))
              : refuse(404, "organization name not found");
      case "GET /api/v2/buckets" -> page(query);
      case "POST /api/v2/buckets" -> newBucket(body);
      case "PATCH /api/v2/buckets/ID" -> changeBucket(last(path), body);
      case "GET /api/v2/dbrps" -> new Answer(200, list("content", mappings.values()));
      case "POST /api/v2/dbrps" -> newMapping(body);
      case "GET /api/v2/authorizations" -> new Answer(200, list("authorizations", listed()));
      case "POST /api/v2/authorizations" -> newAuthorization(body);
      case "PATCH /api/v2/authorizations/ID" -> changeAuthorization(last(path), body);
      case "DELETE /api/v2/authorizations/ID" ->
          authorizations.remove(last(path)) == null
              ? refuse(404, "authorization not found")
              : new Answer(204, null);
      case "POST /api/v2/delete" -> {
        deletions.put(query.get("bucket"), body);
        yield hasOnly(body, "start", "stop", "predicate")
            ? new Answer(204, null)
            : refuse(400, "invalid request");
      }
      default -> refuse(404, "path not found");
    };
  }

  /** At most 100 at a time, 20 where nothing is said, in the order of ids. */
  private Answer page(Map<String, String> query) {
    int limit = Integer.parseInt(query.getOrDefault("limit", "20"));
    int offset = Integer.parseInt(query.getOrDefault("offset", "0"));
    if (limit < 1 || limit > 100) {
      return refuse(400, "limit must be between 1 and 100");
    }
    return new Answer(
        200, list("buckets", buckets.values().stream().skip(offset).limit(limit).toList()));
  }

  private Answer newBucket(JsonNode body) {
    if (!hasOnly(body, "orgID", "name", "retentionRules", "description")
        || !body.path("orgID").asText().equals(ORG_ID)) {
      return refuse(400, "invalid bucket");
    }
    if (buckets.values().stream().anyMatch(bucket -> bucket.get("name").equals(body.get("name")))) {
      return refuse(422, "bucket with name already exists");
    }
    ObjectNode bucket = body.deepCopy();
    bucket.put("id", newId());
    buckets.put(bucket.get("id").asText(), bucket);
    return new Answer(201, bucket);
  }

  private Answer changeBucket(String id, JsonNode body) {
    ObjectNode bucket = buckets.get(id);
    if (bucket == null) {
      return refuse(404, "bucket not found");
    }
    if (!hasOnly(body, "name", "retentionRules", "description")) {
      return refuse(400, "invalid bucket");
    }
    long keep = body.at("/retentionRules/0/everySeconds").asLong();
    long group = body.at("/retentionRules/0/shardGroupDurationSeconds").asLong(WEEK);
    if (keep > 0 && keep < group) {
      return refuse(
          422,
          "shard-group duration must also be updated to be smaller than new retention duration");
    }
    bucket.setAll((ObjectNode) body);
    return new Answer(200, bucket);
  }

  private Answer changeAuthorization(String id, JsonNode body) {
    ObjectNode authorization = authorizations.get(id);
    if (authorization == null) {
      return refuse(404, "authorization not found");
    }
    if (!hasOnly(body, "description", "status")) {
      return refuse(400, "invalid authorization");
    }
    authorization.setAll((ObjectNode) body);
    return new Answer(200, authorization);
  }

  /** From 2.9 on without the token itself. */
  private List<ObjectNode> listed() {
    return authorizations.values().stream()
        .map(ObjectNode::deepCopy)
        .map(authorization -> hashesTokens ? authorization.without("token") : authorization)
        .map(ObjectNode.class::cast)
        .toList();
  }

  private Answer newMapping(JsonNode body) {
    if (!hasOnly(body, "orgID", "bucketID", "database", "retention_policy", "default")
        || !buckets.containsKey(body.path("bucketID").asText())) {
      return refuse(400, "invalid dbrp");
    }
    ObjectNode mapping = body.deepCopy();
    mapping.put("id", newId());
    mappings.put(mapping.get("id").asText(), mapping);
    return new Answer(201, mapping);
  }

  private Answer newAuthorization(JsonNode body) {
    if (!hasOnly(body, "orgID", "description", "permissions")
        || body.path("permissions").isEmpty()) {
      return refuse(400, "invalid authorization");
    }
    for (JsonNode permission : body.get("permissions")) {
      String action = permission.path("action").asText();
      if (!(action.equals("read") || action.equals("write"))
          || !buckets.containsKey(permission.at("/resource/id").asText())) {
        return refuse(400, "invalid permission");
      }
    }
    ObjectNode authorization = body.deepCopy();
    String id = newId();
    authorization.put("id", id).put("token", "token-" + id).put("status", "active");
    authorizations.put(id, authorization);
    return new Answer(201, authorization);
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static ObjectNode list(String name, JsonNode only) {
    return list(name, List.of(only));
  }

  private static ObjectNode list(String name, Iterable<? extends JsonNode> nodes) {
    ObjectNode list = object();
    ArrayNode array = list.putArray(name);
    nodes.forEach(array::add);
    return list;
  }
}
