package hk.innopark.operations.provision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hk.innopark.dashboards.Audience;
import hk.innopark.dashboards.DashboardCatalogue;
import hk.innopark.dashboards.GrafanaDashboard;
import hk.innopark.events.Buckets;
import hk.innopark.events.RefusedException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Makes a Grafana ready: an organisation for each tenant, one for HKSTP and one for operations,
 * each with the one data source that its people may see, since a data source is open to all of its
 * organisation. Doing it again replaces data sources and dashboards by what they are to be.
 */
public final class GrafanaProvision {
  private static final String FOLDER = "innopark";
  private static final String HKSTP_ORG = "HKSTP";
  private static final String OPERATIONS_ORG = "Operations";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonApi api;
  private final String user;
  private final URI influx;
  private final URI prometheus;
  private final TokenFolder tokens;

  /** A tenant as people know it. */
  public record Tenant(String id, String name) {}

  /** How much there is now. */
  public record Summary(int organisations, int dashboards) {}

  /**
   * @param user a server administrator
   * @param influx where Grafana finds InfluxDB, and {@code prometheus} likewise
   */
  public GrafanaProvision(
      URI grafana, String user, String password, URI influx, URI prometheus, TokenFolder tokens) {
    String credentials = user + ":" + password;
    this.api =
        new JsonApi(
            grafana,
            "Basic "
                + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
    this.user = user;
    this.influx = influx;
    this.prometheus = prometheus;
    this.tokens = tokens;
  }

  public Summary provision(List<Tenant> tenants) throws RefusedException {
    int dashboards = 0;
    for (Tenant tenant : tenants) {
      String bucket = Buckets.ofTenant(tenant.id());
      dashboards +=
          fill(
              tenant.name() + " (" + tenant.id() + ")",
              figures("Figures " + tenant.name(), bucket),
              Audience.TENANT);
    }
    dashboards += fill(HKSTP_ORG, figures("Figures HKSTP", Buckets.HKSTP), Audience.HKSTP);
    dashboards += fill(OPERATIONS_ORG, metrics(), Audience.OPERATIONS);
    return new Summary(tenants.size() + 2, dashboards);
  }

  private int fill(String orgName, ObjectNode source, Audience audience) throws RefusedException {
    String[] inOrg = {"X-Grafana-Org-Id", Long.toString(organisation(orgName))};
    keepSource(source, inOrg);
    ObjectNode folder = JSON.createObjectNode().put("uid", FOLDER).put("title", "INNOPARK");
    if (api.find("/api/folders/" + FOLDER, inOrg).isEmpty()) {
      api.send("POST", "/api/folders", folder, inOrg);
    }
    List<GrafanaDashboard> dashboards =
        DashboardCatalogue.all().stream()
            .filter(dashboard -> dashboard.audience() == audience)
            .toList();
    for (GrafanaDashboard dashboard : dashboards) {
      ObjectNode wanted = JSON.createObjectNode().put("folderUid", FOLDER).put("overwrite", true);
      wanted.set("dashboard", dashboard.model().putNull("id"));
      api.send("POST", "/api/dashboards/db", wanted, inOrg);
    }
    ObjectNode preferences =
        JSON.createObjectNode()
            .put("timezone", "Asia/Hong_Kong")
            .put("weekStart", "monday")
            .put("homeDashboardUID", dashboards.get(0).uid());
    api.send("PUT", "/api/org/preferences", preferences, inOrg);
    return dashboards.size();
  }

  private long organisation(String name) throws RefusedException {
    String path =
        "/api/orgs/name/" + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    Optional<JsonNode> existing = api.find(path);
    long id =
        existing.isPresent()
            ? existing.get().get("id").asLong()
            : api.send("POST", "/api/orgs", JSON.createObjectNode().put("name", name))
                .get("orgId")
                .asLong();
    // whoever makes an organisation belongs to it; another administrator may have made it
    api.ensure(
        "/api/orgs/" + id + "/users",
        JSON.createObjectNode().put("loginOrEmail", user).put("role", "Admin"));
    return id;
  }

  private void keepSource(ObjectNode source, String... inOrg) throws RefusedException {
    String byUid = "/api/datasources/uid/" + source.get("uid").asText();
    if (api.find(byUid, inOrg).isPresent()) {
      api.send("PUT", byUid, source, inOrg);
    } else {
      api.send("POST", "/api/datasources", source, inOrg);
    }
  }

  private ObjectNode figures(String name, String bucket) throws RefusedException {
    ObjectNode source = source("figures", name, "influxdb", influx);
    source
        .putObject("jsonData")
        .put("dbName", bucket)
        .put("httpMode", "POST")
        .put("httpHeaderName1", "Authorization")
        .put("timeInterval", "1m");
    source.putObject("secureJsonData").put("httpHeaderValue1", "Token " + tokens.require(bucket));
    return source;
  }

  private ObjectNode metrics() {
    ObjectNode source = source("metrics", "Pipeline metrics", "prometheus", prometheus);
    source.putObject("jsonData").put("httpMethod", "POST").put("timeInterval", "15s");
    return source;
  }

  private static ObjectNode source(String uid, String name, String type, URI url) {
    return JSON.createObjectNode()
        .put("uid", uid)
        .put("name", name)
        .put("type", type)
        .put("access", "proxy")
        .put("url", url.toString())
        .put("isDefault", true);
  }
}
