package hk.innopark.operations.provision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hk.innopark.events.testing.InfluxDbProcess;
import hk.innopark.operations.provision.InfluxProvision.Rotation;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every token that is provisioned tries everything on every bucket of a real server. InfluxDB 1,
 * which is to be had here, knows users and their grants in place of tokens and permissions: each
 * token becomes a user whose grants are the permissions that provisioning asked for, so the server
 * and nobody else refuses. Who may do what is written here once more, by hand.
 */
class InfluxTokenProbesIT {
  private static final List<String> TENANTS = List.of("golden-noodle", "medivance", "yl-semicon");
  private static final List<String> MEASUREMENTS =
      List.of("throughput", "energy", "sustainability", "quality_of_data", "alerts", "edge_nodes");

  /** What is tried on a bucket; {@code %s} is a measurement. */
  private static final Map<String, List<String>> ATTEMPTS = attempts();

  private static Map<String, List<String>> attempts() {
    Map<String, List<String>> attempts = new LinkedHashMap<>();
    attempts.put(
        "read",
        List.of(
            "SELECT * FROM \"%s\"",
            "SELECT count(*) FROM \"%s\"",
            // not SHOW FIELD KEYS: the 1.x server tells the names of fields, which are the
            // contract's and the same for all, of any database
            "SHOW TAG VALUES FROM \"%s\" WITH KEY = \"tenant\"",
            "SELECT * FROM /.*/"));
    attempts.put(
        "write",
        List.of(
            "SELECT * INTO \"copy\" FROM \"%s\"", "DELETE FROM \"%s\"", "DROP SERIES FROM \"%s\""));
    attempts.put(
        "manage",
        List.of(
            "DROP MEASUREMENT \"%s\"",
            "CREATE RETENTION POLICY \"rp\" ON \"bucket\" DURATION 1d REPLICATION 1",
            "DROP DATABASE \"bucket\"",
            "CREATE DATABASE \"mine\"",
            "SHOW USERS",
            "CREATE USER \"x\" WITH PASSWORD 'x' WITH ALL PRIVILEGES",
            "GRANT ALL ON \"bucket\" TO \"hkstp\"",
            "SHOW SUBSCRIPTIONS",
            "SHOW SHARDS"));
    return attempts;
  }

  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path folder;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, Integer> probes = new TreeMap<>();
  private final List<String> leaks = new ArrayList<>();
  private final List<String> lacks = new ArrayList<>();
  private URI server;

  @Test
  void noTokenReadsOrWritesWhatIsNotItsOwn() throws Exception {
    try (InfluxDbProcess influxDb =
            InfluxDbProcess.authenticatingOrSkipped(
                Files.createDirectories(folder.resolve("influxdb")));
        FakeInfluxDb provisioned = new FakeInfluxDb()) {
      server = influxDb.uri();
      Path tokens = Files.createDirectories(folder.resolve("tokens"));
      InfluxProvision.Summary unused =
          new InfluxProvision(
                  provisioned.url(),
                  "innopark",
                  FakeInfluxDb.ADMIN,
                  new TokenFolder(tokens),
                  Clock.systemUTC())
              .provision(TENANTS, Duration.ZERO, Duration.ZERO, Rotation.WHERE_NEEDED);
      Map<String, String> secrets = secrets(tokens);
      Map<String, String> buckets = new TreeMap<>();
      provisioned.buckets.forEach((id, bucket) -> buckets.put(id, bucket.get("name").asText()));
      become(provisioned, buckets, secrets);
      for (String token : secrets.keySet()) {
        for (String bucket : buckets.values()) {
          fill(bucket);
          probe(token, secrets.get(token), bucket);
        }
      }
      for (String bucket : buckets.values()) {
        probe("nobody", "", bucket);
        probe("stranger", "token-of-nobody", bucket);
      }
    }
    int all = probes.values().stream().mapToInt(Integer::intValue).sum();
    System.out.println("probes by token: " + probes + ", " + all + " in all, leaks: " + leaks);
    assertThat(leaks).isEmpty();
    assertThat(lacks).as("what a reader needs and has not").isEmpty();
    assertThat(all).isGreaterThan(2_000);
  }

  private static Map<String, String> secrets(Path tokens) throws IOException {
    Map<String, String> secrets = new TreeMap<>();
    try (var files = Files.list(tokens)) {
      for (Path file :
          files.filter(one -> !one.getFileName().toString().startsWith(".")).toList()) {
        secrets.put(file.getFileName().toString(), Files.readString(file).strip());
      }
    }
    return secrets;
  }

  /** Makes each token a user, with a point of its own in each bucket to be read. */
  private void become(
      FakeInfluxDb provisioned, Map<String, String> buckets, Map<String, String> secrets)
      throws Exception {
    query("", "", "", "CREATE USER \"admin\" WITH PASSWORD 'secret' WITH ALL PRIVILEGES");
    for (String bucket : buckets.values()) {
      query("admin", "secret", "", "CREATE DATABASE \"" + bucket + '"');
      fill(bucket);
    }
    for (Map.Entry<String, String> secret : secrets.entrySet()) {
      JsonNode authorization =
          provisioned.authorizations.values().stream()
              .filter(one -> one.get("token").asText().equals(secret.getValue()))
              .findFirst()
              .orElseThrow();
      query(
          "admin",
          "secret",
          "",
          "CREATE USER \"%s\" WITH PASSWORD '%s'".formatted(secret.getKey(), secret.getValue()));
      for (JsonNode permission : authorization.get("permissions")) {
        JsonNode granted =
            query(
                "admin",
                "secret",
                "",
                "GRANT %s ON \"%s\" TO \"%s\""
                    .formatted(
                        permission.get("action").asText().toUpperCase(java.util.Locale.ROOT),
                        buckets.get(permission.at("/resource/id").asText()),
                        secret.getKey()));
        assertThat(granted.at("/results/0/error").isMissingNode()).isTrue();
      }
    }
  }

  /** A point of each measurement whose every name tells of which bucket it is. */
  private void fill(String bucket) throws Exception {
    for (String measurement : MEASUREMENTS) {
      String line = "%s,tenant=%s %s=1".formatted(measurement, mark(bucket), mark(bucket));
      assertThat(write("admin", "secret", bucket, line).statusCode()).isEqualTo(204);
    }
  }

  private static String mark(String bucket) {
    return "of_" + bucket;
  }

  /** What a token may do on a bucket. */
  private static String allowed(String token, String bucket) {
    return switch (token) {
      case "job" -> "write";
      case "console" -> "read";
      case "nobody", "stranger" -> "";
      default -> token.equals(bucket) ? "read" : "";
    };
  }

  private void probe(String token, String secret, String bucket) throws Exception {
    String user = token.equals("nobody") ? "" : token;
    String may = allowed(token, bucket);
    for (Map.Entry<String, List<String>> kind : ATTEMPTS.entrySet()) {
      for (String attempt : kind.getValue()) {
        for (String measurement : MEASUREMENTS) {
          String statement =
              attempt.replace("%s", measurement).replace("\"bucket\"", '"' + bucket + '"');
          // from its own database, and by the whole name from any other
          judge(token, bucket, kind.getKey(), statement, query(user, secret, bucket, statement));
          if (kind.getKey().equals("read") && statement.contains("FROM \"")) {
            String whole = statement.replace("FROM \"", "FROM \"" + bucket + "\"..\"");
            judge(token, bucket, "read", whole, query(user, secret, own(token, bucket), whole));
          }
        }
      }
    }
    HttpResponse<String> written = write(user, secret, bucket, "probe,tenant=t v=2");
    count(token, may.equals("write"), written.statusCode() == 204, "write a line into " + bucket);
  }

  /** A database that the token may read, from which it looks at another. */
  private static String own(String token, String bucket) {
    return token.startsWith("tenant-") || token.equals("hkstp") ? token : bucket;
  }

  private void judge(String token, String bucket, String kind, String statement, JsonNode answer) {
    // some statements answer nothing instead of refusing, or answer of the reader's own bucket
    boolean did =
        kind.equals("read")
            ? answer.path("results").toString().contains(mark(bucket))
            : !answer.has("error")
                && answer.at("/results/0/error").isMissingNode()
                && !answer.at("/results/0").isMissingNode();
    // with the right to write, InfluxDB 1 lets points be deleted; with that to read alone, nothing
    boolean mayIt =
        kind.equals(allowed(token, bucket))
            && !(kind.equals("write") && statement.startsWith("SELECT"));
    count(token, mayIt, did, statement + " on " + bucket);
  }

  private void count(String token, boolean may, boolean did, String what) {
    probes.merge(token, 1, Integer::sum);
    if (did && !may) {
      leaks.add(token + ": " + what);
    }
    if (may && !did) {
      lacks.add(token + ": " + what);
    }
  }

  private JsonNode query(String user, String secret, String database, String influxql)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve("/query?db=" + encoded(database)))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("q=" + encoded(influxql)));
    return JSON.readTree(send(request, user, secret).body());
  }

  private HttpResponse<String> write(String user, String secret, String database, String line)
      throws Exception {
    return send(
        HttpRequest.newBuilder(server.resolve("/write?db=" + encoded(database)))
            .POST(HttpRequest.BodyPublishers.ofString(line)),
        user,
        secret);
  }

  private HttpResponse<String> send(HttpRequest.Builder request, String user, String secret)
      throws Exception {
    if (!user.isEmpty()) {
      request.header(
          "Authorization",
          "Basic "
              + java.util.Base64.getEncoder()
                  .encodeToString((user + ':' + secret).getBytes(StandardCharsets.UTF_8)));
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
