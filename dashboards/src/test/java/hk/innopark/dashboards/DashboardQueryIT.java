package hk.innopark.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import hk.innopark.events.RawMessage;
import hk.innopark.jobs.figures.Measurement;
import hk.innopark.jobs.sink.influx.InfluxDbServer;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.model.Tenant;
import hk.innopark.simulators.junit.ReplayFeed;
import hk.innopark.simulators.plant.SimulationRun;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every query of every dashboard, over figures that the pipeline wrote into a real InfluxDB. */
class DashboardQueryIT {
  private static final String TENANT = "tenant-golden-noodle";
  private static final String HKSTP = "hkstp";

  /**
   * Of what the sample plants do not declare, nor use; once they do, the test says so and the names
   * are to go.
   */
  private static final Set<String> PENDING_FIELDS =
      Set.of(
          "waste_kg",
          "diversion_share",
          "declared_scope1_kg",
          "declared_scope3_kg",
          "gas_m3_per_good",
          "diesel_l_per_good",
          "compressed_air_m3_per_good");

  /** Shown, but divided on the page from sums over all that is picked. */
  private static final Set<String> COMPUTED_ON_THE_PAGE =
      Set.of(
          "unnamed_share",
          "nee",
          "utilization",
          "technical_efficiency",
          "setup_ratio",
          "scrap_ratio",
          "throughput_per_h",
          "mtbf_s",
          "base_load_share");

  /** What is shown is the part of it that is in ratios. */
  private static final String IN_NO_PANEL = "ideal_good_s";

  @TempDir static Path folder;
  private static InfluxDbServer influxDb;
  private static long fromMillis;
  private static long toMillis;
  private static String origin;

  @BeforeAll
  static void runThePipeline(
      @ReplayFeed(
              lasts = "PT2H",
              faults = ReplayFeed.Faults.DEMO,
              orders = SimulationRun.Orders.NAMED)
          List<RawMessage> feed)
      throws Exception {
    influxDb = InfluxDbServer.orSkipped(folder);
    for (Tenant tenant : RegistryYaml.sample().tenants()) {
      influxDb.recreateDatabase("tenant-" + tenant.id());
    }
    influxDb.recreateDatabase(HKSTP);
    toMillis = feed.stream().mapToLong(RawMessage::receivedAtMillis).max().orElseThrow();
    SamplePipeline.run(
        feed, SampleAlerts.ofEveryKind(toMillis), influxDb.url(), new Configuration());
    fromMillis =
        Instant.ofEpochMilli(toMillis)
            .atZone(ZoneId.of("Asia/Hong_Kong"))
            .withDayOfMonth(1)
            .toLocalDate()
            .atStartOfDay(ZoneId.of("Asia/Hong_Kong"))
            .toInstant()
            .toEpochMilli();
    origin =
        influxDb
            .query(TENANT, "SHOW TAG VALUES FROM \"throughput\" WITH KEY = \"origin\"")
            .at("/results/0/series/0/values/0/1")
            .asText();
  }

  @AfterAll
  static void stop() {
    if (influxDb != null) {
      influxDb.close();
    }
  }

  @Test
  void everyQueryIsAnsweredWithRowsForEveryPeriod() throws Exception {
    List<String> unanswered = new ArrayList<>();
    long panels = 0;
    long queries = 0;
    long runs = 0;
    for (GrafanaDashboard dashboard : influxDashboards()) {
      panels += ShownPanel.of(List.of(dashboard)).size();
      List<DashboardQuery> all = new ArrayList<>(DashboardQuery.ofPanels(dashboard));
      all.addAll(DashboardQuery.ofVariables(dashboard));
      for (DashboardQuery query : all) {
        queries++;
        assertThat(QueryNames.unknown(query.text())).as(query.place()).isEmpty();
        Set<String> grains =
            query.text().contains("'$grain'") ? Interpolation.STEPS.keySet() : Set.of("hour");
        for (String grain : grains) {
          runs++;
          String problem = problem(dashboard, query.text(), grain, List.of(".*"));
          if (problem != null
              && !(isPending(query.text()) || QueryNames.noneAt(grain, query.text()))) {
            unanswered.add(query.place() + " [" + grain + "]: " + problem);
          }
        }
      }
    }
    System.out.printf("dashboards: %d panels, %d queries, %d runs%n", panels, queries, runs);
    assertThat(unanswered).isEmpty();
  }

  @Test
  void everyPanelIsDrawnAsItIsMeant() throws Exception {
    assumeTrue(
        RenderedPanels.isPossible(),
        "@grafana/data is not installed in dashboards/target/npm: .ci/run does it");
    RenderedPanels rendered = new RenderedPanels();
    int panels = 0;
    for (GrafanaDashboard dashboard : influxDashboards(Language.values())) {
      for (ShownPanel panel : ShownPanel.of(List.of(dashboard))) {
        Plant plant =
            dashboard.audience() == Audience.HKSTP
                ? SamplePlants.all()
                : SamplePlants.goldenNoodle();
        rendered.add(panel, plant, query -> answer(dashboard, query, "hour", List.of(".*")));
        panels++;
      }
    }
    List<String> problems = new ArrayList<>();
    JsonNode drawn = rendered.draw();
    for (JsonNode panel : drawn) {
      for (JsonNode problem : panel.get("problems")) {
        problems.add(
            panel.get("dashboard").asText()
                + " / "
                + panel.get("title").asText()
                + ": "
                + problem.asText());
      }
    }
    System.out.printf(
        "rendered by @grafana/data: %d of %d panels, %d problems, target/panels/table.md%n",
        drawn.size(), panels, problems.size());
    assertThat(problems).isEmpty();
  }

  @Test
  void onePickedLineAndOnePickedMachineAreAnsweredToo() throws Exception {
    List<String> unanswered = new ArrayList<>();
    for (GrafanaDashboard dashboard : influxDashboards()) {
      for (DashboardQuery query : DashboardQuery.ofPanels(dashboard)) {
        String problem = problem(dashboard, query.text(), "hour", List.of("line-1", "line-2"));
        if (problem != null && !isPending(query.text())) {
          unanswered.add(query.place() + ": " + problem);
        }
      }
    }
    assertThat(unanswered).isEmpty();
  }

  @Test
  void everyAlertRuleIsAnsweredAndABrokenFieldNameInItIsFound() throws Exception {
    for (AlertRule rule : AlertRule.values()) {
      assertThat(QueryNames.unknown(rule.query())).as(rule.kind()).isEmpty();
      assertThat(rowsOf(rule, rule.query())).as(rule.kind()).isPositive();
      for (String field : QueryNames.fields(rule.query())) {
        String wrong = rule.query().replace("\"" + field + "\"", "\"" + field + "x\"");
        assertThat(QueryNames.unknown(wrong).isEmpty() && rowsOf(rule, wrong) > 0)
            .as("%s with %sx is answered", rule.kind(), field)
            .isFalse();
      }
    }
  }

  @Test
  void hkstpSeesThatAnOeeIsLowAndNotHowLow() throws Exception {
    String changes = "SELECT \"state\" FROM \"alerts\" WHERE \"kind\" = 'oee_low'";
    String values = changes.replace("state", "value");
    assertThat(influxDb.query(HKSTP, changes).at("/results/0/series")).isNotEmpty();
    assertThat(influxDb.query(TENANT, values).at("/results/0/series")).isNotEmpty();
    assertThat(influxDb.query(HKSTP, values).at("/results/0/series")).isEmpty();
  }

  @Test
  void aBrokenFieldNameIsFound() throws Exception {
    int broken = 0;
    for (GrafanaDashboard dashboard : influxDashboards()) {
      for (DashboardQuery query : DashboardQuery.ofPanels(dashboard)) {
        for (String field : QueryNames.fields(query.text())) {
          String wrong = query.text().replace("\"" + field + "\"", "\"" + field + "x\"");
          // the other queries that a query is made of may still give rows
          boolean isOneOfMany = query.text().contains("), (");
          assertThat(
                  isOneOfMany
                      ? QueryNames.unknown(wrong).toString()
                      : problem(dashboard, wrong, "hour", List.of(".*")))
              .as("%s with %sx", query.place(), field)
              .isNotNull()
              .isNotEqualTo("[]");
          broken++;
        }
      }
    }
    assertThat(broken).isGreaterThan(100);
  }

  @Test
  void everyFieldThatThePipelineWroteIsOnAPageAndNoPendingOneIsWritten() throws Exception {
    Set<String> shown = new TreeSet<>();
    for (GrafanaDashboard dashboard : influxDashboards()) {
      DashboardQuery.ofPanels(dashboard)
          .forEach(query -> shown.addAll(QueryNames.fields(query.text())));
    }
    Set<String> missing = new TreeSet<>();
    Set<String> arrived = new TreeSet<>();
    for (Measurement measurement : Measurement.values()) {
      for (String field : written(measurement)) {
        if (!shown.contains(field)
            && !COMPUTED_ON_THE_PAGE.contains(field)
            && !field.equals(IN_NO_PANEL)) {
          missing.add(measurement.wireName() + "." + field);
        }
        if (PENDING_FIELDS.contains(field)) {
          arrived.add(field);
        }
      }
    }
    assertThat(missing).as("written, but on no page").isEmpty();
    assertThat(arrived).as("written now: take them off PENDING_FIELDS").isEmpty();
  }

  /** As Grafana asks at the end of the feed, about its plants as if they were real. */
  private static int rowsOf(AlertRule rule, String query) throws Exception {
    String text =
        new Interpolation(toMillis - rule.rangeSeconds() * 1000L, toMillis, Map.of())
            .influxql(query.replace("'real'", "'" + origin + "'"));
    int rows = 0;
    for (JsonNode series : influxDb.query(HKSTP, text).at("/results/0/series")) {
      rows += series.get("values").size();
    }
    return rows;
  }

  private static List<GrafanaDashboard> influxDashboards() {
    return influxDashboards(Language.ENGLISH);
  }

  private static List<GrafanaDashboard> influxDashboards(Language... languages) {
    return Stream.of(
            DashboardCatalogue.of(Audience.TENANT, SamplePlants.goldenNoodle()),
            DashboardCatalogue.of(Audience.HKSTP, SamplePlants.all()))
        .flatMap(List::stream)
        .filter(dashboard -> List.of(languages).contains(dashboard.language()))
        .toList();
  }

  /** Null where the query gives at least one row with a value in every column. */
  private static String problem(
      GrafanaDashboard dashboard, String query, String grain, List<String> lines) throws Exception {
    JsonNode result = answer(dashboard, query, grain, lines);
    if (result.has("error")) {
      return result.get("error").asText();
    }
    Map<String, Boolean> columns = new HashMap<>();
    for (JsonNode series : result.path("series")) {
      for (int column = 0; column < series.get("columns").size(); column++) {
        for (JsonNode row : series.get("values")) {
          columns.merge(
              series.get("columns").get(column).asText(),
              !row.get(column).isNull(),
              Boolean::logicalOr);
        }
      }
    }
    if (columns.isEmpty()) {
      return "no rows";
    }
    columns.values().removeIf(has -> has);
    return columns.isEmpty() ? null : "nothing in " + columns.keySet();
  }

  private static JsonNode answer(
      GrafanaDashboard dashboard, String query, String grain, List<String> lines) throws Exception {
    Map<String, List<String>> choices = new HashMap<>();
    choices.put("estate", List.of(".*"));
    choices.put("tenant", List.of(".*"));
    choices.put("line", lines);
    choices.put("machine", List.of(".*"));
    choices.put("origin", List.of(origin));
    choices.put("grain", List.of(grain));
    String text = new Interpolation(fromMillis, toMillis, choices).influxql(query);
    String database = dashboard.audience() == Audience.HKSTP ? HKSTP : TENANT;
    return influxDb.query(database, text).at("/results/0");
  }

  private static boolean isPending(String query) {
    return QueryNames.fields(query).stream().anyMatch(PENDING_FIELDS::contains);
  }

  private static Set<String> written(Measurement measurement) throws Exception {
    Set<String> fields = new TreeSet<>();
    for (JsonNode row :
        influxDb
            .query(TENANT, "SHOW FIELD KEYS FROM \"" + measurement.wireName() + "\"")
            .at("/results/0/series/0/values")) {
      fields.add(row.get(0).asText());
    }
    fields.remove("revision");
    return fields;
  }
}
