package hk.innopark.cli.command;

import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The feed that a command writes. */
final class FeedFileOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The feed (NDJSON; gzip where the name ends so).")
  private Path file;

  /** Refused where it cannot be written. */
  Path file() {
    OutPlace.requireFile(command, file);
    return file;
  }
}
