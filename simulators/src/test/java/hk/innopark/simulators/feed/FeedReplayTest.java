package hk.innopark.simulators.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hk.innopark.events.FeedLine;
import hk.innopark.events.RawMessage;
import hk.innopark.simulators.publish.MessageSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedReplayTest {
  private static final Instant START = Instant.parse("2026-03-03T00:00:00Z");

  @TempDir Path folder;

  /** Keeps what it gets; can be told to stop the replay. */
  private static final class Kept implements MessageSink {
    private final List<RawMessage> messages = new ArrayList<>();
    private int stopAt = Integer.MAX_VALUE;
    private FeedReplay replay;

    @Override
    public void send(RawMessage message) {
      messages.add(message);
      if (messages.size() == stopAt) {
        replay.stop();
      }
    }

    @Override
    public boolean drain(Duration atMost) {
      return true;
    }

    @Override
    public long acknowledged() {
      return messages.size();
    }

    @Override
    public void close() {}

    List<Long> arrivals() {
      return messages.stream()
          .map(message -> (message.receivedAtMillis() - START.toEpochMilli()) / 1000)
          .toList();
    }
  }

  private static RawMessage message(int second) {
    long at = START.plusSeconds(second).toEpochMilli();
    String payload =
        "{\"ts\":%d,\"boot\":\"b\",\"seq\":%d,\"signals\":{\"good_count\":%d}}"
            .formatted(at, second, second);
    return new RawMessage(at, "innopark/tai-po/a/l/m", payload.getBytes(StandardCharsets.UTF_8));
  }

  private Path feed(String name, int... seconds) throws IOException {
    Path file = folder.resolve(name);
    try (Recording recording = Recording.open(file, Recording.Existing.REPLACE)) {
      for (int second : seconds) {
        recording.write(message(second));
      }
    }
    return file;
  }

  private static Kept run(FeedReplay replay) throws Exception {
    Kept kept = new Kept();
    replay.run(kept, ReplaySpeed.MAX, FeedProgress.SILENT);
    return kept;
  }

  @Test
  void several_feeds_are_merged_by_their_arrival() throws Exception {
    Path one = feed("one.ndjson", 1, 4, 5);
    Path two = feed("two.ndjson.gz", 2, 3, 6);
    assertThat(run(FeedReplay.open(FeedSelection.of(one, two))).arrivals())
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
  }

  @Test
  void a_part_is_chosen_by_arrival_and_the_end_is_not_in_it() throws Exception {
    FeedSelection part =
        new FeedSelection(
            List.of(feed("feed.ndjson", 1, 2, 3, 4)),
            START.plusSeconds(2),
            START.plusSeconds(4),
            FeedSelection.Damage.REFUSE);
    assertThat(run(FeedReplay.open(part)).arrivals()).containsExactly(2L, 3L);
  }

  @Test
  void a_rebased_replay_moves_arrival_and_stamp_and_no_other_byte() throws Exception {
    Instant begin = START.plus(Duration.ofDays(300));
    FeedReplay replay = FeedReplay.open(feed("feed.ndjson", 5, 7)).rebasedTo(begin);
    RawMessage second = run(replay).messages.get(1);
    long moved = begin.plusSeconds(2).toEpochMilli();
    assertThat(second.receivedAtMillis()).isEqualTo(moved);
    assertThat(new String(second.payload(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"ts\":%d,\"boot\":\"b\",\"seq\":7,\"signals\":{\"good_count\":7}}".formatted(moved));
  }

  @Test
  void a_stamp_inside_the_signals_is_no_stamp() throws Exception {
    byte[] payload = "{\"signals\":{\"ts\":5},\"ts\" : 1000}".getBytes(StandardCharsets.UTF_8);
    RawMessage moved = new Rebase(500).apply(new RawMessage(0, "innopark/a/b/c/d", payload));
    assertThat(new String(moved.payload(), StandardCharsets.UTF_8))
        .isEqualTo("{\"signals\":{\"ts\":5},\"ts\" : 1500}");
  }

  @Test
  void damage_is_named_or_passed_over_and_counted() throws Exception {
    Path file = folder.resolve("feed.ndjson");
    Files.writeString(
        file,
        FeedLine.format(message(1))
            + "\n{\"at\": 12\n"
            + FeedLine.format(message(2))
            + "\n{\"at\"");
    assertThatThrownBy(() -> FeedReplay.open(file)).hasMessageContaining("feed.ndjson, line 2: ");
    FeedReplay replay =
        FeedReplay.open(
            new FeedSelection(List.of(file), Instant.MIN, Instant.MAX, FeedSelection.Damage.SKIP));
    assertThat(replay.skipped()).isEqualTo(2);
    assertThat(run(replay).arrivals()).containsExactly(1L, 2L);
  }

  @Test
  void a_gzip_recording_that_was_killed_keeps_what_was_flushed() throws Exception {
    Path file = folder.resolve("killed.ndjson.gz");
    Recording recording = Recording.open(file, Recording.Existing.REPLACE);
    recording.write(message(1));
    recording.write(message(2));
    recording.flush();
    Path killed = Files.copy(file, folder.resolve("copy.ndjson.gz"));
    recording.close();
    FeedReplay replay =
        FeedReplay.open(
            new FeedSelection(
                List.of(killed), Instant.MIN, Instant.MAX, FeedSelection.Damage.SKIP));
    assertThat(run(replay).arrivals()).containsExactly(1L, 2L);
  }

  @Test
  void a_recording_that_is_appended_to_is_one_feed() throws Exception {
    Path file = feed("feed.ndjson.gz", 1, 2);
    try (Recording more = Recording.open(file, Recording.Existing.APPEND)) {
      more.write(message(3));
    }
    assertThat(run(FeedReplay.open(file)).arrivals()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void a_replay_that_was_ended_goes_on_where_it_was() throws Exception {
    Path file = feed("feed.ndjson", 1, 2, 3, 4, 5);
    ReplayPosition position = new ReplayPosition(folder.resolve("position"));
    FeedReplay first = FeedReplay.open(file).resumingAt(position);
    Kept kept = new Kept();
    kept.replay = first;
    kept.stopAt = 2;
    assertThat(first.run(kept, ReplaySpeed.MAX, FeedProgress.SILENT)).isEqualTo(2);
    FeedReplay second = FeedReplay.open(file).resumingAt(position);
    assertThat(run(second).arrivals()).containsExactly(3L, 4L, 5L);
    assertThat(folder.resolve("position")).doesNotExist();
  }

  @Test
  void a_full_disk_is_named() {
    assertThatThrownBy(
            () -> {
              try (Recording full =
                  Recording.open(Path.of("/dev/full"), Recording.Existing.APPEND)) {
                full.write(message(1));
                full.flush();
              }
            })
        .isInstanceOf(IOException.class)
        .hasMessageContaining("/dev/full cannot be written: ");
  }
}
