package hk.innopark.jobs.compute;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hk.innopark.events.Grain;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.ledger.LedgerJson;
import hk.innopark.registry.ledger.LedgerRow;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever values come: the job goes on, and each message is in the figures once, as taken, a
 * repeat, late or a dead letter. {@code -Dfuzz.messages=1000000} for the long run, {@code
 * -Dfuzz.seed} for another one.
 */
class ValueFuzzTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MESSAGES = Integer.getInteger("fuzz.messages", 50_000);
  private static final long SEED = Long.getLong("fuzz.seed", 1);

  /** Counts that add up from the machines to the estate. */
  private static final List<String> COUNTS =
      List.of("messages", "duplicates", "late", "dead_letters", "quarantined", "resets");

  @TempDir Path directory;

  @Test
  void everyMessageIsAccountedForOnceWhateverItsValues() throws Exception {
    ValueFuzz fuzz = new ValueFuzz(SEED);
    Path feed = directory.resolve("feed.ndjson.gz");
    fuzz.write(feed, MESSAGES);

    FeedComputation.Summary summary =
        new FeedComputation(
                RegistryYaml.parse(fuzz.registry(), "fuzz.yaml"),
                feed,
                EnumSet.of(Grain.HOUR, Grain.DAY, Grain.MONTH),
                2)
            .run(directory.resolve("out"));

    assertThat(summary.messages()).isEqualTo(MESSAGES);
    Map<String, Long> machines = counts("machine");
    Map<String, Long> estate = counts("estate");
    Map<String, Long> letters = deadLetters();
    long overflows = letters.getOrDefault("OVERFLOW", 0L);
    long refused = summary.deadLetters() - overflows;
    System.out.println("machines " + machines + ", dead letters " + letters);
    assertThat(estate).isEqualTo(machines);
    assertThat(
            machines.get("messages") + machines.get("duplicates") + machines.get("late") + refused)
        .as("taken, repeated, late and refused of %s; letters %s", machines, letters)
        .isEqualTo(MESSAGES);
    assertThat(machines.get("messages")).isGreaterThan(MESSAGES / 2);
    assertThat(machines.get("quarantined")).isGreaterThan(MESSAGES / 100);
    assertChainsAreWhole();
  }

  /** The sums of days by level. */
  private Map<String, Long> counts(String level) throws IOException {
    Map<String, Long> sums = new TreeMap<>();
    COUNTS.forEach(count -> sums.put(count, 0L));
    try (BufferedReader lines = Files.newBufferedReader(directory.resolve("out/figures.ndjson"))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode row = JSON.readTree(line);
        if (row.get("level").asText().equals(level) && row.get("grain").asText().equals("day")) {
          COUNTS.forEach(count -> sums.merge(count, row.path(count).asLong(), Long::sum));
        }
      }
    }
    return sums;
  }

  private Map<String, Long> deadLetters() throws IOException {
    Map<String, Long> reasons = new TreeMap<>();
    for (String line : Files.readAllLines(directory.resolve("out/deadletters.ndjson"))) {
      reasons.merge(JSON.readTree(line).get("reason").asText(), 1L, Long::sum);
    }
    return reasons;
  }

  private void assertChainsAreWhole() throws IOException {
    Map<String, LedgerRow> last = new HashMap<>();
    for (String line : Files.readAllLines(directory.resolve("out/ledger.ndjson"))) {
      LedgerRow row = LedgerJson.parse(line);
      LedgerRow previous = last.put(row.entry().tenant(), row);
      assertThat(row.isIntact()).isTrue();
      assertThat(row.seq()).isEqualTo(previous == null ? 1 : previous.seq() + 1);
    }
    assertThat(last).hasSize(3);
  }
}
