package hk.innopark.cli.command;

import hk.innopark.jobs.figures.CodeVersion;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;

/** All commands under one name. */
@Command(
    name = "innopark",
    description = "Manufacturing telemetry for the INNOPARK estates.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:could not be done",
      "2:an argument or a setting is missing or wrong; nothing was done",
      "3:up did not stop in order: the next start goes on from the last checkpoint",
      "4:a server does not answer, or does not let this user in",
      "5:what was asked about does not hold: audit verify found a ledger that was changed"
    },
    versionProvider = InnoparkCommand.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      UpCommand.class,
      ComputeCommand.class,
      SimulateCommand.class,
      RecordCommand.class,
      ReplayCommand.class,
      FeedCommand.class,
      GatewayCommand.class,
      RelayCommand.class,
      ConsoleCommand.class,
      RegistryCommand.class,
      TenantsCommand.class,
      DatabaseCommand.class,
      AccountsCommand.class,
      KafkaCommand.class,
      BaselineCommand.class,
      InfluxCommand.class,
      GrafanaCommand.class,
      AuditCommand.class,
      RestateCommand.class,
      MigrateCommand.class,
      FactorsCommand.class,
      DeadLettersCommand.class,
      WatchCommand.class
    })
public final class InnoparkCommand {
  /** Runs the command that the arguments name; returns its exit code. */
  public static int run(String... arguments) {
    CommandLine commandLine = new CommandLine(new InnoparkCommand());
    // as they are now: up replaces them, so that what libraries print goes into a file
    commandLine.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    commandLine.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    commandLine.registerConverter(Duration.class, Durations::parse);
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setParameterExceptionHandler(InnoparkCommand::wrongUsage);
    commandLine.setExecutionExceptionHandler(
        (failure, command, parsed) -> failed(failure, command));
    commandLine.setExecutionStrategy(new NeedsSubcommand());
    try {
      return commandLine.execute(arguments);
    } catch (Error broken) {
      // such as a class that is missing; also where up has put standard error into a file
      say(commandLine.getErr(), "innopark: " + broken);
      broken.printStackTrace(System.err);
      return ExitCode.FAILED;
    }
  }

  private static int wrongUsage(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    say(command.getErr(), name + ": " + failure.getMessage() + " (see " + name + " --help)");
    return ExitCode.WRONG_USAGE;
  }

  private static int failed(Exception failure, CommandLine command) {
    String name = command.getCommandSpec().qualifiedName();
    say(command.getErr(), name + ": " + Failures.inOneLine(failure));
    return ExitCode.of(failure);
  }

  private static void say(PrintWriter errors, String line) {
    errors.println(line.replaceAll("\\s*\\R\\s*", " "));
    errors.flush();
  }

  /** A command that only holds others says which there are. */
  private static final class NeedsSubcommand implements CommandLine.IExecutionStrategy {
    private final CommandLine.IExecutionStrategy usual = new CommandLine.RunLast();

    @Override
    public int execute(CommandLine.ParseResult parsed) {
      CommandLine.ParseResult last = parsed;
      while (last.hasSubcommand()) {
        last = last.subcommand();
      }
      CommandLine command = last.commandSpec().commandLine();
      boolean asksForHelp = last.isUsageHelpRequested() || last.isVersionHelpRequested();
      if (!asksForHelp && !command.getSubcommands().isEmpty()) {
        throw new ParameterException(
            command,
            "which command? one of " + String.join(", ", command.getSubcommands().keySet()));
      }
      return usual.execute(parsed);
    }
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"innopark " + CodeVersion.CURRENT};
    }
  }
}
