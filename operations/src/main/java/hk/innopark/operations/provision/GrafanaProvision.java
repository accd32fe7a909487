package hk.innopark.operations.provision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hk.innopark.dashboards.AlertRules;
import hk.innopark.dashboards.Audience;
import hk.innopark.dashboards.DashboardCatalogue;
import hk.innopark.dashboards.GrafanaDashboard;
import hk.innopark.dashboards.Plant;
import hk.innopark.dashboards.Source;
import hk.innopark.events.Buckets;
import hk.innopark.events.RefusedException;
import hk.innopark.registry.model.Registry;
import hk.innopark.registry.model.Tenant;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Makes a Grafana ready: an organisation for each tenant, one for HKSTP and one for operations,
 * each with the one data source that its people may see, since a data source is open to all of its
 * organisation; its pages in every language with the registry's names, limits and commitments; its
 * alert rules and whom they reach. Doing it again writes only what is not as it should be.
 */
public final class GrafanaProvision {
  private static final String HKSTP_ORG = "HKSTP";
  private static final String OPERATIONS_ORG = "Operations";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonApi api;
  private final String user;
  private final URI influx;
  private final URI prometheus;
  private final TokenFolder tokens;
  private URI console;
  private Contacts contacts = Contacts.none();

  /**
   * How much there is now.
   *
   * @param changes how many things were not as they should have been
   */
  public record Summary(int organisations, int dashboards, int changes) {}

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

  /** Pages lead to the audit console at this address, as people's browsers see it. */
  public GrafanaProvision withConsole(URI address) {
    this.console = address;
    return this;
  }

  /** Whom alerts reach. */
  public GrafanaProvision withContacts(Contacts whom) {
    this.contacts = whom;
    return this;
  }

  public Summary provision(Registry registry) throws RefusedException {
    Summary all = new Summary(0, 0, 0);
    for (Tenant tenant : registry.tenants()) {
      all = plus(all, provision(registry, tenant));
    }
    GrafanaOrganisation hkstp = organisation(HKSTP_ORG);
    hkstp.keepSource(figures("Figures HKSTP", Buckets.HKSTP));
    List<GrafanaDashboard> pages = keepPages(hkstp, Audience.HKSTP, Plant.ofAll(registry, console));
    hkstp.keepRules(AlertRules.group(GrafanaOrganisation.FOLDER, pages.get(0)));
    new GrafanaAlerting(hkstp).keep(contacts.of(Buckets.HKSTP), Optional.empty());
    all = plus(all, new Summary(1, pages.size(), hkstp.changes()));

    GrafanaOrganisation operations = organisation(OPERATIONS_ORG);
    operations.keepSource(metrics());
    int dashboards = keepPages(operations, Audience.OPERATIONS, Plant.unknown()).size();
    return plus(all, new Summary(1, dashboards, operations.changes()));
  }

  /** One tenant's organisation alone, such as a new tenant's. */
  public Summary provision(Registry registry, Tenant tenant) throws RefusedException {
    GrafanaOrganisation organisation = organisation(tenant.name() + " (" + tenant.id() + ")");
    organisation.keepSource(figures("Figures " + tenant.name(), Buckets.ofTenant(tenant.id())));
    List<GrafanaDashboard> pages =
        keepPages(organisation, Audience.TENANT, Plant.ofTenant(registry, tenant.id(), console));
    organisation.keepRules(AlertRules.group(GrafanaOrganisation.FOLDER, pages.get(0)));
    ObjectNode quiet = QuietHours.of(registry, tenant).muteTiming();
    new GrafanaAlerting(organisation)
        .keep(
            contacts.of(tenant.id()),
            Optional.of(quiet).filter(timing -> !timing.get("time_intervals").isEmpty()));
    return new Summary(1, pages.size(), organisation.changes());
  }

  private static Summary plus(Summary one, Summary other) {
    return new Summary(
        one.organisations() + other.organisations(),
        one.dashboards() + other.dashboards(),
        one.changes() + other.changes());
  }

  private static List<GrafanaDashboard> keepPages(
      GrafanaOrganisation organisation, Audience audience, Plant plant) throws RefusedException {
    organisation.keepFolder(
        JSON.createObjectNode().put("uid", GrafanaOrganisation.FOLDER).put("title", "INNOPARK"));
    List<GrafanaDashboard> pages = DashboardCatalogue.of(audience, plant);
    for (GrafanaDashboard page : pages) {
      ObjectNode wanted =
          JSON.createObjectNode()
              .put("folderUid", GrafanaOrganisation.FOLDER)
              .put("overwrite", true);
      wanted.set("dashboard", page.model().putNull("id"));
      organisation.keepDashboard(page, wanted);
    }
    organisation.keepPreferences(
        JSON.createObjectNode()
            .put("timezone", "Asia/Hong_Kong")
            .put("weekStart", "monday")
            .put("homeDashboardUID", pages.get(0).uid()));
    return pages;
  }

  private GrafanaOrganisation organisation(String name) throws RefusedException {
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
    return new GrafanaOrganisation(api, id);
  }

  private ObjectNode figures(String name, String bucket) throws RefusedException {
    ObjectNode source = source(Source.FIGURES, name, influx);
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
    ObjectNode source = source(Source.METRICS, "Pipeline metrics", prometheus);
    source.putObject("jsonData").put("httpMethod", "POST").put("timeInterval", "15s");
    return source;
  }

  private static ObjectNode source(Source source, String name, URI url) {
    return JSON.createObjectNode()
        .put("uid", source.uid())
        .put("name", name)
        .put("type", source.type())
        .put("access", "proxy")
        .put("url", url.toString())
        .put("isDefault", true);
  }
}
