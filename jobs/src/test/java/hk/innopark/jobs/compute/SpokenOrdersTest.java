package hk.innopark.jobs.compute;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hk.innopark.events.Grain;
import hk.innopark.events.Topics;
import hk.innopark.registry.RegistryYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders that people begin and end, through the whole pipeline. */
class SpokenOrdersTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KEY = "yuen-long/yl-semicon/smt-1/placer-1";
  private static final Instant TEN = Instant.parse("2026-03-04T02:00:00Z");
  private static final Instant RUNS = TEN.plus(Duration.ofMinutes(20));
  private static final Instant ELEVEN = TEN.plus(Duration.ofHours(1));
  private static final Instant NOON = TEN.plus(Duration.ofHours(2));
  private static final Duration SAMPLE = Duration.ofSeconds(10);

  @TempDir Path directory;

  /** A line of a feed. */
  private record Message(Instant at, String topic, String payload) {}

  private static List<Message> machine(String order) {
    List<Message> messages = new ArrayList<>();
    int good = 1_000;
    int sequence = 0;
    for (Instant at = TEN; !at.isAfter(NOON); at = at.plus(SAMPLE)) {
      String state = at.isBefore(RUNS) ? "SETUP" : "RUNNING";
      messages.add(
          new Message(
              at,
              "innopark/" + KEY,
              "{\"ts\":%d,\"boot\":\"b\",\"seq\":%d%s,\"signals\":{\"state\":\"%s\",\"good_count\":%d}}"
                  .formatted(
                      at.toEpochMilli(),
                      sequence++,
                      order == null ? "" : ",\"order\":\"" + order + '"',
                      state,
                      good)));
      good += at.isBefore(RUNS) ? 0 : 1;
    }
    return messages;
  }

  private static Message word(
      Instant at, String id, String order, Instant from, Instant to, String replaces) {
    return new Message(
        at,
        Topics.ANNOTATION_PREFIX + KEY,
        "{\"id\":\"%s\",\"at\":%d,\"from\":%d,\"to\":%d,\"by\":\"mei\"%s%s}"
            .formatted(
                id,
                at.toEpochMilli(),
                from.toEpochMilli(),
                to.toEpochMilli(),
                order == null ? "" : ",\"order\":\"%s\",\"product\":\"board\"".formatted(order),
                replaces == null ? "" : ",\"replaces\":\"" + replaces + '"'));
  }

  /** By level and order. */
  private Map<String, JsonNode> compute(List<Message> messages) throws Exception {
    List<Message> all = new ArrayList<>(messages);
    // so that the last minute of interest is over
    all.add(
        new Message(
            NOON.plus(Duration.ofHours(2)),
            "innopark/" + KEY,
            "{\"ts\":%d,\"boot\":\"c\",\"seq\":0,\"signals\":{\"state\":\"OFF\"}}"
                .formatted(NOON.plus(Duration.ofHours(2)).toEpochMilli())));
    all.sort(Comparator.comparing(Message::at));
    List<String> lines = new ArrayList<>();
    for (Message message : all) {
      lines.add(
          "{\"at\":%d,\"topic\":\"%s\",\"payload\":%s}"
              .formatted(message.at().toEpochMilli(), message.topic(), message.payload()));
    }
    Path feed = directory.resolve("feed.ndjson");
    Files.write(feed, lines);
    Path out = directory.resolve("out");
    new FeedComputation(RegistryYaml.sample(), feed, EnumSet.of(Grain.DAY), 1).run(out);
    assertThat(Files.readString(out.resolve("deadletters.ndjson"))).isEmpty();
    return rows(out.resolve("orders.ndjson"));
  }

  private static Map<String, JsonNode> rows(Path file) throws IOException {
    Map<String, JsonNode> rows = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file)) {
      JsonNode row = JSON.readTree(line);
      rows.put(row.path("level").asText() + ' ' + row.path("order").asText(), row);
    }
    return rows;
  }

  private static List<Message> with(List<Message> messages, Message... more) {
    List<Message> all = new ArrayList<>(messages);
    all.addAll(List.of(more));
    return all;
  }

  @Test
  void itsMinutesAreItsOwnAndSetUpIsOfTheOrderThatItPrepares() throws Exception {
    Map<String, JsonNode> rows =
        compute(
            with(
                machine(null),
                word(RUNS, "w1", "A", RUNS, NOON, null),
                word(ELEVEN, "w2", "B", ELEVEN, NOON, null)));

    JsonNode a = rows.get("machine A");
    JsonNode b = rows.get("machine B");
    assertThat(a.path("good").asInt()).isEqualTo(240);
    assertThat(a.path("setup_s").asInt()).isEqualTo(1_200);
    assertThat(a.path("production_s").asInt()).isEqualTo(2_400);
    assertThat(a.path("product").asText()).isEqualTo("board");
    assertThat(a.path("begin").asLong()).isEqualTo(TEN.toEpochMilli());
    assertThat(b.path("good").asInt()).isEqualTo(360);
    assertThat(b.path("production_s").asInt()).isEqualTo(3_600);
    assertThat(b.path("begin").asLong()).isEqualTo(ELEVEN.toEpochMilli());
    assertThat(b.path("end").asLong()).isEqualTo(NOON.toEpochMilli());
    assertThat(rows.get("line B").path("good").asInt()).isEqualTo(360);
  }

  @Test
  void aWordThatComesLateGivesTheSame() throws Exception {
    Instant late = NOON.plus(Duration.ofMinutes(90));
    Map<String, JsonNode> soon =
        compute(with(machine(null), word(RUNS, "w1", "A", RUNS, NOON, null)));
    assertThat(soon.get("machine A").path("good").asInt()).isEqualTo(600);

    Map<String, JsonNode> afterwards =
        compute(with(machine(null), word(late, "w1", "A", RUNS, NOON, null)));

    assertThat(afterwards).isEqualTo(soon);
  }

  @Test
  void whatIsTakenBackLeavesNothingAndAnotherEndMovesTheItems() throws Exception {
    Instant later = NOON.plus(Duration.ofMinutes(30));
    Map<String, JsonNode> shorter =
        compute(
            with(
                machine(null),
                word(RUNS, "w1", "A", RUNS, NOON, null),
                word(later, "w2", "A", RUNS, ELEVEN, "w1")));
    assertThat(shorter.get("machine A").path("good").asInt()).isEqualTo(240);

    Map<String, JsonNode> none =
        compute(
            with(
                machine(null),
                word(RUNS, "w1", "A", RUNS, NOON, null),
                word(later, "w2", null, RUNS, NOON, "w1")));
    assertThat(none.get("machine A").path("good").asInt()).isZero();
    assertThat(none.get("machine A").path("production_s").asInt()).isZero();
  }

  @Test
  void whatTheMachineNamesItselfStaysItsOwn() throws Exception {
    Map<String, JsonNode> rows =
        compute(with(machine("own"), word(RUNS, "w1", "A", RUNS, NOON, null)));

    assertThat(rows.get("machine own").path("good").asInt()).isEqualTo(600);
    assertThat(rows.get("machine A").path("good").asInt()).isZero();
  }
}
