package hk.innopark.simulators.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hk.innopark.events.FeedReader;
import hk.innopark.events.RawMessage;
import hk.innopark.simulators.fault.FaultPlan;
import hk.innopark.simulators.fault.MessageStage;
import hk.innopark.simulators.plant.Fleet;
import hk.innopark.simulators.plant.Messages;
import hk.innopark.simulators.plant.Plants;
import hk.innopark.simulators.plant.SimulationRun;
import hk.innopark.simulators.publish.RecordingSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedSimulationTest {
  private static final Instant START = Instant.parse("2026-03-03T01:00:00Z");
  private static final Instant END = START.plus(Duration.ofMinutes(40));
  private static final SimulationRun RUN = new SimulationRun(5, "test");
  private static final Plants PLANTS = Plants.sample().ofTenant("medivance");

  @TempDir Path folder;

  private FeedSimulation.Result write(Path file) throws IOException {
    return FeedSimulation.write(
        file, PLANTS, RUN, START, END, MessageStage.NONE, FeedProgress.SILENT);
  }

  private static List<RawMessage> read(Path file) throws IOException {
    List<RawMessage> messages = new ArrayList<>();
    try (FeedReader reader = FeedReader.open(file)) {
      for (Optional<RawMessage> next = reader.next(); next.isPresent(); next = reader.next()) {
        messages.add(next.get());
      }
    }
    return messages;
  }

  @ParameterizedTest
  @ValueSource(strings = {"feed.ndjson", "feed.ndjson.gz"})
  void a_feed_holds_what_the_plants_sent(String name) throws Exception {
    Path file = folder.resolve(name);
    FeedSimulation.Result result = write(file);
    List<RawMessage> sent = Fleet.startingAt(START, PLANTS, RUN).advanceTo(END);
    assertThat(Messages.lines(read(file))).isEqualTo(Messages.lines(sent));
    assertThat(result.messages()).isEqualTo(sent.size());
    assertThat(result.truth().completeUntil()).isEqualTo(END);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void two_feeds_of_one_seed_are_the_same_bytes() throws Exception {
    write(folder.resolve("a.ndjson"));
    write(folder.resolve("b.ndjson"));
    assertThat(folder.resolve("a.ndjson")).hasSameBinaryContentAs(folder.resolve("b.ndjson"));
  }

  @Test
  void what_a_fault_holds_back_beyond_the_end_is_in_the_feed_too() throws Exception {
    Path file = folder.resolve("feed.ndjson");
    Instant start = Instant.parse("2026-03-03T02:00:00Z");
    Plants pharma = Plants.sample().ofTenant("harbour-pharma");
    Instant midOutage = start.plus(Duration.ofMinutes(30));
    FeedSimulation.write(
        file, pharma, RUN, start, midOutage, FaultPlan.demo(1), FeedProgress.SILENT);
    int sent = Fleet.startingAt(start, pharma, RUN).advanceTo(midOutage).size();
    assertThat(read(file)).hasSizeGreaterThanOrEqualTo(sent);
    assertThat(read(file)).anyMatch(one -> one.receivedAtMillis() > midOutage.toEpochMilli());
  }

  @Test
  void progress_rises_to_one() throws Exception {
    List<Double> fractions = new ArrayList<>();
    FeedSimulation.write(
        folder.resolve("feed.ndjson"),
        PLANTS,
        RUN,
        START,
        END,
        MessageStage.NONE,
        (fraction, messages) -> fractions.add(fraction));
    assertThat(fractions).isSorted().endsWith(1.0).hasSizeGreaterThan(5);
  }

  @Test
  void a_folder_that_does_not_exist_is_named_and_nothing_is_left() {
    Path file = folder.resolve("nowhere").resolve("feed.ndjson");
    assertThatThrownBy(() -> write(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void a_feed_that_is_not_finished_leaves_no_file() throws Exception {
    Path file = folder.resolve("feed.ndjson");
    assertThatThrownBy(
            () ->
                FeedSimulation.write(
                    file,
                    PLANTS,
                    RUN,
                    START,
                    END,
                    MessageStage.NONE,
                    (fraction, messages) -> {
                      throw new IllegalStateException("the user has had enough");
                    }))
        .hasMessage("the user has had enough");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void a_time_that_ends_before_it_begins_is_refused() {
    assertThatThrownBy(
            () ->
                FeedSimulation.write(
                    folder.resolve("f"),
                    PLANTS,
                    RUN,
                    END,
                    START,
                    MessageStage.NONE,
                    FeedProgress.SILENT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not before");
  }

  @Test
  void a_replay_at_full_speed_sends_everything_in_order() throws Exception {
    Path file = folder.resolve("feed.ndjson.gz");
    write(file);
    RecordingSink sink = RecordingSink.willing();
    FeedReplay replay = FeedReplay.open(file);
    List<Double> fractions = new ArrayList<>();
    long sent = replay.run(sink, ReplaySpeed.MAX, (fraction, count) -> fractions.add(fraction));
    assertThat(sent).isEqualTo(replay.messages());
    assertThat(Messages.lines(sink.messages())).isEqualTo(Messages.lines(read(file)));
    assertThat(fractions).isSorted().endsWith(1.0);
  }

  @Test
  void a_replay_in_time_takes_its_time_and_can_be_stopped() throws Exception {
    Path file = folder.resolve("feed.ndjson");
    write(file);
    RecordingSink sink = RecordingSink.willing();
    FeedReplay replay = FeedReplay.open(file);
    CompletableFuture<Long> running =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return replay.run(sink, ReplaySpeed.parse("10"), FeedProgress.SILENT);
              } catch (IOException | InterruptedException failure) {
                throw new IllegalStateException(failure);
              }
            });
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> sink.messages().size() > 5);
    replay.stop();
    long sent = running.get();
    // forty minutes at tenfold speed take four
    assertThat(sent).isLessThan(replay.messages());
    assertThat(sink.messages()).hasSize((int) sent);
  }

  @Test
  void nothing_is_sent_of_a_feed_that_is_damaged() throws Exception {
    Path file = folder.resolve("feed.ndjson");
    write(file);
    Files.writeString(file, "{\"at\": 1,", java.nio.file.StandardOpenOption.APPEND);
    long lines = Files.readAllLines(file).size();
    assertThatThrownBy(() -> FeedReplay.open(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + ", line " + lines);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "fast", "", "NaN", "Infinity"})
  void a_speed_that_is_none_is_refused(String text) {
    assertThatThrownBy(() -> ReplaySpeed.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + text + "\"");
  }
}
