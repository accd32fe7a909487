package hk.innopark.cli.command;

import hk.innopark.operations.provision.InfluxProvision;
import hk.innopark.registry.RegistryStore;
import hk.innopark.registry.model.Tenant;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "influx",
    description = "An InfluxDB 2 server for the figures.",
    mixinStandardHelpOptions = true,
    subcommands = InfluxCommand.Provision.class)
final class InfluxCommand {

  @Command(
      name = "provision",
      description =
          "Makes a bucket for each tenant of the registry and one for HKSTP, mappings for"
              + " InfluxQL, and tokens: the job's only writes, a reader's only reads its bucket."
              + " Changes nothing that is right. INFLUX_URL, INFLUX_ORG and INFLUX_ADMIN_TOKEN"
              + " (or INFLUX_ADMIN_TOKEN_FILE) name the server; REGISTRY_JDBC_URL the registry.",
      mixinStandardHelpOptions = true)
  static final class Provision implements Callable<Integer> {
    @Mixin private StackOption stack;
    @Mixin private OutputOption output;

    @Mixin private InfluxOption influx;

    @Option(
        names = "--keep-minutes",
        paramLabel = "DUR",
        description =
            "Deletes figures of single minutes that are older; longer periods are figures of their"
                + " own. Default: keep them.")
    private Duration keepMinutes = Duration.ZERO;

    @Option(names = "--rotate", description = "Replaces every token, also those that are right.")
    private boolean rotate;

    @Option(
        names = "--overlap",
        paramLabel = "DUR",
        defaultValue = "PT1H",
        description =
            "How long a token that was replaced stays valid: the first run after that revokes it."
                + " Default: ${DEFAULT-VALUE}.")
    private Duration overlap;

    @Override
    public Integer call() throws Exception {
      List<String> tenants =
          new RegistryStore(stack.namedDatabase())
              .load().tenants().stream().map(Tenant::id).toList();
      InfluxProvision provision = influx.provision();
      InfluxProvision.Summary done;
      try (Waiting waiting = Waiting.until("InfluxDB is provisioned")) {
        done =
            provision.provision(
                tenants,
                influx.retention(),
                keepMinutes,
                new InfluxProvision.Rotation(rotate, overlap));
      }
      output.say(
          done,
          terminal ->
              terminal.say(
                  "%d tenants: %d buckets made or changed, InfluxQL on %d; %d tokens issued, %d revoked"
                      .formatted(
                          tenants.size(),
                          done.buckets(),
                          done.mappings(),
                          done.tokens(),
                          done.revoked())));
      return ExitCode.DONE;
    }
  }
}
