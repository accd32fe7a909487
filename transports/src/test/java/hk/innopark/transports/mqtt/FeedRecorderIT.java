package hk.innopark.transports.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hk.innopark.events.FeedReader;
import hk.innopark.events.RawMessage;
import hk.innopark.simulators.fault.MessageStage;
import hk.innopark.simulators.feed.FeedProgress;
import hk.innopark.simulators.feed.FeedReplay;
import hk.innopark.simulators.feed.FeedSimulation;
import hk.innopark.simulators.feed.ReplaySpeed;
import hk.innopark.simulators.plant.Plants;
import hk.innopark.simulators.plant.SimulationRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedRecorderIT {
  private static final Instant START = Instant.parse("2026-03-03T01:00:00Z");

  @TempDir Path folder;

  private static List<String> sortedPayloads(Path file) throws IOException {
    List<String> payloads = new ArrayList<>();
    try (FeedReader reader = FeedReader.open(file)) {
      for (Optional<RawMessage> next = reader.next(); next.isPresent(); next = reader.next()) {
        payloads.add(next.get().topic() + new String(next.get().payload(), StandardCharsets.UTF_8));
      }
    }
    payloads.sort(null);
    return payloads;
  }

  @Test
  void what_is_replayed_to_a_broker_is_what_is_recorded_there() throws Exception {
    Path original = folder.resolve("original.ndjson.gz");
    Path recorded = folder.resolve("recorded.ndjson.gz");
    FeedSimulation.write(
        original,
        Plants.sample(),
        new SimulationRun(5, "test"),
        START,
        START.plus(Duration.ofMinutes(15)),
        MessageStage.NONE,
        FeedProgress.SILENT);
    FeedReplay replay = FeedReplay.open(original);
    long before = System.currentTimeMillis();
    try (Mosquitto broker = Mosquitto.start(folder);
        FeedRecorder recorder =
            FeedRecorder.start(broker.target("recorder"), recorded, Clock.systemUTC());
        MqttPublisher publisher = MqttPublisher.connect(broker.target("replay"), 2, 64)) {
      assertThat(replay.run(publisher, ReplaySpeed.MAX, FeedProgress.SILENT))
          .isEqualTo(replay.messages());
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> recorder.messages() >= replay.messages());
    }
    assertThat(sortedPayloads(recorded)).isEqualTo(sortedPayloads(original));
    try (FeedReader reader = FeedReader.open(recorded)) {
      assertThat(reader.next())
          .hasValueSatisfying(
              one -> assertThat(one.receivedAtMillis()).isGreaterThanOrEqualTo(before));
    }
  }

  @Test
  void a_broker_that_is_not_there_is_named_and_no_feed_is_left() {
    Path feed = folder.resolve("feed.ndjson");
    MqttTarget nowhere = MqttTarget.anonymous("127.0.0.1", 1, "recorder");
    assertThatThrownBy(() -> FeedRecorder.start(nowhere, feed, Clock.systemUTC()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("tcp://127.0.0.1:1");
    assertThat(folder).isEmptyDirectory();
  }

  /** Writing to the device fails as writing to a full disk does. */
  @Test
  void a_full_disk_ends_the_recording_and_names_the_feed() throws Exception {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.isWritable(full), "/dev/full is not there");
    try (Mosquitto broker = Mosquitto.start(folder);
        MqttPublisher publisher = MqttPublisher.connect(broker.target("device"), 1, 1)) {
      FeedRecorder recorder =
          FeedRecorder.start(broker.target("recorder"), full, Clock.systemUTC());
      publisher.send(new RawMessage(0, "innopark/a/b/c/d", "{}".getBytes(StandardCharsets.UTF_8)));

      assertThatThrownBy(() -> recorder.awaitFailure(Duration.ofMinutes(1)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("/dev/full cannot be written");
      assertThatThrownBy(recorder::close).hasMessageContaining("/dev/full cannot be written");
    }
  }
}
