package hk.innopark.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Grafana reads at its start. */
class GrafanaFilesTest {
  private static final Path FOLDER = Path.of("../deploy/grafana");

  @ParameterizedTest
  @ValueSource(strings = {"alerting", "dashboards", "datasources", "notifiers", "plugins"})
  void everyFolderIsThereAndHoldsNoSecretAndNoPage(String folder) throws IOException {
    try (var files = Files.list(FOLDER.resolve("provisioning").resolve(folder))) {
      for (Path file : files.toList()) {
        assertThat(Files.readString(file)).doesNotContain("secureJsonData", "orgId", "providers:");
      }
    }
  }

  @Test
  void datesAreWrittenWithTheYearFirst() throws IOException {
    assertThat(Files.readString(FOLDER.resolve("grafana.ini")))
        .contains("[date_formats]", "full_date = YYYY-MM-DD HH:mm:ss", "interval_day = MM-DD")
        .contains("default_timezone = Asia/Hong_Kong");
  }
}
