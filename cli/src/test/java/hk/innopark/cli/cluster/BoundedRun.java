package hk.innopark.cli.cluster;

import hk.innopark.events.FeedWriter;
import hk.innopark.events.Grain;
import hk.innopark.events.MachineId;
import hk.innopark.events.RawMessage;
import hk.innopark.jobs.compute.FeedComputation;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.ledger.LedgerJson;
import hk.innopark.registry.ledger.LedgerRow;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;

/** Messages, and the ledger of a run that has them all from the beginning. */
final class BoundedRun {
  private final Path folder;
  private final List<RawMessage> messages;

  /** Of messages, and of something from each machine behind them. */
  BoundedRun(Path folder, List<RawMessage> messages) {
    this.folder = folder;
    this.messages = withAnEnd(messages);
  }

  List<RawMessage> messages() {
    return messages;
  }

  /** The rows that the messages give. */
  List<LedgerRow> rows() throws Exception {
    Path feed = folder.resolve("feed.ndjson");
    try (FeedWriter writer = FeedWriter.create(feed)) {
      for (RawMessage message : messages) {
        writer.write(message);
      }
    }
    Path out = folder.resolve("bounded");
    new FeedComputation(RegistryYaml.sample(), feed, EnumSet.of(Grain.HOUR, Grain.DAY), 1).run(out);
    try (Stream<String> lines = Files.lines(out.resolve("ledger.ndjson"))) {
      return lines.map(LedgerJson::parse).toList();
    }
  }

  /** Something from each machine a while later, so that arrival time passes what is to close. */
  private static List<RawMessage> withAnEnd(List<RawMessage> messages) {
    long endMillis =
        messages.stream().mapToLong(RawMessage::receivedAtMillis).max().orElseThrow()
            + Duration.ofMinutes(20).toMillis();
    List<RawMessage> all = new ArrayList<>(messages);
    messages.stream()
        .map(RawMessage::topic)
        .filter(topic -> MachineId.ofTopic(topic).isPresent())
        .distinct()
        .sorted()
        .map(topic -> new RawMessage(endMillis, topic, "{".getBytes(StandardCharsets.UTF_8)))
        .forEach(all::add);
    return List.copyOf(all);
  }

  /** Whether a message is one of those behind the others. */
  static boolean isEnd(RawMessage message) {
    return message.payload().length == 1;
  }
}
