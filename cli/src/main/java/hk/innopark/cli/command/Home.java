package hk.innopark.cli.command;

import hk.innopark.embedded.stack.Installation;
import java.nio.file.Path;

/** Where the software is, as the {@code innopark} script says. */
final class Home {
  private Home() {}

  /** The folder of the script. */
  static Path folder() {
    return Path.of(System.getProperty("innopark.home", ".")).toAbsolutePath().normalize();
  }

  /**
   * The folder of a stack's data.
   *
   * @param named null for the one beside the script
   */
  static Path data(Path named) {
    return named == null ? folder().resolve("data") : named.toAbsolutePath();
  }

  /**
   * The software beside this class path.
   *
   * @param data where programs are unpacked, unless the script names another folder
   */
  static Installation installation(Path data) {
    String broker = System.getProperty("innopark.broker");
    String programs = System.getProperty("innopark.programs");
    return new Installation(
        broker == null ? folder().resolve("broker") : Path.of(broker),
        programs == null ? data.resolve("programs") : Path.of(programs));
  }
}
