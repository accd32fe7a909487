package hk.innopark.cli.command;

import hk.innopark.operations.provision.GrafanaProvision;
import hk.innopark.operations.provision.TokenFolder;
import hk.innopark.registry.RegistryStore;
import hk.innopark.registry.model.Registry;
import java.nio.file.Path;
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
          "Makes an organisation with its data source, dashboards and alert rules for each tenant"
              + " of the registry, one for HKSTP and one for operations; what is there is brought"
              + " up to date. GRAFANA_URL, GRAFANA_USER and GRAFANA_PASSWORD (or GRAFANA_PASSWORD_FILE)"
              + " name the server and its administrator; INFLUX_URL and PROMETHEUS_URL are as"
              + " Grafana sees them; REGISTRY_JDBC_URL names the registry.",
      mixinStandardHelpOptions = true)
  static final class Provision implements Callable<Integer> {
    @Mixin private StackOption stack;
    @Mixin private OutputOption output;

    @Option(
        names = "--tokens",
        required = true,
        paramLabel = "DIR",
        description = "Where innopark influx provision has kept the tokens.")
    private Path tokens;

    @Mixin private GrafanaOption server;

    @Override
    public Integer call() throws Exception {
      Registry registry = new RegistryStore(stack.namedDatabase()).load();
      GrafanaProvision provision = server.provision(new TokenFolder(tokens));
      GrafanaProvision.Summary done;
      try (Waiting grafana = Waiting.until("Grafana is provisioned")) {
        done = provision.provision(registry);
      }
      output.say(
          done,
          terminal ->
              terminal.say(
                  "%d organisations, %d dashboards, %d changes"
                      .formatted(done.organisations(), done.dashboards(), done.changes())));
      return ExitCode.DONE;
    }
  }
}
