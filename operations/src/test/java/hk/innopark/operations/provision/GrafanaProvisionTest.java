package hk.innopark.operations.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hk.innopark.events.AlertKind;
import hk.innopark.events.RefusedException;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.model.Registry;
import hk.innopark.registry.model.Tenant;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server written from Grafana's documentation. */
class GrafanaProvisionTest {
  private static final String MEDIVANCE = "Medivance (medivance)";
  private static final String NOODLE = "Golden Noodle (golden-noodle)";

  private final Registry registry = RegistryYaml.sample();

  @TempDir Path folder;
  private FakeGrafana grafana;
  private TokenFolder tokens;

  @BeforeEach
  void start() throws Exception {
    grafana = new FakeGrafana();
    tokens = new TokenFolder(folder);
    for (Tenant tenant : registry.tenants()) {
      tokens.write("tenant-" + tenant.id(), "secret-of-tenant-" + tenant.id());
    }
    tokens.write("hkstp", "secret-of-hkstp");
  }

  @AfterEach
  void stop() {
    grafana.close();
  }

  @Test
  void everyOrganisationHasItsOwnSourceAndPagesAndNoOther() throws Exception {
    GrafanaProvision.Summary done = provision("pw").provision(registry);

    assertThat(done.organisations()).isEqualTo(registry.tenants().size() + 2);
    assertThat(grafana.orgs).hasSize(done.organisations());
    Map<String, JsonNode> sources = grafana.sources.get(grafana.orgs.get(MEDIVANCE));
    assertThat(sources).containsOnlyKeys("figures");
    assertThat(sources.get("figures").at("/jsonData/dbName").asText())
        .isEqualTo("tenant-medivance");
    assertThat(sources.get("figures").at("/secureJsonData/httpHeaderValue1").asText())
        .isEqualTo("Token secret-of-tenant-medivance");
    assertThat(grafana.dashboards.get(grafana.orgs.get(MEDIVANCE)))
        .containsKeys("innopark-overview", "innopark-energy", "innopark-energy-zh")
        .doesNotContainKeys("innopark-hkstp", "innopark-pipeline");
    assertThat(grafana.dashboards.get(grafana.orgs.get("HKSTP")))
        .containsOnlyKeys("innopark-hkstp", "innopark-hkstp-zh");
    assertThat(grafana.sources.get(grafana.orgs.get("Operations"))).containsOnlyKeys("metrics");
  }

  @Test
  void doingItAgainChangesNothing() throws Exception {
    assertThat(provision("pw").provision(registry).changes()).isPositive();
    grafana.changes.clear();

    assertThat(provision("pw").provision(registry).changes()).isZero();

    // a source's token cannot be read back; who belongs to an organisation is asked by joining
    assertThat(grafana.changes).allMatch(change -> change.startsWith("PUT /api/datasources/uid/"));
  }

  @Test
  void onlyTheDashboardThatSomebodyChangedIsWrittenAgain() throws Exception {
    provision("pw").provision(registry);
    Map<String, JsonNode> pages = grafana.dashboards.get(grafana.orgs.get(NOODLE));
    ((ObjectNode) pages.get("innopark-energy").at("/panels/3")).put("title", "Mine");

    assertThat(provision("pw").provision(registry).changes()).isEqualTo(1);

    Map<String, JsonNode> now = grafana.dashboards.get(grafana.orgs.get(NOODLE));
    assertThat(now.get("innopark-energy").get("version").asInt()).isEqualTo(2);
    assertThat(now.get("innopark-energy").at("/panels/3/title").asText()).isNotEqualTo("Mine");
    assertThat(now.get("innopark-production").get("version").asInt()).isEqualTo(1);
  }

  @Test
  void aTenantsPagesHaveItsNamesLimitsAndCommitments() throws Exception {
    provision("pw").withConsole(URI.create("https://console.invalid")).provision(registry);
    Map<String, JsonNode> pages = grafana.dashboards.get(grafana.orgs.get(NOODLE));
    assertThat(pages.get("innopark-production").toString())
        .contains("Noodle line", "Dumpling line")
        .contains("\"value\":0.55");
    assertThat(pages.get("innopark-overview").toString())
        .contains("0.017 kg/item", "https://console.invalid/tenants/golden-noodle");
    assertThat(pages.get("innopark-overview-zh").toString()).contains("0.017 kg/件");
    assertThat(grafana.dashboards.get(grafana.orgs.get(MEDIVANCE)).toString())
        .doesNotContain("Noodle line", "golden-noodle");
  }

  @Test
  void everyOrganisationOverFiguresHasItsRulesAndWhomTheyReach() throws Exception {
    provision("pw")
        .withContacts(
            new Contacts(
                List.of(
                    new Contacts.Contact(
                        "medivance",
                        List.of("shop@medivance.invalid", "chief@medivance.invalid"),
                        URI.create("https://hooks.invalid/x")))))
        .provision(registry);

    FakeGrafanaAlerting noodle = grafana.alerting.get(grafana.orgs.get(NOODLE));
    FakeGrafanaAlerting medivance = grafana.alerting.get(grafana.orgs.get(MEDIVANCE));
    FakeGrafanaAlerting hkstp = grafana.alerting.get(grafana.orgs.get("HKSTP"));
    for (FakeGrafanaAlerting one : List.of(noodle, medivance, hkstp)) {
      assertThat(one.groups.get("Plants").get("rules")).hasSize(AlertKind.values().length + 1);
      assertThat(one.policy.get("receiver").asText()).isEqualTo("innopark");
    }
    assertThat(medivance.contactPoints.get("innopark-email").at("/settings/addresses").asText())
        .isEqualTo("shop@medivance.invalid;chief@medivance.invalid");
    assertThat(medivance.contactPoints).containsKey("innopark-webhook");
    assertThat(noodle.contactPoints.get("innopark-email").at("/settings/addresses").asText())
        .endsWith(".invalid");
    assertThat(noodle.muteTimings).containsOnlyKeys("outside-shifts");
    assertThat(noodle.policy.at("/routes/2/mute_time_intervals/0").asText())
        .isEqualTo("outside-shifts");
    assertThat(hkstp.muteTimings).isEmpty();
    assertThat(grafana.alerting.get(grafana.orgs.get("Operations"))).isNull();
  }

  @Test
  void whomATenantsPeopleHavePutInThemselvesStays() throws Exception {
    provision("pw").provision(registry);
    FakeGrafanaAlerting noodle = grafana.alerting.get(grafana.orgs.get(NOODLE));
    ((ObjectNode) noodle.contactPoints.get("innopark-email").get("settings"))
        .put("addresses", "foreman@noodle.invalid");

    assertThat(provision("pw").provision(registry).changes()).isZero();

    assertThat(noodle.contactPoints.get("innopark-email").at("/settings/addresses").asText())
        .isEqualTo("foreman@noodle.invalid");
  }

  @Test
  void aContactsFileWithAWrongKeyIsOneLineThatNamesIt() throws Exception {
    Path file = folder.resolve("contacts.yaml");
    Files.writeString(file, "contacts:\n  - {tenant: medivance, mail: [a@b.invalid]}\n");
    assertThatThrownBy(() -> Contacts.read(file))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("contacts.yaml")
        .hasMessageContaining("mail");
    Files.writeString(file, "contacts:\n  - {tenant: medivance, email: [a@b.invalid]}\n");
    assertThat(Contacts.read(file).of("medivance")).isPresent();
    Files.writeString(file, "contacts:\n  - {tenant: medivance}\n");
    assertThatThrownBy(() -> Contacts.read(file)).hasMessageContaining("email");
  }

  @Test
  void anOrganisationThatSomebodyElseMadeIsJoined() throws Exception {
    grafana.orgs.put("HKSTP", 77L);

    provision("pw").provision(registry);

    assertThat(grafana.members.get(77L)).contains("admin");
    assertThat(grafana.dashboards).containsKey(77L);
  }

  @Test
  void aMissingTokenOrAWrongPasswordIsOneLine() {
    tokens = new TokenFolder(folder.resolve("empty"));
    assertThatThrownBy(() -> provision("pw").provision(registry))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("tenant-clearwater-machining")
        .hasMessageContaining("influx provision");
    assertThatThrownBy(() -> provision("guess").provision(registry))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("401")
        .hasMessageNotContaining("guess");
  }

  private GrafanaProvision provision(String password) {
    return new GrafanaProvision(
        grafana.url(),
        "admin",
        password,
        URI.create("http://influxdb:8086"),
        URI.create("http://prometheus:9090"),
        tokens);
  }
}
