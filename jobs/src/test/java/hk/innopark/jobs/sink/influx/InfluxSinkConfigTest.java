package hk.innopark.jobs.sink.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hk.innopark.events.settings.TokenFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InfluxSinkConfigTest {

  @Test
  void onlyTheUrlHasNoDefault() {
    assertThat(InfluxSinkConfig.fromEnvironment(Map.of("INFLUX_URL", "http://influx:8086")))
        .isEqualTo(InfluxSinkConfig.builder(URI.create("http://influx:8086")).build());
  }

  @Test
  void everyValueCanBeSet() {
    Map<String, String> environment = new HashMap<>();
    environment.put("INFLUX_URL", "https://influx:8086/");
    environment.put("INFLUX_ORG", "park");
    environment.put("INFLUX_TOKEN", "t0ken");
    environment.put("INFLUX_ROUTING", "single-bucket");
    environment.put("INFLUX_BUCKET", "all");
    environment.put("INFLUX_BATCH_LINES", "10");
    environment.put("INFLUX_LINGER", "PT0.25S");
    environment.put("INFLUX_MAX_RETRY_TIME", "PT1H");
    environment.put("INFLUX_CONNECT_TIMEOUT", "PT2S");
    environment.put("INFLUX_REQUEST_TIMEOUT", "PT3S");
    environment.put("INFLUX_BUFFER_BYTES", "1");

    assertThat(InfluxSinkConfig.fromEnvironment(environment))
        .isEqualTo(
            new InfluxSinkConfig(
                URI.create("https://influx:8086/"),
                "park",
                TokenFile.fixed("t0ken"),
                InfluxRouting.SINGLE_BUCKET,
                "all",
                10,
                Duration.ofMillis(250),
                Duration.ofHours(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                1));
  }

  @Test
  void theTokenMayStandInAFileAndIsNeverShown(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("token"), "from-file\n");
    InfluxSinkConfig config =
        InfluxSinkConfig.fromEnvironment(
            Map.of("INFLUX_URL", "http://influx:8086", "INFLUX_TOKEN_FILE", file.toString()));

    assertThat(config.token().map(TokenFile::current)).contains("from-file");
    assertThat(config.toString()).doesNotContain("from-file");
  }

  @ParameterizedTest
  @CsvSource({
    "INFLUX_URL, ''",
    "INFLUX_URL, influx:8086",
    "INFLUX_URL, ftp://influx",
    "INFLUX_URL, http://user:s3cret@influx:8086",
    "INFLUX_URL, http://influx:8086?token=s3cret",
    "INFLUX_URL, 'http://in flux'",
    "INFLUX_ROUTING, everywhere",
    "INFLUX_BATCH_LINES, -5",
    "INFLUX_LINGER, 1s",
    "INFLUX_MAX_RETRY_TIME, PT0S",
    "INFLUX_CONNECT_TIMEOUT, soon",
    "INFLUX_REQUEST_TIMEOUT, -PT1S",
    "INFLUX_TOKEN_FILE, /nowhere/at/all"
  })
  void anInvalidValueIsRefusedNamingItsKey(String key, String value) {
    Map<String, String> environment = new HashMap<>(Map.of("INFLUX_URL", "http://influx:8086"));
    environment.put(key, value);

    assertThatThrownBy(() -> InfluxSinkConfig.fromEnvironment(environment))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(key)
        .hasMessageNotContaining("s3cret");
  }
}
