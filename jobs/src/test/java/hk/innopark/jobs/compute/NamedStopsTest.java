package hk.innopark.jobs.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hk.innopark.events.FeedWriter;
import hk.innopark.events.Grain;
import hk.innopark.events.RawMessage;
import hk.innopark.events.Topics;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.model.Registry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stops that people name, through the whole pipeline. */
class NamedStopsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<Grain> GRAINS = EnumSet.of(Grain.HOUR, Grain.DAY);
  private static final long START = Instant.parse("2025-11-21T16:00:00Z").toEpochMilli();
  private static final long MINUTE = 60_000L;
  private static final String MACHINE = "tai-po/acme/line-1/oven-1";
  private static final Registry REGISTRY =
      RegistryYaml.parse(
          """
          tenants:
            - id: acme
              estate: tai-po
              lines:
                - id: line-1
                  calendar: always
                  machines:
                    - {id: oven-1, sample_period: PT10S, stale_after: PT60S}
          calendars:
            - id: always
              zone: Asia/Hong_Kong
              shifts: [{id: all, days: [MON, TUE, WED, THU, FRI, SAT, SUN], start: "00:00", end: "24:00"}]
          reasons:
            - {tenant: acme, id: mechanical, name: Mechanical, standard: breakdown}
            - {tenant: acme, id: jam, name: Dough jam, under: mechanical, standard: breakdown}
            - {tenant: acme, id: no-dough, name: No dough, standard: material}
          """,
          "test");

  @TempDir private Path directory;

  @Test
  void aStopNamedOnTheNextDayMovesItsTimeAndRevisesTheLedger() throws Exception {
    List<RawMessage> feed = twoDays();
    feed.add(word(at(26 * 60), "w1", 130, 150, "no-dough", null));
    Path out = compute("named", feed, 1);

    JsonNode hour = figure(out, "hour", START + 120 * MINUTE);
    assertThat(hour.path("delay_material_s").asDouble()).isEqualTo(1200);
    assertThat(hour.path("delay_unspecified_s").asDouble()).isEqualTo(600);
    assertThat(hour.path("delay_s").asDouble()).isEqualTo(1800);
    assertThat(hour.path("unnamed_share").asDouble()).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(hour.path("status").asText()).isEqualTo("revised");
    assertThat(ledger(out, "throughput", "hour", START + 120 * MINUTE))
        .extracting(row -> row.path("revision").asInt() + " " + row.path("reason").asText())
        .containsExactly("1 period closed", "2 reclassified");
    assertThat(stops(out)).containsExactly("120-130 null", "130-150 no-dough");
    assertThat(Files.readAllLines(out.resolve("deadletters.ndjson"))).isEmpty();
  }

  @Test
  void takingBackLeavesRevisionsAndNothingElse() throws Exception {
    Path never = compute("never", twoDays(), 1);
    List<RawMessage> feed = twoDays();
    feed.add(word(at(26 * 60), "w1", 120, 150, "jam", null));
    feed.add(word(at(26 * 60 + 5), "w2", 120, 150, null, "w1"));
    Path undone = compute("undone", feed, 1);

    assertThat(elements(undone)).isEqualTo(elements(never));
    assertThat(stops(undone)).isEqualTo(stops(never));
    assertThat(ledger(undone, "throughput", "hour", START + 120 * MINUTE)).hasSize(3);
  }

  @Test
  void aRecomputationGivesTheSameBytesAtAnyParallelism() throws Exception {
    List<RawMessage> feed = twoDays();
    feed.add(word(at(26 * 60), "w1", 120, 140, "jam", null));
    feed.add(word(at(27 * 60), "w2", 125, 135, "no-dough", null));
    feed.add(word(at(27 * 60), "w3", 125, 135, "nonsense", null));
    Path one = compute("one", feed, 1);
    Path three = compute("three", feed, 3);
    for (String file :
        List.of("figures.ndjson", "ledger.ndjson", "stops.ndjson", "deadletters.ndjson")) {
      assertThat(three.resolve(file)).as(file).hasSameTextualContentAs(one.resolve(file));
    }
    assertThat(stops(one))
        .containsExactly("120-125 jam", "125-135 no-dough", "135-140 jam", "140-150 null");
    assertThat(Files.readAllLines(one.resolve("deadletters.ndjson")))
        .singleElement()
        .asString()
        .contains("UNKNOWN_REASON");
  }

  @Test
  void aStopOfLastWeekCanBeNamedAndAnOlderOneIsLate() throws Exception {
    List<RawMessage> feed = twoDays();
    feed.add(reading(at(9 * 24 * 60), 99_999, "RUNNING"));
    List<RawMessage> inTime = new ArrayList<>(feed);
    inTime.add(2 * 8640, word(at(7 * 24 * 60), "w1", 120, 150, "jam", null));
    assertThat(stops(compute("in-time", inTime, 1))).contains("120-150 jam");
    feed.add(word(at(9 * 24 * 60), "w1", 120, 150, "jam", null));
    Path late = compute("late", feed, 1);
    assertThat(stops(late)).contains("120-150 null");
    assertThat(ledger(late, "throughput", "hour", START + 120 * MINUTE)).hasSize(1);
  }

  @Test
  void aMaintenanceThatSomebodyNamesIsNoFailure() throws Exception {
    List<RawMessage> feed = twoDays();
    feed.add(word(at(26 * 60), "w1", 120, 150, "planned_maintenance", null));
    Path out = compute("planned", feed, 1);
    JsonNode hour = figure(out, "hour", START + 120 * MINUTE);
    assertThat(hour.path("failures").asInt()).isZero();
    assertThat(hour.path("delay_planned_maintenance_s").asDouble()).isEqualTo(1800);
    JsonNode unnamed = figure(compute("none", twoDays(), 1), "hour", START + 120 * MINUTE);
    assertThat(unnamed.path("failures").asInt()).isEqualTo(1);
    assertThat(unnamed.path("mttr_s").asDouble()).isEqualTo(1800);
  }

  /** Running for two days, but for half an hour from 02:00 on, and saying nothing why. */
  private static List<RawMessage> twoDays() {
    List<RawMessage> feed = new ArrayList<>();
    for (int sample = 0; sample < 2 * 8640; sample++) {
      long millis = START + sample * 10_000L;
      boolean isDown = millis >= at(120) && millis < at(150);
      feed.add(reading(millis, sample, isDown ? "DOWN" : "RUNNING"));
    }
    return feed;
  }

  private static RawMessage reading(long millis, int sequence, String state) {
    return message(
        millis,
        Topics.MQTT_PREFIX + MACHINE,
        "{\"ts\":%d,\"boot\":\"b\",\"seq\":%d,\"signals\":{\"state\":\"%s\"}}"
            .formatted(millis, sequence, state));
  }

  private static RawMessage word(
      long millis, String id, int fromMinute, int toMinute, String reason, String replaces) {
    return message(
        millis,
        Topics.ANNOTATION_PREFIX + MACHINE,
        "{\"id\":\"%s\",\"at\":%d,\"from\":%d,\"to\":%d,\"reason\":%s,\"by\":\"mei\",\"replaces\":%s}"
            .formatted(id, millis, at(fromMinute), at(toMinute), quoted(reason), quoted(replaces)));
  }

  private static String quoted(String text) {
    return text == null ? "null" : '"' + text + '"';
  }

  private static RawMessage message(long millis, String topic, String payload) {
    return new RawMessage(millis, topic, payload.getBytes(StandardCharsets.UTF_8));
  }

  private static long at(int minute) {
    return START + minute * MINUTE;
  }

  private Path compute(String name, List<RawMessage> messages, int parallelism) throws Exception {
    Path feed = directory.resolve(name + ".ndjson");
    List<RawMessage> sorted = new ArrayList<>(messages);
    sorted.sort((one, two) -> Long.compare(one.receivedAtMillis(), two.receivedAtMillis()));
    try (FeedWriter writer = FeedWriter.create(feed)) {
      for (RawMessage message : sorted) {
        writer.write(message);
      }
      // and two hours of waiting, so that all is settled
      writer.write(
          reading(
              sorted.get(sorted.size() - 1).receivedAtMillis() + Duration.ofHours(2).toMillis(),
              100_000,
              "RUNNING"));
    }
    Path out = directory.resolve(name);
    new FeedComputation(REGISTRY, feed, GRAINS, parallelism).run(out);
    return out;
  }

  private static JsonNode figure(Path out, String grain, long start) throws IOException {
    return rows(out.resolve("figures.ndjson")).stream()
        .filter(
            row ->
                row.path("measurement").asText().equals("throughput")
                    && row.path("level").asText().equals("line")
                    && row.path("grain").asText().equals(grain)
                    && row.path("start").asLong() == start)
        .findFirst()
        .orElseThrow();
  }

  private static List<JsonNode> ledger(Path out, String measurement, String grain, long start)
      throws IOException {
    return rows(out.resolve("ledger.ndjson")).stream()
        .filter(
            row ->
                row.path("line").asText().equals("line-1")
                    && row.path("measurement").asText().equals(measurement)
                    && row.path("grain").asText().equals(grain)
                    && row.path("period_start").asLong() == start)
        .toList();
  }

  /** The newest elements of each period. */
  private static List<String> elements(Path out) throws IOException {
    java.util.Map<String, String> newest = new java.util.TreeMap<>();
    for (JsonNode row : rows(out.resolve("ledger.ndjson"))) {
      newest.put(
          row.path("line").asText()
              + row.path("measurement").asText()
              + row.path("grain").asText()
              + row.path("period_start").asLong(),
          row.path("elements").toString());
    }
    return newest.entrySet().stream().map(Object::toString).toList();
  }

  private static List<String> stops(Path out) throws IOException {
    return rows(out.resolve("stops.ndjson")).stream()
        .map(
            stop ->
                "%d-%d %s"
                    .formatted(
                        (stop.path("begin").asLong() - START) / MINUTE,
                        (stop.path("end").asLong() - START) / MINUTE,
                        stop.path("reason").asText(null)))
        .toList();
  }

  private static List<JsonNode> rows(Path file) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      rows.add(JSON.readTree(line));
    }
    return rows;
  }
}
