package hk.innopark.cli.command;

import hk.innopark.simulators.importing.FeedImport;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "feed",
    description = "Makes feeds of other people's data.",
    mixinStandardHelpOptions = true,
    subcommands = FeedCommand.Import.class)
final class FeedCommand {

  @Command(
      name = "import",
      description =
          "Turns CSV (a column a signal, or a row a value), InfluxDB line protocol or a Sparkplug"
              + " capture into a feed, as a mapping file says.",
      mixinStandardHelpOptions = true)
  static final class Import implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
        names = "--mapping",
        required = true,
        paramLabel = "FILE",
        description = "Which column is what (YAML): docs/feeds.md.")
    private Path mapping;

    @Mixin private FeedFileOption feed;

    @Parameters(paramLabel = "SOURCE", description = "The file to read, plain or .gz.")
    private Path source;

    @Override
    public Integer call() throws Exception {
      Path out = feed.file();
      FeedImport mapped;
      try {
        mapped = FeedImport.by(mapping);
      } catch (IllegalArgumentException wrong) {
        throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
      }
      FeedImport.Result result = mapped.run(source, out);
      Terminal.standard()
          .say(
              "%,d messages of %,d rows in %s; %,d rows say nothing of the mapping's signals"
                  .formatted(result.messages(), result.rows(), out, result.passedOver()));
      return ExitCode.DONE;
    }
  }
}
