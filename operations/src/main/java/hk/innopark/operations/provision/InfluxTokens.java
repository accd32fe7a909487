package hk.innopark.operations.provision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hk.innopark.events.Buckets;
import hk.innopark.events.RefusedException;
import hk.innopark.operations.provision.InfluxProvision.Rotation;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tokens of job, console and readers: each in a file, each permitting just what its reader
 * needs.
 *
 * <p>A token that is replaced stays valid for a while, so that who uses it can read the new one
 * from the file first; the server remembers since when in the token's description.
 */
final class InfluxTokens {
  /** The file of the token with which the job writes into every bucket, and reads none. */
  static final String JOB = "job";

  /** The file of the token with which the console reads every bucket. */
  static final String CONSOLE = "console";

  private static final String DESCRIPTION = "innopark ";
  private static final String REPLACED = " replaced ";

  /** Since 2.9 a server does not list tokens: the file beside a token's holds its id. */
  private static final String ID_FILE = ".%s.id";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonApi api;
  private final TokenFolder tokens;
  private final Clock clock;

  /** How many were issued, and how many are valid no more. */
  record Summary(int issued, int revoked) {}

  InfluxTokens(JsonApi api, TokenFolder tokens, Clock clock) {
    this.api = api;
    this.tokens = tokens;
    this.clock = clock;
  }

  /**
   * Issues what is missing or wrong, and revokes what was replaced long enough ago or belongs to a
   * tenant that is gone.
   *
   * @param buckets ids by name
   */
  Summary issue(Map<String, String> buckets, String orgId, Rotation rotation)
      throws RefusedException {
    JsonNode existing =
        api.get("/api/v2/authorizations?orgID=" + URLEncoder.encode(orgId, StandardCharsets.UTF_8))
            .get("authorizations");
    List<String> all = List.copyOf(buckets.values());
    int issued = issue(JOB, permissions("write", all, orgId), orgId, existing, rotation);
    issued += issue(CONSOLE, permissions("read", all, orgId), orgId, existing, rotation);
    for (Map.Entry<String, String> bucket : buckets.entrySet()) {
      ArrayNode wanted = permissions("read", List.of(bucket.getValue()), orgId);
      issued += issue(bucket.getKey(), wanted, orgId, existing, rotation);
    }
    return new Summary(issued, revoke(buckets, existing, rotation));
  }

  private static ArrayNode permissions(String action, List<String> buckets, String orgId) {
    ArrayNode permissions = JSON.createArrayNode();
    for (String bucket : buckets) {
      ObjectNode permission = permissions.addObject().put("action", action);
      permission.putObject("resource").put("type", "buckets").put("id", bucket).put("orgID", orgId);
    }
    return permissions;
  }

  /** A token is right where the file's is the server's, active, and permits just this. */
  private int issue(
      String name, ArrayNode wanted, String orgId, JsonNode existing, Rotation rotation)
      throws RefusedException {
    boolean isRight = false;
    List<JsonNode> outdated = new ArrayList<>();
    for (JsonNode authorization : existing) {
      if (!authorization.path("description").asText().equals(DESCRIPTION + name)) {
        continue;
      }
      if (!isRight && !rotation.renew() && isKept(name, authorization, wanted)) {
        isRight = true;
      } else {
        outdated.add(authorization);
      }
    }
    if (!isRight) {
      ObjectNode authorization =
          JSON.createObjectNode().put("orgID", orgId).put("description", DESCRIPTION + name);
      authorization.set("permissions", wanted);
      JsonNode made = api.send("POST", "/api/v2/authorizations", authorization);
      tokens.write(name, made.get("token").asText());
      tokens.write(ID_FILE.formatted(name), made.get("id").asText());
    }
    for (JsonNode authorization : outdated) {
      String since = DESCRIPTION + name + REPLACED + clock.instant();
      api.send(
          "PATCH",
          "/api/v2/authorizations/" + authorization.get("id").asText(),
          JSON.createObjectNode().put("description", since));
    }
    return isRight ? 0 : 1;
  }

  private boolean isKept(String name, JsonNode authorization, JsonNode wanted)
      throws RefusedException {
    Optional<String> kept = tokens.read(name);
    String listed = authorization.path("token").asText();
    boolean isSame =
        listed.isEmpty()
            ? tokens
                .read(ID_FILE.formatted(name))
                .filter(authorization.path("id").asText()::equals)
                .isPresent()
            : kept.filter(listed::equals).isPresent();
    return kept.isPresent()
        && isSame
        && authorization.path("status").asText().equals("active")
        && permits(authorization.path("permissions")).equals(permits(wanted));
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

  private int revoke(Map<String, String> buckets, JsonNode existing, Rotation rotation)
      throws RefusedException {
    int revoked = 0;
    for (JsonNode authorization : existing) {
      String description = authorization.path("description").asText();
      if (isOver(description, rotation) || isOfTenantThatIsGone(description, buckets)) {
        api.send(
            "DELETE",
            "/api/v2/authorizations/" + authorization.get("id").asText(),
            JSON.createObjectNode());
        revoked++;
      }
    }
    return revoked;
  }

  private boolean isOver(String description, Rotation rotation) {
    int replaced = description.indexOf(REPLACED);
    if (replaced < 0 || !description.startsWith(DESCRIPTION)) {
      return false;
    }
    try {
      Instant since = Instant.parse(description.substring(replaced + REPLACED.length()));
      return !since.plus(rotation.overlap()).isAfter(clock.instant());
    } catch (DateTimeParseException ofSomebodyElse) {
      return false;
    }
  }

  private boolean isOfTenantThatIsGone(String description, Map<String, String> buckets)
      throws RefusedException {
    String ofTenants = DESCRIPTION + Buckets.ofTenant("");
    if (!description.startsWith(ofTenants) || description.contains(REPLACED)) {
      return false;
    }
    String name = description.substring(DESCRIPTION.length());
    if (buckets.containsKey(name)) {
      return false;
    }
    tokens.remove(name);
    tokens.remove(ID_FILE.formatted(name));
    return true;
  }
}
