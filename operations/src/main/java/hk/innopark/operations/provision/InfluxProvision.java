package hk.innopark.operations.provision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hk.innopark.events.Buckets;
import hk.innopark.events.RefusedException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes an InfluxDB 2 ready: a bucket for each tenant and one for HKSTP, a mapping for InfluxQL of
 * each, a token with which the job can only write, one with which each reader can only read its own
 * bucket. Doing it again changes nothing that is right already.
 */
public final class InfluxProvision {
  /** The file of the token with which the job writes into every bucket, and reads none. */
  static final String JOB = "job";

  /** The file of the token with which the console reads every bucket. */
  static final String CONSOLE = "console";

  private static final String DESCRIPTION = "innopark ";
  private static final int PAGE = 100;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonApi api;
  private final String org;
  private final TokenFolder tokens;
  private final Clock clock;

  /** What was changed, for a person. */
  public record Summary(int buckets, int mappings, int tokens) {}

  public InfluxProvision(
      URI server, String org, String adminToken, TokenFolder tokens, Clock clock) {
    this.api = new JsonApi(server, "Token " + adminToken);
    this.org = org;
    this.tokens = tokens;
    this.clock = clock;
  }

  /**
   * @param retention how long figures are kept; zero is for ever
   * @param keepMinutes how long figures of single minutes are kept; zero is for ever. Longer
   *     periods need no downsampling: the job writes them itself, from sums.
   */
  public Summary provision(List<String> tenants, Duration retention, Duration keepMinutes)
      throws RefusedException {
    String orgId = orgId();
    List<String> names = new ArrayList<>(tenants.stream().map(Buckets::ofTenant).toList());
    names.add(Buckets.HKSTP);
    Map<String, JsonNode> existing = buckets();
    Map<String, String> ids = new TreeMap<>();
    int changed = 0;
    for (String name : names) {
      JsonNode bucket = existing.get(name);
      if (bucket == null || seconds(bucket) != retention.toSeconds()) {
        bucket = keep(bucket, name, orgId, retention);
        changed++;
      }
      ids.put(name, bucket.get("id").asText());
    }
    int mapped = map(ids, orgId);
    int issued = issueTokens(ids, orgId);
    if (!keepMinutes.isZero()) {
      for (String name : names) {
        forgetMinutes(name, keepMinutes);
      }
    }
    return new Summary(changed, mapped, issued);
  }

  private String orgId() throws RefusedException {
    Optional<JsonNode> found = api.find("/api/v2/orgs?org=" + encoded(org));
    return found
        .map(orgs -> orgs.at("/orgs/0/id").asText())
        .filter(id -> !id.isEmpty())
        .orElseThrow(() -> new RefusedException("INFLUX_ORG: no organisation " + org));
  }

  private Map<String, JsonNode> buckets() throws RefusedException {
    Map<String, JsonNode> buckets = new TreeMap<>();
    for (int offset = 0; ; offset += PAGE) {
      JsonNode page =
          api.get("/api/v2/buckets?org=%s&limit=%d&offset=%d".formatted(encoded(org), PAGE, offset))
              .get("buckets");
      page.forEach(bucket -> buckets.put(bucket.get("name").asText(), bucket));
      if (page.size() < PAGE) {
        return buckets;
      }
    }
  }

  private static long seconds(JsonNode bucket) {
    return bucket.at("/retentionRules/0/everySeconds").asLong(0);
  }

  private JsonNode keep(JsonNode existing, String name, String orgId, Duration retention)
      throws RefusedException {
    ObjectNode bucket = JSON.createObjectNode();
    ArrayNode rules = bucket.putArray("retentionRules");
    if (!retention.isZero() || existing != null) {
      rules.addObject().put("type", "expire").put("everySeconds", retention.toSeconds());
    }
    if (existing != null) {
      return api.send("PATCH", "/api/v2/buckets/" + existing.get("id").asText(), bucket);
    }
    return api.send("POST", "/api/v2/buckets", bucket.put("orgID", orgId).put("name", name));
  }

  private int map(Map<String, String> buckets, String orgId) throws RefusedException {
    JsonNode existing = api.get("/api/v2/dbrps?orgID=" + encoded(orgId)).get("content");
    int made = 0;
    for (Map.Entry<String, String> bucket : buckets.entrySet()) {
      boolean isThere = false;
      for (JsonNode mapping : existing) {
        isThere |=
            mapping.get("database").asText().equals(bucket.getKey())
                && mapping.get("bucketID").asText().equals(bucket.getValue())
                && mapping.get("default").asBoolean();
      }
      if (!isThere) {
        ObjectNode mapping =
            JSON.createObjectNode()
                .put("orgID", orgId)
                .put("bucketID", bucket.getValue())
                .put("database", bucket.getKey())
                .put("retention_policy", "autogen")
                .put("default", true);
        api.send("POST", "/api/v2/dbrps", mapping);
        made++;
      }
    }
    return made;
  }

  private int issueTokens(Map<String, String> buckets, String orgId) throws RefusedException {
    JsonNode existing =
        api.get("/api/v2/authorizations?orgID=" + encoded(orgId)).get("authorizations");
    List<String> all = List.copyOf(buckets.values());
    int issued = issue(JOB, "write", all, orgId, existing);
    issued += issue(CONSOLE, "read", all, orgId, existing);
    for (Map.Entry<String, String> bucket : buckets.entrySet()) {
      issued += issue(bucket.getKey(), "read", List.of(bucket.getValue()), orgId, existing);
    }
    return issued;
  }

  /** A token is right where the file's is the server's, active, and permits just this. */
  private int issue(
      String name, String action, List<String> buckets, String orgId, JsonNode existing)
      throws RefusedException {
    ArrayNode wanted = JSON.createArrayNode();
    for (String bucket : buckets) {
      ObjectNode permission = wanted.addObject().put("action", action);
      permission.putObject("resource").put("type", "buckets").put("id", bucket).put("orgID", orgId);
    }
    Optional<String> kept = tokens.read(name);
    boolean isRight = false;
    List<String> outdated = new ArrayList<>();
    for (JsonNode authorization : existing) {
      if (!authorization.path("description").asText().equals(DESCRIPTION + name)) {
        continue;
      }
      if (!isRight
          && kept.isPresent()
          && kept.get().equals(authorization.path("token").asText())
          && authorization.path("status").asText().equals("active")
          && permits(authorization.path("permissions")).equals(permits(wanted))) {
        isRight = true;
      } else {
        outdated.add(authorization.get("id").asText());
      }
    }
    if (!isRight) {
      ObjectNode authorization =
          JSON.createObjectNode().put("orgID", orgId).put("description", DESCRIPTION + name);
      authorization.set("permissions", wanted);
      JsonNode made = api.send("POST", "/api/v2/authorizations", authorization);
      tokens.write(name, made.get("token").asText());
    }
    for (String id : outdated) {
      api.send("DELETE", "/api/v2/authorizations/" + id, JSON.createObjectNode());
    }
    return isRight ? 0 : 1;
  }

  private static List<String> permits(JsonNode wanted) {
    List<String> permissions = new ArrayList<>();
    for (JsonNode permission : wanted) {
      permissions.add(
          permission.path("action").asText() + " " + permission.at("/resource/id").asText());
    }
    permissions.sort(null);
    return permissions;
  }

  private void forgetMinutes(String bucket, Duration keep) throws RefusedException {
    ObjectNode span =
        JSON.createObjectNode()
            .put("start", "1970-01-01T00:00:00Z")
            .put("stop", clock.instant().minus(keep).toString())
            .put("predicate", "grain=\"minute\"");
    api.send(
        "POST", "/api/v2/delete?org=%s&bucket=%s".formatted(encoded(org), encoded(bucket)), span);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
