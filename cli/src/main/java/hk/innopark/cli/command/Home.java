package hk.innopark.cli.command;

import java.nio.file.Path;

/** Where the software is: the folder of the {@code innopark} script, which sets the property. */
final class Home {
  private Home() {}

  static Path folder() {
    return Path.of(System.getProperty("innopark.home", ".")).toAbsolutePath().normalize();
  }
}
