package hk.innopark.jobs.compute;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hk.innopark.events.FeedWriter;
import hk.innopark.events.Grain;
import hk.innopark.events.RawMessage;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.model.Registry;
import hk.innopark.simulators.fault.MessageStage;
import hk.innopark.simulators.junit.ReplayFeed;
import hk.innopark.simulators.junit.SimulatedFeed;
import hk.innopark.transports.sparkplug.SparkplugStage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same plants, once as this platform wants it and once as makers' devices say it. */
class MappedTwinsTest {
  private static final Set<Grain> GRAINS = EnumSet.of(Grain.MINUTE, Grain.HOUR, Grain.DAY);

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void aMappedDeviceGivesTheSameFigures(
      MakerShapes shape, @ReplayFeed(lasts = "PT2H", tenant = "golden-noodle") SimulatedFeed feed)
      throws Exception {
    List<RawMessage> own = feed.messages().stream().map(MappedTwinsTest::asIfReal).toList();
    List<RawMessage> input =
        shape == MakerShapes.FOLDERS
            ? new SparkplugStage(MessageStage.NONE).pass(own, Instant.MAX)
            : own;
    List<RawMessage> mapped = input.stream().map(shape::of).toList();
    FeedComputation.Summary expected = compute(own, "own", RegistryYaml.sample(), 1);
    FeedComputation.Summary computed = compute(mapped, "mapped", registry(shape), 2);
    assertThat(computed.deadLetters()).isZero();
    assertThat(computed.figures()).isEqualTo(expected.figures()).isGreaterThan(1000);
    assertThat(lines("mapped/figures.ndjson")).isEqualTo(lines("own/figures.ndjson"));
  }

  private static RawMessage asIfReal(RawMessage message) {
    ObjectNode payload = MakerShapes.read(message.payload());
    payload.remove("origin");
    return new RawMessage(message.receivedAtMillis(), message.topic(), MakerShapes.bytes(payload));
  }

  /** The sample with a mapping of each machine of the tenant. */
  private static Registry registry(MakerShapes shape) {
    String yaml = RegistryYaml.write(RegistryYaml.sample());
    int from = yaml.indexOf("  - id: golden-noodle");
    int until = yaml.indexOf("\n  - id: ", from);
    StringBuilder changed = new StringBuilder();
    String line = "";
    for (String text : yaml.substring(from, until).split("\n", -1)) {
      Matcher ofLine = Pattern.compile(" {6}- id: (.+)").matcher(text);
      Matcher ofMachine = Pattern.compile(" {10}- id: (.+)").matcher(text);
      line = ofLine.matches() ? ofLine.group(1) : line;
      changed.append(text).append('\n');
      if (ofMachine.matches()) {
        changed
            .append("            mapping: ")
            .append(shape.mapping(line, ofMachine.group(1)))
            .append('\n');
      }
    }
    return RegistryYaml.parse(
        yaml.substring(0, from) + changed + yaml.substring(until + 1), shape.name());
  }

  private FeedComputation.Summary compute(
      List<RawMessage> messages, String out, Registry registry, int parallelism) throws Exception {
    Path feed = directory.resolve(out + ".ndjson.gz");
    try (FeedWriter writer = FeedWriter.create(feed)) {
      for (RawMessage message : messages) {
        writer.write(message);
      }
    }
    return new FeedComputation(registry, feed, GRAINS, parallelism).run(directory.resolve(out));
  }

  private List<String> lines(String file) throws Exception {
    return Files.readAllLines(directory.resolve(file));
  }
}
