package hk.innopark.operations.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import hk.innopark.events.RefusedException;
import hk.innopark.operations.provision.InfluxProvision.Rotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server written from InfluxDB's documentation. */
class InfluxProvisionTest {
  private static final List<String> TENANTS = List.of("golden-noodle", "medivance");

  @TempDir Path folder;
  private FakeInfluxDb influxDb;
  private Instant now = Instant.parse("2026-04-01T00:00:00Z");

  @BeforeEach
  void start() throws Exception {
    influxDb = new FakeInfluxDb();
  }

  @AfterEach
  void stop() {
    influxDb.close();
  }

  @Test
  void eachReaderReadsItsBucketAndTheJobOnlyWrites() throws Exception {
    provision(TENANTS);

    assertThat(influxDb.buckets.values())
        .extracting(bucket -> bucket.get("name").asText())
        .containsExactlyInAnyOrder("tenant-golden-noodle", "tenant-medivance", "hkstp");
    assertThat(influxDb.mappings).hasSize(3);
    assertThat(permits("job")).allMatch(permission -> permission.startsWith("write ")).hasSize(3);
    assertThat(permits("console")).allMatch(permission -> permission.startsWith("read "));
    assertThat(permits("hkstp")).containsExactly("read hkstp");
    assertThat(permits("tenant-medivance")).containsExactly("read tenant-medivance");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("job"))))
        .isEqualTo("rw-------");
  }

  @Test
  void doingItAgainChangesNothing() throws Exception {
    provision(TENANTS);
    influxDb.changes.clear();

    InfluxProvision.Summary again = provision(TENANTS);

    assertThat(influxDb.changes).isEmpty();
    assertThat(again).isEqualTo(new InfluxProvision.Summary(0, 3, 0, 0));
  }

  @Test
  void aTokenThatIsLostOrTooNarrowIsReplaced() throws Exception {
    provision(TENANTS);
    String job = Files.readString(folder.resolve("job"));
    Files.delete(folder.resolve("hkstp"));

    provision(List.of("golden-noodle", "medivance", "new-one"));

    assertThat(Files.readString(folder.resolve("job"))).isNotEqualTo(job);
    assertThat(permits("job")).hasSize(4);
    assertThat(permits("hkstp")).containsExactly("read hkstp");
    assertThat(influxDb.authorizations)
        .as("job, console and hkstp of before are valid beside")
        .hasSize(9);
  }

  @Test
  void rotationLetsTheOldTokenBeValidBesideTheNewOneForAWhile() throws Exception {
    provision(TENANTS);
    String before = Files.readString(folder.resolve("job"));
    Rotation renew = new Rotation(true, Duration.ofHours(1));

    InfluxProvision.Summary rotated = provision().provision(TENANTS, days(0), days(0), renew);

    assertThat(rotated.tokens()).isEqualTo(5);
    assertThat(rotated.revoked()).isZero();
    assertThat(Files.readString(folder.resolve("job"))).isNotEqualTo(before);
    assertThat(influxDb.authorizations).hasSize(10);

    now = now.plus(Duration.ofMinutes(61));
    assertThat(provision(TENANTS)).isEqualTo(new InfluxProvision.Summary(0, 3, 0, 5));
    assertThat(influxDb.authorizations.values())
        .extracting(authorization -> authorization.get("token").asText())
        .hasSize(5)
        .doesNotContain(before.strip());
  }

  @Test
  void theTokenOfATenantThatIsGoneIsRevoked() throws Exception {
    provision(TENANTS);
    String gone = Files.readString(folder.resolve("tenant-medivance")).strip();

    provision(List.of("golden-noodle"));

    assertThat(influxDb.authorizations.values())
        .extracting(authorization -> authorization.get("token").asText())
        .doesNotContain(gone);
    assertThat(folder.resolve("tenant-medivance")).doesNotExist();
  }

  @Test
  void aServerThatListsNoTokensIsProvisionedOnceToo() throws Exception {
    influxDb.hashesTokens = true;
    provision(TENANTS);
    influxDb.changes.clear();

    assertThat(provision(TENANTS)).isEqualTo(new InfluxProvision.Summary(0, 3, 0, 0));
    assertThat(influxDb.changes).isEmpty();
  }

  @Test
  void aRetentionOfADayIsTakenAlso() throws Exception {
    provision().provision(TENANTS, days(400), days(0), Rotation.WHERE_NEEDED);

    provision().provision(TENANTS, days(1), days(0), Rotation.WHERE_NEEDED);

    assertThat(influxDb.buckets.values())
        .as("HKSTP's too")
        .allMatch(bucket -> bucket.at("/retentionRules/0/everySeconds").asLong() == 86_400);
  }

  @Test
  void bucketsBeyondTheFirstPageAreFound() throws Exception {
    List<String> many = IntStream.range(0, 130).mapToObj(i -> "t" + i).toList();
    provision(many);
    influxDb.changes.clear();

    provision(many);

    assertThat(influxDb.buckets).hasSize(131);
    assertThat(influxDb.changes).isEmpty();
  }

  @Test
  void retentionIsBroughtUpToDateAndOldMinutesAreForgotten() throws Exception {
    provision(TENANTS);
    provision()
        .provision(TENANTS, Duration.ofDays(400), Duration.ofDays(90), Rotation.WHERE_NEEDED);

    assertThat(influxDb.buckets.values())
        .allMatch(bucket -> bucket.at("/retentionRules/0/everySeconds").asLong() == 34_560_000);
    assertThat(influxDb.deletions).hasSize(3);
    assertThat(influxDb.deletions.get("hkstp").get("predicate").asText())
        .isEqualTo("grain=\"minute\"");
    assertThat(influxDb.deletions.get("hkstp").get("stop").asText())
        .isEqualTo("2026-01-01T00:00:00Z");
  }

  @Test
  void aWrongTokenOrOrganisationIsOneLineThatDoesNotShowIt() {
    assertThatThrownBy(
            () ->
                provision("innopark", "wrong")
                    .provision(TENANTS, days(0), days(0), Rotation.WHERE_NEEDED))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("401 unauthorized")
        .hasMessageNotContaining("wrong");
    assertThatThrownBy(
            () ->
                provision("else", FakeInfluxDb.ADMIN)
                    .provision(TENANTS, days(0), days(0), Rotation.WHERE_NEEDED))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("INFLUX_ORG");
  }

  private InfluxProvision.Summary provision(List<String> tenants) throws Exception {
    return provision().provision(tenants, days(0), days(0), Rotation.WHERE_NEEDED);
  }

  private InfluxProvision provision() {
    return provision("innopark", FakeInfluxDb.ADMIN);
  }

  private InfluxProvision provision(String org, String token) {
    return new InfluxProvision(
        influxDb.url(), org, token, new TokenFolder(folder), Clock.fixed(now, ZoneOffset.UTC));
  }

  private static Duration days(int days) {
    return Duration.ofDays(days);
  }

  /** What the token in a file permits, buckets by name. */
  private Set<String> permits(String file) throws Exception {
    String token = Files.readString(folder.resolve(file)).strip();
    Set<String> permits = new TreeSet<>();
    for (JsonNode authorization : influxDb.authorizations.values()) {
      if (authorization.get("token").asText().equals(token)) {
        for (JsonNode permission : authorization.get("permissions")) {
          JsonNode bucket = influxDb.buckets.get(permission.at("/resource/id").asText());
          permits.add(permission.get("action").asText() + " " + bucket.get("name").asText());
        }
      }
    }
    return permits;
  }
}
