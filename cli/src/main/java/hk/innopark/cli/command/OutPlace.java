package hk.innopark.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Says before anything is done that what {@code --out} names cannot be written. */
final class OutPlace {
  private OutPlace() {}

  /** Refuses what is no folder and cannot become one. */
  static void requireFolder(CommandSpec command, Path folder) {
    Path nearest = folder.toAbsolutePath().normalize();
    while (!Files.exists(nearest) && nearest.getParent() != null) {
      nearest = nearest.getParent();
    }
    if (!Files.isDirectory(nearest)) {
      throw refused(
          command,
          nearest.equals(folder.toAbsolutePath().normalize())
              ? folder + " is a file; name a folder"
              : folder + " cannot be made: " + nearest + " is a file");
    }
    if (!Files.isWritable(nearest)) {
      throw refused(command, folder + ": nothing can be written into folder " + nearest);
    }
  }

  /** Refuses what is a folder, and what lies in none. */
  static void requireFile(CommandSpec command, Path file) {
    Path folder = file.toAbsolutePath().normalize().getParent();
    if (Files.isDirectory(file)) {
      throw refused(command, file + " is a folder; name a file");
    }
    if (folder == null || !Files.isDirectory(folder)) {
      throw refused(command, file + ": there is no folder " + folder + "; make it first");
    }
    if (!Files.isWritable(folder)) {
      throw refused(command, file + ": nothing can be written into folder " + folder);
    }
  }

  /**
   * Writes what was asked for.
   *
   * @param file null for standard output
   */
  static void write(Path file, String text) throws IOException {
    if (file == null) {
      System.out.print(text);
    } else {
      Files.writeString(file, text);
    }
  }

  private static ParameterException refused(CommandSpec command, String problem) {
    return new ParameterException(command.commandLine(), "--out: " + problem);
  }
}
