package hk.innopark.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.process.LoopbackPorts;
import hk.innopark.gateway.Gateway;
import hk.innopark.gateway.GatewayConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The names of metrics on page Pipeline: the gateway's against a real scrape. */
class PipelineMetricsTest {
  private static final Pattern GATEWAY = Pattern.compile("gateway_[a-z_]+");
  private static final Pattern FLINK = Pattern.compile("flink_[A-Za-z_]+");

  /** As Flink's Prometheus reporter names what Flink's documentation and our sink call so. */
  private static final Set<String> FLINK_NAMES =
      Set.of(
          "flink_jobmanager_job_lastCheckpointDuration",
          "flink_jobmanager_job_numRestarts",
          "flink_jobmanager_job_numberOfCompletedCheckpoints",
          "flink_jobmanager_job_numberOfFailedCheckpoints",
          "flink_taskmanager_Status_JVM_Memory_Heap_Used",
          "flink_taskmanager_job_task_backPressuredTimeMsPerSecond",
          "flink_taskmanager_job_task_busyTimeMsPerSecond",
          "flink_taskmanager_job_task_numRecordsInPerSecond",
          "flink_taskmanager_job_task_operator_batchesWritten",
          "flink_taskmanager_job_task_operator_pendingRecords",
          "flink_taskmanager_job_task_operator_pointsRejected",
          "flink_taskmanager_job_task_operator_pointsWritten",
          "flink_taskmanager_job_task_operator_writeRetries");

  @Test
  void everyGatewayMetricIsInTheGatewaysScrape() throws Exception {
    int port = LoopbackPorts.free();
    GatewayConfig config =
        GatewayConfig.fromEnvironment(
            Map.of(
                "MQTT_URL", "tcp://127.0.0.1:" + LoopbackPorts.free(),
                "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + LoopbackPorts.free(),
                "HEALTH_PORT", Integer.toString(port)));
    try (Gateway gateway = new Gateway(config)) {
      gateway.start();
      String scrape =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                      .build(),
                  HttpResponse.BodyHandlers.ofString())
              .body();
      Set<String> names = names(GATEWAY);
      assertThat(names).hasSizeGreaterThan(10);
      assertThat(names).allSatisfy(name -> assertThat(scrape).contains("\n" + name));
    }
  }

  @Test
  void everyFlinkMetricIsOneThatFlinkOrTheSinkHas() {
    assertThat(names(FLINK)).isNotEmpty().isSubsetOf(FLINK_NAMES);
  }

  private static Set<String> names(Pattern pattern) {
    Set<String> names = new TreeSet<>();
    List<GrafanaDashboard> pages =
        DashboardCatalogue.all(Plant.unknown()).stream()
            .filter(page -> page.audience() == Audience.OPERATIONS)
            .toList();
    for (GrafanaDashboard page : pages) {
      for (DashboardQuery query : DashboardQuery.ofPanels(page)) {
        pattern.matcher(query.text()).results().forEach(match -> names.add(match.group()));
      }
    }
    return names;
  }
}
