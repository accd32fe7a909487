package hk.innopark.cli.command;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Reference data in a file. */
final class RegistryFileOption {
  @Option(
      names = "--registry",
      required = true,
      paramLabel = "FILE",
      description = "Reference data (YAML).")
  private Path file;

  Path file() {
    return file;
  }
}
