package hk.innopark.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import hk.innopark.events.AlertKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files that Grafana reads at its start: of its keys only, and of one piece. */
class ProvisioningFilesTest {
  private static final Path REPOSITORY = Path.of("..");
  private static final Path FOLDER = REPOSITORY.resolve("deploy/grafana/provisioning");
  private static final String MOUNTED = "/etc/grafana/dashboards/";

  @Test
  void thereAreNoOtherFiles() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      assertThat(files.filter(Files::isRegularFile).map(file -> FOLDER.relativize(file).toString()))
          .containsExactlyInAnyOrder(
              "datasources/innopark.yaml",
              "dashboards/innopark.yaml",
              "alerting/rules.yaml",
              "alerting/notifications.yaml");
    }
  }

  @Test
  void theCommittedRulesAreWhatTheGeneratorMakes() throws IOException {
    assertThat(Files.readString(REPOSITORY.resolve(AlertRuleFile.PATH)))
        .as("run hk.innopark.dashboards.DashboardGenerator with the repository")
        .isEqualTo(AlertRuleFile.yaml());
  }

  @Test
  void noDataSourceHoldsASecretAndOneIsTheDefault() throws IOException {
    List<Provisioning.DataSource> sources = dataSources();
    assertThat(sources.stream().filter(Provisioning.DataSource::isDefault)).hasSize(1);
    assertThat(sources)
        .allSatisfy(
            source ->
                assertThat(source.secureJsonData().values())
                    .allSatisfy(secret -> assertThat(secret).contains("$__file{/")));
  }

  @Test
  void everyFolderOfDashboardsIsThatOfAnAudience() throws IOException {
    Provisioning.Dashboards file =
        Provisioning.read(text("dashboards/innopark.yaml"), Provisioning.Dashboards.class);
    assertThat(file.providers().stream().map(provider -> provider.options().path()))
        .containsExactlyInAnyOrder(
            MOUNTED + Audience.HKSTP.folder(), MOUNTED + Audience.OPERATIONS.folder());
  }

  @Test
  void thereIsARuleForEveryKindOfAlertAndOneOfCoverage() throws IOException {
    List<String> kinds = new ArrayList<>();
    for (AlertKind kind : AlertKind.values()) {
      kinds.add(kind.wireName() + " " + kind.severity().wireName());
    }
    kinds.add("coverage_low warning");
    assertThat(
            rules().stream()
                .map(rule -> rule.labels().get("kind") + " " + rule.labels().get("severity")))
        .containsExactlyElementsOf(kinds);
    assertThat(rules().stream().map(Provisioning.Rule::uid)).doesNotHaveDuplicates();
  }

  @Test
  void everyRuleAsksADataSourceThatThereIsAndJudgesWhatItAsked() throws IOException {
    List<String> sources = dataSources().stream().map(Provisioning.DataSource::uid).toList();
    for (Provisioning.Rule rule : rules()) {
      assertThat(rule.data()).as(rule.uid()).hasSize(3);
      Provisioning.Step query = rule.data().get(0);
      assertThat(query.datasourceUid()).isIn(sources);
      assertThat(query.relativeTimeRange().from()).isPositive();
      Provisioning.InfluxQuery asked =
          Provisioning.read(query.model(), Provisioning.InfluxQuery.class);
      assertThat(asked.datasource().uid()).isEqualTo(query.datasourceUid());
      assertThat(asked.query()).contains("$timeFilter").doesNotContain("$origin");
      Provisioning.Reduce reduced =
          Provisioning.read(rule.data().get(1).model(), Provisioning.Reduce.class);
      assertThat(reduced.expression()).isEqualTo(asked.refId());
      Provisioning.Threshold judged =
          Provisioning.read(rule.data().get(2).model(), Provisioning.Threshold.class);
      assertThat(judged.expression()).isEqualTo(reduced.refId());
      assertThat(judged.refId()).isEqualTo(rule.condition());
      assertThat(judged.conditions()).hasSize(1);
    }
  }

  @Test
  void everyRuleLeadsToAPanelThatThereIs() throws IOException {
    for (Provisioning.Rule rule : rules()) {
      GrafanaDashboard page =
          DashboardCatalogue.all().stream()
              .filter(dashboard -> dashboard.uid().equals(rule.dashboardUid()))
              .findFirst()
              .orElseThrow();
      List<Integer> panels = new ArrayList<>();
      for (JsonNode panel : page.model().get("panels")) {
        panels.add(panel.get("id").asInt());
      }
      assertThat(panels).contains(rule.panelId());
      assertThat(rule.annotations())
          .containsEntry("__dashboardUid__", rule.dashboardUid())
          .containsEntry("__panelId__", Integer.toString(rule.panelId()));
    }
  }

  @Test
  void nothingIsSentUntilSomebodySaysWhere() throws IOException {
    Provisioning.Alerting file = alerting("alerting/notifications.yaml");
    List<String> names =
        file.contactPoints().stream().map(Provisioning.ContactPoint::name).toList();
    for (Provisioning.ContactPoint point : file.contactPoints()) {
      assertThat(point.receivers())
          .allSatisfy(
              receiver ->
                  assertThat(receiver.settings().addresses()).matches("[a-z]+@[a-z]+\\.invalid"));
    }
    assertThat(file.policies()).hasSize(1);
    Provisioning.Policy policy = file.policies().get(0);
    assertThat(policy.receiver()).isIn(names);
    assertThat(policy.routes()).hasSize(1);
    Provisioning.Route route = policy.routes().get(0);
    assertThat(route.receiver()).isIn(names);
    assertThat(route.objectMatchers()).containsExactly(List.of("alertname", "=~", ".+"));
    assertThat(route.muteTimeIntervals()).containsExactly("always");
    assertThat(file.muteTimes()).hasSize(1);
    assertThat(file.muteTimes().get(0).name()).isEqualTo("always");
    assertThat(file.muteTimes().get(0).timeIntervals())
        .containsExactly(
            new Provisioning.TimeInterval(List.of(new Provisioning.Times("00:00", "24:00"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"uid", "title", "relativeTimeRange", "for", "labels", "annotations", "model"})
  void aMisspeltKeyOfARuleIsRefused(String key) {
    String misspelt = AlertRuleFile.yaml().replaceFirst(key + ":", key + "x:");
    assertThatThrownBy(() -> Provisioning.read(misspelt, Provisioning.Alerting.class))
        .hasMessageContaining(key);
  }

  @Test
  void aMisspeltValueOrAMissingOneIsRefused() {
    String file = AlertRuleFile.yaml();
    assertThatThrownBy(
            () ->
                Provisioning.read(
                    file.replaceFirst("execErrState: \"Error\"", "execErrState: \"Err\""),
                    Provisioning.Alerting.class))
        .hasMessageContaining("Err");
    assertThatThrownBy(
            () ->
                Provisioning.read(
                    file.replaceFirst("isPaused: false", "isPaused: \"no\""),
                    Provisioning.Alerting.class))
        .hasMessageContaining("no");
    assertThatThrownBy(
            () ->
                Provisioning.read(
                    file.replaceFirst("folder: \"HKSTP\"\n", "\n"), Provisioning.Alerting.class))
        .hasMessageContaining("folder");
  }

  private static List<Provisioning.DataSource> dataSources() throws IOException {
    return Provisioning.read(text("datasources/innopark.yaml"), Provisioning.DataSources.class)
        .datasources();
  }

  private static List<Provisioning.Rule> rules() throws IOException {
    return alerting("alerting/rules.yaml").groups().stream()
        .flatMap(group -> group.rules().stream())
        .toList();
  }

  private static Provisioning.Alerting alerting(String file) throws IOException {
    return Provisioning.read(text(file), Provisioning.Alerting.class);
  }

  private static String text(String file) throws IOException {
    return Files.readString(FOLDER.resolve(file));
  }
}
