package hk.innopark.cli.command;

import hk.innopark.cli.command.ExitCode.WrongSettingException;
import hk.innopark.operations.provision.InfluxProvision;
import hk.innopark.operations.provision.TokenFolder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import picocli.CommandLine.Option;

/** The InfluxDB of the environment, its tokens' folder, and how long it keeps figures. */
final class InfluxOption {
  @Option(
      names = "--tokens",
      required = true,
      paramLabel = "DIR",
      description = "Where tokens are kept: job, console, hkstp, tenant-{id}; mode 0600.")
  private Path tokens;

  @Option(
      names = "--retention",
      paramLabel = "DUR",
      description = "How long figures are kept in InfluxDB. Default: for ever.")
  private Duration retention = Duration.ZERO;

  private final ServerSettings settings = ServerSettings.ofEnvironment();

  boolean isNamed() {
    return settings.text("INFLUX_URL").isPresent();
  }

  TokenFolder tokens() {
    return new TokenFolder(tokens);
  }

  /** Zero is for ever. */
  Duration retention() {
    return retention;
  }

  /** {@code INFLUX_URL}, {@code INFLUX_ORG} and {@code INFLUX_ADMIN_TOKEN(_FILE)}. */
  InfluxProvision provision() throws WrongSettingException {
    return new InfluxProvision(
        settings.url("INFLUX_URL"),
        settings.required("INFLUX_ORG"),
        settings.secret("INFLUX_ADMIN_TOKEN"),
        tokens(),
        Clock.systemUTC());
  }
}
