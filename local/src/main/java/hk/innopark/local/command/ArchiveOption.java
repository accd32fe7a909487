package hk.innopark.local.command;

import hk.innopark.local.restate.KafkaArchive;
import java.io.IOException;
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
  }

  @ArgGroup(multiplicity = "1")
  private Choice choice;

  /**
   * The feeds.
   *
   * @param work where copies may be kept meanwhile
   */
  List<Path> feeds(StackOption stack, long sinceMillis, Path work) throws IOException {
    if (!choice.kafka) {
      return choice.feeds;
    }
    try {
      return KafkaArchive.copy(stack.kafkaBootstrapServers(), sinceMillis, work);
    } catch (hk.innopark.local.stack.RefusedException nothingRuns) {
      throw new IOException(nothingRuns.getMessage(), nothingRuns);
    }
  }
}
