package hk.innopark.cli.command;

import hk.innopark.events.RefusedException;
import hk.innopark.operations.provision.Contacts;
import hk.innopark.operations.provision.GrafanaProvision;
import hk.innopark.operations.provision.TokenFolder;
import java.net.URI;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The Grafana of the environment, and what its pages and alerts lead to. */
final class GrafanaOption {
  @Option(
      names = "--console",
      paramLabel = "URL",
      description = "The audit console as browsers see it; Grafana's pages then lead there.")
  private URI console;

  @Option(
      names = "--contacts",
      paramLabel = "FILE",
      description =
          "Whom Grafana's alerts reach: contacts: [{tenant: ID or hkstp, email: [...], webhook: URL}].")
  private Path contacts;

  private final ServerSettings settings = ServerSettings.ofEnvironment();

  boolean isNamed() {
    return settings.text("GRAFANA_URL").isPresent();
  }

  /**
   * {@code GRAFANA_URL}, {@code GRAFANA_USER} and {@code GRAFANA_PASSWORD(_FILE)}; {@code
   * INFLUX_URL} and {@code PROMETHEUS_URL} are as Grafana sees them.
   */
  GrafanaProvision provision(TokenFolder tokens) throws RefusedException {
    return new GrafanaProvision(
            settings.url("GRAFANA_URL"),
            settings.required("GRAFANA_USER"),
            settings.secret("GRAFANA_PASSWORD"),
            settings.url("INFLUX_URL"),
            settings.url("PROMETHEUS_URL"),
            tokens)
        .withConsole(console)
        .withContacts(contacts == null ? Contacts.none() : Contacts.read(contacts));
  }
}
