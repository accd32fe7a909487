package hk.innopark.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hk.innopark.cli.command.ExitCode.WrongSettingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

class ServerSettingsTest {
  @TempDir Path folder;

  @Test
  void kafkaTakesTlsAndSaslFromTheFileThatTheGatewayReadsToo() throws Exception {
    Path file = folder.resolve("kafka.properties");
    Files.writeString(
        file,
        """
        security.protocol=SASL_SSL
        sasl.mechanism=SCRAM-SHA-512
        bootstrap.servers=elsewhere:1
        """);

    assertThat(
            settings("KAFKA_BOOTSTRAP_SERVERS", "kafka:9092", "KAFKA_PROPERTIES_FILE", "" + file)
                .kafka())
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
        .containsEntry("bootstrap.servers", "kafka:9092");
    assertThatThrownBy(
            () ->
                settings(
                        "KAFKA_BOOTSTRAP_SERVERS",
                        "kafka:9092",
                        "KAFKA_PROPERTIES_FILE",
                        "/nowhere")
                    .kafka())
        .isInstanceOf(WrongSettingException.class)
        .hasMessage("KAFKA_PROPERTIES_FILE names /nowhere, not a readable properties file");
  }

  @Test
  void theDatabaseTakesCertificatesFromItsUrlAndItsPasswordFromAFile() throws Exception {
    Path password = Files.writeString(folder.resolve("password"), " s3cret\n");

    PGSimpleDataSource source =
        (PGSimpleDataSource)
            settings(
                    "REGISTRY_JDBC_URL",
                    "jdbc:postgresql://db:5432/innopark?sslmode=verify-full&sslrootcert=/ca.crt",
                    "REGISTRY_USER",
                    "auditor",
                    "REGISTRY_PASSWORD_FILE",
                    password.toString())
                .registry();

    assertThat(source.getSslMode()).isEqualTo("verify-full");
    assertThat(source.getSslRootCert()).isEqualTo("/ca.crt");
    assertThat(source.getUser()).isEqualTo("auditor");
    assertThat(source.getPassword()).isEqualTo("s3cret");
    assertThat(source.getSocketTimeout()).isPositive();
  }

  @Test
  void aSecretBesideItsFileIsRefused() throws Exception {
    Path file = Files.writeString(folder.resolve("token"), "a");

    assertThatThrownBy(
            () ->
                settings("GRAFANA_PASSWORD", "b", "GRAFANA_PASSWORD_FILE", "" + file)
                    .secret("GRAFANA_PASSWORD"))
        .isInstanceOf(WrongSettingException.class)
        .hasMessage("GRAFANA_PASSWORD and GRAFANA_PASSWORD_FILE are both set: set one");
  }

  @Test
  void aPasswordInTheUrlIsRefusedAndNotRepeated() {
    assertThatThrownBy(
            () ->
                settings("REGISTRY_JDBC_URL", "jdbc:postgresql://db/x?user=a&password=hush")
                    .registry())
        .isInstanceOf(WrongSettingException.class)
        .hasMessageContaining("REGISTRY_JDBC_URL holds a password")
        .hasMessageNotContaining("hush");
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThatThrownBy(() -> settings().kafka()).hasMessage("KAFKA_BOOTSTRAP_SERVERS is not set");
    assertThatThrownBy(() -> settings().secret("INFLUX_ADMIN_TOKEN"))
        .hasMessage("INFLUX_ADMIN_TOKEN (or INFLUX_ADMIN_TOKEN_FILE) is not set");
    assertThatThrownBy(() -> settings("INFLUX_URL", "influx").url("INFLUX_URL"))
        .hasMessage("INFLUX_URL is not of the form http://host:port");
  }

  private static ServerSettings settings(String... keysAndValues) {
    Map<String, String> environment = new java.util.HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      environment.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return new ServerSettings(environment);
  }
}
