package hk.innopark.operations.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import hk.innopark.events.RefusedException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server written from Grafana's documentation. */
class GrafanaProvisionTest {
  private static final List<GrafanaProvision.Tenant> TENANTS =
      List.of(
          new GrafanaProvision.Tenant("golden-noodle", "Golden Noodle"),
          new GrafanaProvision.Tenant("medivance", "Medivance"));

  @TempDir Path folder;
  private FakeGrafana grafana;
  private TokenFolder tokens;

  @BeforeEach
  void start() throws Exception {
    grafana = new FakeGrafana();
    tokens = new TokenFolder(folder);
    for (String name : List.of("tenant-golden-noodle", "tenant-medivance", "hkstp")) {
      tokens.write(name, "secret-of-" + name);
    }
  }

  @AfterEach
  void stop() {
    grafana.close();
  }

  @Test
  void everyOrganisationHasItsOwnSourceAndPagesAndNoOther() throws Exception {
    GrafanaProvision.Summary done = provision("pw").provision(TENANTS);

    assertThat(done.organisations()).isEqualTo(4);
    assertThat(grafana.orgs).hasSize(4);
    Map<String, JsonNode> sources = grafana.sources.get(grafana.orgs.get("Medivance (medivance)"));
    assertThat(sources).containsOnlyKeys("figures");
    assertThat(sources.get("figures").at("/jsonData/dbName").asText())
        .isEqualTo("tenant-medivance");
    assertThat(sources.get("figures").at("/secureJsonData/httpHeaderValue1").asText())
        .isEqualTo("Token secret-of-tenant-medivance");
    assertThat(grafana.dashboards.get(grafana.orgs.get("Medivance (medivance)")))
        .containsKeys("innopark-production", "innopark-energy")
        .doesNotContainKeys("innopark-hkstp", "innopark-pipeline");
    assertThat(grafana.dashboards.get(grafana.orgs.get("HKSTP")))
        .containsOnlyKeys("innopark-hkstp");
    assertThat(grafana.sources.get(grafana.orgs.get("Operations"))).containsOnlyKeys("metrics");
  }

  @Test
  void doingItAgainMakesNothingNew() throws Exception {
    provision("pw").provision(TENANTS);
    Map<Long, Map<String, JsonNode>> before = Map.copyOf(grafana.dashboards);
    grafana.changes.clear();

    provision("pw").provision(TENANTS);

    assertThat(grafana.changes)
        .doesNotContain("POST /api/orgs", "POST /api/datasources", "POST /api/folders");
    assertThat(grafana.dashboards).isEqualTo(before);
  }

  @Test
  void anOrganisationThatSomebodyElseMadeIsJoined() throws Exception {
    grafana.orgs.put("HKSTP", 77L);

    provision("pw").provision(TENANTS);

    assertThat(grafana.members.get(77L)).contains("admin");
    assertThat(grafana.dashboards).containsKey(77L);
  }

  @Test
  void aMissingTokenOrAWrongPasswordIsOneLine() {
    assertThatThrownBy(
            () -> provision("pw").provision(List.of(new GrafanaProvision.Tenant("other", "Other"))))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("tenant-other")
        .hasMessageContaining("influx provision");
    assertThatThrownBy(() -> provision("guess").provision(TENANTS))
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
