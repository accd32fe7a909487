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
  private static final int PAGE = 100;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonApi api;
  private final String org;
  private final TokenFolder tokens;
  private final Clock clock;

  /**
   * What was done.
   *
   * @param buckets that were made or changed
   * @param mappings buckets that can be asked in InfluxQL, by a mapping of the server's own or one
   *     that was made
   * @param tokens that were issued
   * @param revoked tokens that are valid no more
   */
  public record Summary(int buckets, int mappings, int tokens, int revoked) {}

  /**
   * How tokens are exchanged.
   *
   * @param renew whether each token is replaced, also one that is right
   * @param overlap how long a token that was replaced stays valid beside the new one: readers take
   *     the new one from its file
   */
  public record Rotation(boolean renew, Duration overlap) {
    /** Replaces what is wrong; what it replaces stays valid for an hour. */
    public static final Rotation WHERE_NEEDED = new Rotation(false, Duration.ofHours(1));
  }

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
  public Summary provision(
      List<String> tenants, Duration retention, Duration keepMinutes, Rotation rotation)
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
    InfluxTokens.Summary issued = new InfluxTokens(api, tokens, clock).issue(ids, orgId, rotation);
    if (!keepMinutes.isZero()) {
      for (String name : names) {
        forgetMinutes(name, keepMinutes);
      }
    }
    return new Summary(changed, mapped, issued.issued(), issued.revoked());
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
      // the server's own for a new bucket, but it refuses a retention below the old one's
      rules
          .addObject()
          .put("type", "expire")
          .put("everySeconds", retention.toSeconds())
          .put("shardGroupDurationSeconds", shardGroup(retention).toSeconds());
    }
    if (existing != null) {
      return api.send("PATCH", "/api/v2/buckets/" + existing.get("id").asText(), bucket);
    }
    return api.send("POST", "/api/v2/buckets", bucket.put("orgID", orgId).put("name", name));
  }

  /** As InfluxDB chooses it for a new bucket. */
  private static Duration shardGroup(Duration retention) {
    if (retention.isZero() || retention.compareTo(Duration.ofDays(180)) > 0) {
      return Duration.ofDays(7);
    }
    return retention.compareTo(Duration.ofDays(2)) > 0 ? Duration.ofDays(1) : Duration.ofHours(1);
  }

  private int map(Map<String, String> buckets, String orgId) throws RefusedException {
    JsonNode existing = api.get("/api/v2/dbrps?orgID=" + encoded(orgId)).get("content");
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
      }
    }
    return buckets.size();
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
