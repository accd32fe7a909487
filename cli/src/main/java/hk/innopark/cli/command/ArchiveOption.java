package hk.innopark.cli.command;

import hk.innopark.operations.restate.KafkaArchive;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where what was received is kept. */
final class ArchiveOption {
  static final class Choice {
    @Option(
        names = "--archive",
        paramLabel = "FEED",
        arity = "1..*",
        required = true,
        description = "Feeds of what was received (NDJSON, also .gz), each in order of arrival.")
    private List<Path> feeds;

    @Option(
        names = "--kafka",
        required = true,
        description = "What Kafka still has in telemetry.raw and telemetry.late.")
    private boolean kafka;

    /**
     * The feeds.
     *
     * @param work where copies may be kept meanwhile
     */
    List<Path> feeds(StackOption stack, long sinceMillis, Path work) throws Exception {
      return kafka ? KafkaArchive.copy(stack.kafka(), sinceMillis, work) : feeds;
    }
  }

  @ArgGroup(multiplicity = "1")
  private Choice choice;

  List<Path> feeds(StackOption stack, long sinceMillis, Path work) throws Exception {
    return choice.feeds(stack, sinceMillis, work);
  }
}
