package hk.innopark.cli.command;

import hk.innopark.operations.provision.GrafanaProvision;
import hk.innopark.operations.provision.InfluxProvision;
import hk.innopark.registry.DatabaseRole;
import hk.innopark.registry.RegistryFile;
import hk.innopark.registry.RegistryImport;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.access.BrokerCredentials;
import hk.innopark.registry.model.Registry;
import hk.innopark.registry.model.Tenant;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "tenants",
    description = "Tenants on all servers at once.",
    mixinStandardHelpOptions = true,
    subcommands = TenantsCommand.Apply.class)
final class TenantsCommand {

  @Command(
      name = "apply",
      description =
          "Makes a file's tenants known everywhere, without a restart: users of the MQTT broker,"
              + " buckets and tokens of InfluxDB, organisations of Grafana, and at last the"
              + " registry. A server that the environment does not name is left out, and that is"
              + " said. Doing it again changes nothing that is right. The environment is that of"
              + " registry import, influx provision and grafana provision.",
      mixinStandardHelpOptions = true)
  static final class Apply implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private StackOption stack;
    @Mixin private OutputOption output;

    @Parameters(paramLabel = "FILE", description = "Reference data (YAML), of all tenants.")
    private Path file;

    @Option(
        names = "--acl",
        paramLabel = "DIR",
        description = "Where the MQTT broker's users are written. Default: they are left out.")
    private Path acl;

    @Mixin private InfluxOption influxDb;
    @Mixin private GrafanaOption grafanaServer;

    /** What was done; a part that was left out is null. */
    private record Applied(
        int tenants,
        Integer brokerUsers,
        InfluxProvision.Summary influx,
        GrafanaProvision.Summary grafana,
        String registryVersion,
        boolean registryChanged) {}

    @Override
    public Integer call() throws Exception {
      RegistryFile opened = RegistryYaml.open(file);
      Warnings.tell(spec, opened.warnings());
      Registry registry = opened.registry();
      Applied applied;
      try (Waiting servers = Waiting.until("servers learn of the tenants")) {
        // the registry last: from then on the job writes where the tenant's bucket has to be
        Integer users = acl == null ? null : BrokerCredentials.write(registry, acl).size();
        InfluxProvision.Summary influx = influx(registry.tenants());
        GrafanaProvision.Summary grafana = grafana(registry);
        RegistryImport done = stack.registry(DatabaseRole.REGISTRAR).importRegistry(registry);
        Warnings.tell(spec, done.warnings());
        applied =
            new Applied(
                registry.tenants().size(), users, influx, grafana, done.version(), !done.isNoOp());
      }
      Applied said = applied;
      output.say(said, terminal -> say(said, terminal));
      return ExitCode.DONE;
    }

    private InfluxProvision.Summary influx(List<Tenant> tenants) throws Exception {
      return influxDb.isNamed()
          ? influxDb
              .provision()
              .provision(
                  tenants.stream().map(Tenant::id).toList(),
                  influxDb.retention(),
                  Duration.ZERO,
                  InfluxProvision.Rotation.WHERE_NEEDED)
          : null;
    }

    private GrafanaProvision.Summary grafana(Registry registry) throws Exception {
      return grafanaServer.isNamed()
          ? grafanaServer.provision(influxDb.tokens()).provision(registry)
          : null;
    }

    private static void say(Applied applied, Terminal terminal) {
      terminal.say("%d tenants".formatted(applied.tenants()));
      terminal.say(
          applied.brokerUsers() == null
              ? "MQTT broker: left out, --acl is not given"
              : "MQTT broker: %d users; tell it to read its files again"
                  .formatted(applied.brokerUsers()));
      terminal.say(
          applied.influx() == null
              ? "InfluxDB: left out, INFLUX_URL is not set"
              : "InfluxDB: %d buckets made or changed, %d tokens issued"
                  .formatted(applied.influx().buckets(), applied.influx().tokens()));
      terminal.say(
          applied.grafana() == null
              ? "Grafana: left out, GRAFANA_URL is not set"
              : "Grafana: %d organisations, %d dashboards"
                  .formatted(applied.grafana().organisations(), applied.grafana().dashboards()));
      terminal.say(
          "registry: version %s%s"
              .formatted(
                  applied.registryVersion(),
                  applied.registryChanged() ? ", in six to seven minutes" : ", as it was"));
    }
  }
}
