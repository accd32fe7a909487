package hk.innopark.cli.command;

import hk.innopark.operations.provision.GrafanaProvision;
import hk.innopark.operations.provision.TokenFolder;
import hk.innopark.registry.RegistryStore;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "grafana",
    description = "A Grafana server with the dashboards.",
    mixinStandardHelpOptions = true,
    subcommands = GrafanaCommand.Provision.class)
final class GrafanaCommand {

  @Command(
      name = "provision",
      description =
          "Makes an organisation with its data source and dashboards for each tenant of the"
              + " registry, one for HKSTP and one for operations; what is there is brought up to"
              + " date. GRAFANA_URL, GRAFANA_USER and GRAFANA_PASSWORD (or GRAFANA_PASSWORD_FILE)"
              + " name the server and its administrator; INFLUX_URL and PROMETHEUS_URL are as"
              + " Grafana sees them; REGISTRY_JDBC_URL names the registry.",
      mixinStandardHelpOptions = true)
  static final class Provision implements Callable<Integer> {
    @Mixin private StackOption stack;

    @Option(
        names = "--tokens",
        required = true,
        paramLabel = "DIR",
        description = "Where innopark influx provision has kept the tokens.")
    private Path tokens;

    @Override
    public Integer call() throws Exception {
      List<GrafanaProvision.Tenant> tenants =
          new RegistryStore(stack.namedDatabase())
              .load().tenants().stream()
                  .map(tenant -> new GrafanaProvision.Tenant(tenant.id(), tenant.name()))
                  .toList();
      ServerSettings settings = ServerSettings.ofEnvironment();
      GrafanaProvision.Summary done =
          new GrafanaProvision(
                  settings.url("GRAFANA_URL"),
                  settings.required("GRAFANA_USER"),
                  settings.secret("GRAFANA_PASSWORD"),
                  settings.url("INFLUX_URL"),
                  settings.url("PROMETHEUS_URL"),
                  new TokenFolder(tokens))
              .provision(tenants);
      Terminal.standard()
          .say(
              "%d organisations, %d dashboards".formatted(done.organisations(), done.dashboards()));
      return 0;
    }
  }
}
