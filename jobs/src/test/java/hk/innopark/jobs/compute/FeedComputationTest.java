package hk.innopark.jobs.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hk.innopark.events.FeedWriter;
import hk.innopark.events.Grain;
import hk.innopark.events.Level;
import hk.innopark.events.RawMessage;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.ledger.LedgerJson;
import hk.innopark.registry.ledger.LedgerRow;
import hk.innopark.simulators.junit.ReplayFeed;
import hk.innopark.simulators.junit.SimulatedFeed;
import hk.innopark.simulators.oracle.Observed;
import hk.innopark.simulators.oracle.Oracle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedComputationTest {
  private static final Set<Grain> GRAINS =
      EnumSet.of(Grain.HOUR, Grain.SHIFT, Grain.DAY, Grain.MONTH);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;

  @Test
  void agreesWithTheGroundTruthAtEveryLevel(@ReplayFeed(lasts = "PT3H") SimulatedFeed feed)
      throws Exception {
    compute(feed.messages(), "out", 2);
    Oracle oracle = new Oracle(feed.truth().completeHours(), EnumSet.allOf(Level.class));
    assertThat(oracle.compare(observed(directory.resolve("out")), Oracle.everyField())).isEmpty();
    assertThat(oracle.expectedRows()).isGreaterThan(150);
  }

  @Test
  void agreesWithTheGroundTruthInSpiteOfDuplicatesGarbageAndABacklog(
      @ReplayFeed(lasts = "PT4H", faults = ReplayFeed.Faults.DEMO, seed = 7) SimulatedFeed feed)
      throws Exception {
    FeedComputation.Summary summary = compute(feed.messages(), "out", 2);
    Oracle oracle = new Oracle(feed.truth().completeHours(), EnumSet.allOf(Level.class));
    assertThat(oracle.compare(observed(directory.resolve("out")), Oracle.everyField())).isEmpty();
    assertThat(summary.deadLetters()).isPositive();
  }

  @Test
  void givesTheSameBytesAgainAndAtAnyParallelism(
      @ReplayFeed(lasts = "PT3H", faults = ReplayFeed.Faults.DEMO) SimulatedFeed feed)
      throws Exception {
    FeedComputation.Summary summary = compute(feed.messages(), "one", 1);
    compute(feed.messages(), "again", 1);
    compute(feed.messages(), "four", 4);
    assertThat(summary.figures()).isPositive();
    assertThat(summary.ledgerRows()).isPositive();
    for (String file :
        List.of("figures.ndjson", "ledger.ndjson", "deadletters.ndjson", "alerts.ndjson")) {
      assertThat(directory.resolve("again").resolve(file))
          .hasSameBinaryContentAs(directory.resolve("one").resolve(file));
      assertThat(directory.resolve("four").resolve(file))
          .hasSameBinaryContentAs(directory.resolve("one").resolve(file));
    }
  }

  @Test
  void chainsTheLedgerWithoutGaps(@ReplayFeed(lasts = "PT2H30M") SimulatedFeed feed)
      throws Exception {
    compute(feed.messages(), "out", 2);
    Map<String, LedgerRow> last = new HashMap<>();
    for (String line : Files.readAllLines(directory.resolve("out/ledger.ndjson"))) {
      LedgerRow row = LedgerJson.parse(line);
      LedgerRow previous = last.put(row.entry().tenant(), row);
      assertThat(row.isIntact()).isTrue();
      assertThat(row.seq()).isEqualTo(previous == null ? 1 : previous.seq() + 1);
      assertThat(row.previousHash())
          .isEqualTo(previous == null ? LedgerRow.GENESIS : previous.hash());
    }
    assertThat(last).hasSize(9);
  }

  @Test
  void anEmptyFeedGivesEmptyFiles() throws Exception {
    FeedComputation.Summary summary = compute(List.of(), "out", 1);
    assertThat(summary.messages()).isZero();
    assertThat(directory.resolve("out/figures.ndjson")).isEmptyFile();
    assertThat(directory.resolve("out/ledger.ndjson")).isEmptyFile();
  }

  @Test
  void aMalformedFeedIsRefusedByItsLineAndLeavesNothing() throws Exception {
    Path feed = Files.writeString(directory.resolve("bad.ndjson"), "{\"at\": 1}\n");
    FeedComputation computation = new FeedComputation(RegistryYaml.sample(), feed, GRAINS, 1);
    assertThatThrownBy(() -> computation.run(directory.resolve("out")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("bad.ndjson")
        .hasMessageContaining("line 1");
    assertThat(directory.resolve("out")).doesNotExist();
  }

  private FeedComputation.Summary compute(List<RawMessage> messages, String out, int parallelism)
      throws Exception {
    Path feed = directory.resolve("feed.ndjson.gz");
    try (FeedWriter writer = FeedWriter.create(feed)) {
      for (RawMessage message : messages) {
        writer.write(message);
      }
    }
    return new FeedComputation(RegistryYaml.sample(), feed, GRAINS, parallelism)
        .run(directory.resolve(out));
  }

  /** The hours of the simulated origin, the measurements of an entity put together. */
  private static List<Observed> observed(Path directory) throws IOException {
    Map<String, Observed> rows = new HashMap<>();
    for (String line : Files.readAllLines(directory.resolve("figures.ndjson"))) {
      JsonNode row = JSON.readTree(line);
      if (row.get("grain").asText().equals("hour")
          && row.get("origin").asText().startsWith("sim:")) {
        String key =
            row.get("start")
                + "|"
                + row.get("estate")
                + row.get("tenant")
                + row.get("line")
                + row.get("machine");
        Observed observed =
            rows.computeIfAbsent(
                key,
                ignored ->
                    new Observed(
                        row.get("estate").asText(),
                        text(row, "tenant"),
                        text(row, "line"),
                        text(row, "machine"),
                        Instant.ofEpochMilli(row.get("start").asLong()),
                        new HashMap<>()));
        row.properties()
            .forEach(
                field -> {
                  if (field.getValue().isNumber()) {
                    observed.fields().put(field.getKey(), field.getValue().asDouble());
                  }
                });
      }
    }
    return new ArrayList<>(rows.values());
  }

  private static String text(JsonNode row, String name) {
    return row.get(name).isNull() ? null : row.get(name).asText();
  }
}
