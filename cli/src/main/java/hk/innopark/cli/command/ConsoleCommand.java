package hk.innopark.cli.command;

import hk.innopark.console.ConsoleMain;
import picocli.CommandLine.Command;

@Command(
    name = "console",
    description =
        "The web console alone, until it is told to end. The environment configures it: INFLUX_URL"
            + " (or QUESTDB_URL), REGISTRY_JDBC_URL, REGISTRY_USER and REGISTRY_PASSWORD are"
            + " required.",
    mixinStandardHelpOptions = true)
final class ConsoleCommand implements Runnable {
  @Override
  public void run() {
    ConsoleMain.main(new String[0]);
  }
}
