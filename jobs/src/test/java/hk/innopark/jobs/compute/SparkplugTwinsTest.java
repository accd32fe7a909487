package hk.innopark.jobs.compute;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hk.innopark.events.FeedWriter;
import hk.innopark.events.Grain;
import hk.innopark.events.RawMessage;
import hk.innopark.events.SparkplugTopic;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.ledger.LedgerJson;
import hk.innopark.registry.ledger.LedgerRow;
import hk.innopark.simulators.fault.MessageStage;
import hk.innopark.simulators.junit.ReplayFeed;
import hk.innopark.simulators.junit.SimulatedFeed;
import hk.innopark.transports.sparkplug.SparkplugStage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same plants, once in JSON and once in Sparkplug. */
class SparkplugTwinsTest {
  private static final Set<Grain> GRAINS = EnumSet.of(Grain.MINUTE, Grain.HOUR, Grain.DAY);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;

  @Test
  void theSameSignalsGiveTheSameFiguresInEitherLanguage(
      @ReplayFeed(lasts = "PT2H", tenant = "golden-noodle") SimulatedFeed feed) throws Exception {
    List<RawMessage> sparkplug = spoken(feed.messages());
    assertThat(sparkplug).allMatch(message -> SparkplugTopic.of(message.topic()).isPresent());
    assertThat(bytes(sparkplug))
        .as("by alias and of what changed")
        .isLessThan(bytes(feed.messages()));
    FeedComputation.Summary json = compute(feed.messages(), "json", 2);
    FeedComputation.Summary spoken = compute(sparkplug, "sparkplug", 2);
    assertThat(spoken.deadLetters()).isZero();
    assertThat(spoken.figures()).isEqualTo(json.figures()).isGreaterThan(1000);
    assertThat(lines("sparkplug/figures.ndjson")).isEqualTo(lines("json/figures.ndjson"));
    assertThat(ledgerFigures("sparkplug")).isEqualTo(ledgerFigures("json")).isNotEmpty();
  }

  @Test
  void sparkplugGivesTheSameBytesAtAnyParallelism(
      @ReplayFeed(
              lasts = "PT2H",
              tenant = "golden-noodle",
              faults = ReplayFeed.Faults.DEMO,
              seed = 7)
          SimulatedFeed feed)
      throws Exception {
    List<RawMessage> sparkplug = spoken(feed.messages());
    compute(sparkplug, "one", 1);
    FeedComputation.Summary three = compute(sparkplug, "three", 3);
    assertThat(three.figures()).isPositive();
    for (String file : List.of("figures.ndjson", "ledger.ndjson", "deadletters.ndjson")) {
      assertThat(directory.resolve("three").resolve(file))
          .hasSameBinaryContentAs(directory.resolve("one").resolve(file));
    }
  }

  private static List<RawMessage> spoken(List<RawMessage> messages) {
    return new SparkplugStage(MessageStage.NONE).pass(messages, Instant.MAX);
  }

  private static long bytes(List<RawMessage> messages) {
    return messages.stream().mapToLong(message -> message.payload().length).sum();
  }

  private FeedComputation.Summary compute(List<RawMessage> messages, String out, int parallelism)
      throws Exception {
    Path feed = directory.resolve(out + ".ndjson.gz");
    try (FeedWriter writer = FeedWriter.create(feed)) {
      for (RawMessage message : messages) {
        writer.write(message);
      }
    }
    return new FeedComputation(RegistryYaml.sample(), feed, GRAINS, parallelism)
        .run(directory.resolve(out));
  }

  private List<String> lines(String file) throws Exception {
    return Files.readAllLines(directory.resolve(file));
  }

  /** All of the ledger but what names the messages' bytes. */
  private List<String> ledgerFigures(String out) throws Exception {
    List<String> figures = new ArrayList<>();
    for (String line : lines(out + "/ledger.ndjson")) {
      LedgerRow row = LedgerJson.parse(line);
      ObjectNode elements = (ObjectNode) JSON.readTree(row.entry().elements());
      figures.add(
          row.entry().line()
              + row.entry().measurement()
              + row.entry().grain()
              + row.entry().periodStartMillis()
              + row.entry().figures()
              + row.entry().rawMessages()
              + elements.size());
    }
    return figures;
  }
}
