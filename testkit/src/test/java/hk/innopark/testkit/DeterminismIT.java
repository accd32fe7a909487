package hk.innopark.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.FeedWriter;
import hk.innopark.events.RawMessage;
import hk.innopark.simulators.feed.FeedProgress;
import hk.innopark.simulators.feed.FeedReplay;
import hk.innopark.simulators.feed.ReplaySpeed;
import hk.innopark.simulators.junit.SimulatedFeed;
import hk.innopark.simulators.publish.MessageSink;
import hk.innopark.simulators.scenario.Scenario;
import hk.innopark.transports.mqtt.FeedRecorder;
import hk.innopark.transports.mqtt.Mosquitto;
import hk.innopark.transports.mqtt.MqttPublisher;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same feed at any speed, at any parallelism, straight or over a broker, in JSON or Sparkplug:
 * one ledger. It prints the table of hashes.
 */
class DeterminismIT {
  private static final String SCENARIO =
      """
      scenario: half-a-minute
      seed: 4
      from: 2026-03-03T00:59:45Z
      lasts: PT30S
      lines: golden-noodle
      language: %s
      """;

  @TempDir Path folder;

  private final List<Row> table = new ArrayList<>();

  /** A line of the table. */
  private record Row(String way, String speed, int parallelism, Ledger ledger) {}

  @Test
  void oneLedgerWhateverTheWayTheSpeedAndTheParallelism() throws Exception {
    SimulatedFeed json = SimulatedFeed.of(Scenario.parse("json", SCENARIO.formatted("json")));
    SimulatedFeed sparkplug =
        SimulatedFeed.of(Scenario.parse("sparkplug", SCENARIO.formatted("sparkplug")));
    for (int parallelism : new int[] {1, 2, 4}) {
      add("straight, JSON", "max", parallelism, json.messages());
      add("straight, Sparkplug", "max", parallelism, sparkplug.messages());
    }
    try (Mosquitto broker = Mosquitto.start(folder)) {
      for (String speed : List.of("1", "10", "max")) {
        add("MQTT, JSON", speed, 2, overTheBroker(broker, json.messages(), speed));
      }
      add("MQTT, Sparkplug", "10", 2, overTheBroker(broker, sparkplug.messages(), "10"));
      add("MQTT, Sparkplug", "max", 4, overTheBroker(broker, sparkplug.messages(), "max"));
    }
    print();
    assertThat(table)
        .extracting(row -> row.ledger.figuresHash())
        .containsOnly(table.get(0).ledger.figuresHash());
    for (String language : List.of("JSON", "Sparkplug")) {
      // the digest of the raw bytes is another in another language
      assertThat(table)
          .filteredOn(row -> row.way.endsWith(language))
          .extracting(row -> row.ledger.hash())
          .hasSize(language.equals("JSON") ? 6 : 5)
          .doesNotContainNull()
          .containsOnly(firstHash(language));
    }
    assertThat(table.get(0).ledger.rows()).isNotEmpty();
  }

  private String firstHash(String language) {
    return table.stream()
        .filter(row -> row.way.endsWith(language))
        .findFirst()
        .orElseThrow()
        .ledger
        .hash();
  }

  private void add(String way, String speed, int parallelism, List<RawMessage> messages)
      throws Exception {
    Computed computed =
        Pipeline.in(folder).withGrains("hour").withParallelism(parallelism).compute(messages);
    table.add(new Row(way, speed, parallelism, computed.ledger()));
  }

  private void print() {
    System.out.printf(
        "%-20s %-5s %-11s %-16s %-16s%n", "way", "speed", "parallelism", "ledger", "figures");
    for (Row row : table) {
      System.out.printf(
          "%-20s %-5s %-11d %.16s %.16s%n",
          row.way, row.speed, row.parallelism, row.ledger.hash(), row.ledger.figuresHash());
    }
  }

  /** Replays over a broker and records on the other side, by a clock that stands at the feed's. */
  private List<RawMessage> overTheBroker(Mosquitto broker, List<RawMessage> messages, String speed)
      throws Exception {
    Path feed = folder.resolve("sent.ndjson");
    try (FeedWriter writer = FeedWriter.create(feed)) {
      for (RawMessage message : messages) {
        writer.write(message);
      }
    }
    Path recorded = folder.resolve("recorded.ndjson");
    FeedClock clock = new FeedClock();
    try (FeedRecorder recorder = FeedRecorder.start(broker.target("recorder"), recorded, clock);
        MessageSink sink =
            new OneByOne(MqttPublisher.connect(broker.target("replay"), 1, 64), recorder, clock)) {
      FeedReplay.open(feed).run(sink, ReplaySpeed.parse(speed), FeedProgress.SILENT);
    }
    List<RawMessage> received = new ArrayList<>();
    try (var reader = hk.innopark.events.FeedReader.open(recorded)) {
      for (var next = reader.next(); next.isPresent(); next = reader.next()) {
        received.add(next.get());
      }
    }
    return received;
  }

  /** Stands at the arrival of the message that is on its way. */
  private static final class FeedClock extends Clock {
    private volatile long millis;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(millis);
    }
  }

  /** Sends a message when the one before has come out on the other side. */
  private static final class OneByOne implements MessageSink {
    private final MessageSink sink;
    private final FeedRecorder recorder;
    private final FeedClock clock;
    private long sent;

    OneByOne(MessageSink sink, FeedRecorder recorder, FeedClock clock) {
      this.sink = sink;
      this.recorder = recorder;
      this.clock = clock;
    }

    @Override
    public void send(RawMessage message) throws IOException, InterruptedException {
      clock.millis = message.receivedAtMillis();
      sink.send(message);
      sent++;
      Awaitility.await()
          .pollInterval(Duration.ofMillis(2))
          .atMost(Duration.ofSeconds(60))
          .until(() -> recorder.messages() == sent);
    }

    @Override
    public boolean drain(Duration atMost) throws IOException, InterruptedException {
      return sink.drain(atMost);
    }

    @Override
    public long acknowledged() {
      return sink.acknowledged();
    }

    @Override
    public void close() {
      sink.close();
    }
  }
}
