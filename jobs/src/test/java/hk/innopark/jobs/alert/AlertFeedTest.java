package hk.innopark.jobs.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hk.innopark.events.FeedWriter;
import hk.innopark.events.Grain;
import hk.innopark.events.MachineId;
import hk.innopark.events.RawMessage;
import hk.innopark.events.Signal;
import hk.innopark.jobs.compute.FeedComputation;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.simulators.fault.Backlog;
import hk.innopark.simulators.fault.Fault;
import hk.innopark.simulators.fault.FaultInjector;
import hk.innopark.simulators.fault.FaultScope;
import hk.innopark.simulators.fault.FaultWindow;
import hk.innopark.simulators.fault.Faults;
import hk.innopark.simulators.junit.ReplayFeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole pipeline over a plant's morning, and over the same with faults. */
class AlertFeedTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final MachineId OVEN =
      new MachineId("tai-po", "golden-noodle", "line-1", "oven-1");
  private static final MachineId PACKER =
      new MachineId("tai-po", "golden-noodle", "line-1", "packer-1");

  @TempDir Path directory;

  @Test
  void a_stop_a_silence_and_a_stuck_meter_are_told_and_nothing_else(
      @ReplayFeed(lasts = "PT2H", tenant = "golden-noodle") List<RawMessage> feed)
      throws Exception {
    FaultInjector faults =
        new FaultInjector(
            List.of(
                lineDown("line-2", "2026-03-03T01:00:00Z", Duration.ofMinutes(15)),
                Faults.loss(FaultScope.machine(PACKER), once("2026-03-03T01:00:00Z", 20)),
                Faults.stuck(
                    FaultScope.machine(OVEN),
                    once("2026-03-03T00:30:00Z", 40),
                    Signal.ACTIVE_ENERGY_KWH)));
    Set<String> more = new TreeSet<>(told(faults.pass(feed, Instant.MAX)));
    Set<String> clean = told(feed);
    assertThat(more).containsAll(clean);
    more.removeAll(clean);
    assertThat(more)
        .containsExactly(
            "2026-03-03T00:46:00Z sensor_stuck raised oven-1 active_energy_kwh",
            "2026-03-03T01:04:13Z sensor_silent raised packer-1",
            "2026-03-03T01:08:00Z line_stopped raised line-2",
            "2026-03-03T01:11:00Z sensor_stuck cleared oven-1 active_energy_kwh",
            "2026-03-03T01:16:00Z line_stopped cleared line-2",
            "2026-03-03T01:21:00Z sensor_silent cleared packer-1");
  }

  @Test
  void a_backlog_that_comes_after_live_data_raises_nothing_of_the_past(
      @ReplayFeed(lasts = "PT2H", tenant = "golden-noodle") List<RawMessage> feed)
      throws Exception {
    FaultInjector faults =
        new FaultInjector(
            List.of(
                Faults.storeAndForward(
                    FaultScope.tenant("golden-noodle"),
                    once("2026-03-03T00:30:00Z", 30),
                    Backlog.AFTER_LIVE)));
    Set<String> more = new TreeSet<>(told(faults.pass(feed, Instant.MAX)));
    more.removeAll(told(feed));
    assertThat(more).isNotEmpty().allMatch(alert -> alert.contains("sensor_silent"));
  }

  @Test
  void the_order_within_a_minute_does_not_matter(
      @ReplayFeed(lasts = "PT2H", tenant = "lotus-bakery", from = "2026-03-03T02:00:00Z")
          List<RawMessage> feed)
      throws Exception {
    Set<String> inOrder = told(feed);
    assertThat(inOrder).isNotEmpty();
    assertThat(told(shuffledWithinMinutes(feed, new Random(7)))).isEqualTo(inOrder);
  }

  /** A machine's messages of one arrival minute change places. */
  private static List<RawMessage> shuffledWithinMinutes(List<RawMessage> feed, Random random) {
    Map<String, List<Integer>> places = new LinkedHashMap<>();
    for (int index = 0; index < feed.size(); index++) {
      RawMessage message = feed.get(index);
      String minute = message.topic() + ' ' + message.receivedAtMillis() / 60_000;
      places.computeIfAbsent(minute, ignored -> new ArrayList<>()).add(index);
    }
    RawMessage[] shuffled = new RawMessage[feed.size()];
    for (List<Integer> minute : places.values()) {
      List<Integer> order = new ArrayList<>(minute);
      Collections.shuffle(order, random);
      for (int index = 0; index < order.size(); index++) {
        RawMessage place = feed.get(minute.get(index));
        byte[] payload = feed.get(order.get(index)).payload();
        shuffled[minute.get(index)] =
            new RawMessage(place.receivedAtMillis(), place.topic(), payload);
      }
    }
    return List.of(shuffled);
  }

  /** All machines of a line say for a while that they are down. */
  private static Fault lineDown(String line, String start, Duration length) {
    long from = Instant.parse(start).toEpochMilli();
    return (message, outlet) -> {
      boolean covered =
          message.topic().contains("/" + line + "/")
              && message.receivedAtMillis() >= from
              && message.receivedAtMillis() < from + length.toMillis();
      outlet.send(covered ? down(message) : message);
    };
  }

  private static RawMessage down(RawMessage message) {
    try {
      ObjectNode payload = (ObjectNode) JSON.readTree(message.payload());
      ((ObjectNode) payload.get("signals")).put("state", "DOWN");
      payload.put("reason", "breakdown");
      return new RawMessage(
          message.receivedAtMillis(), message.topic(), JSON.writeValueAsBytes(payload));
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static FaultWindow once(String start, int minutes) {
    return FaultWindow.once(Instant.parse(start), Duration.ofMinutes(minutes));
  }

  /** When, what, whether raised or cleared, and of whom; in order of time. */
  private Set<String> told(List<RawMessage> messages) throws Exception {
    Path feed = directory.resolve("feed.ndjson");
    Files.deleteIfExists(feed);
    try (FeedWriter writer = FeedWriter.create(feed)) {
      for (RawMessage message : messages) {
        writer.write(message);
      }
    }
    new FeedComputation(RegistryYaml.sample(), feed, EnumSet.of(Grain.DAY), 2)
        .run(directory.resolve("out"));
    Set<String> told = new TreeSet<>();
    for (String line : Files.readAllLines(directory.resolve("out/alerts.ndjson"))) {
      JsonNode alert = JSON.readTree(line);
      JsonNode of = alert.get(alert.get("machine").isNull() ? "line" : "machine");
      String signal = alert.get("signal").isNull() ? "" : " " + alert.get("signal").asText();
      told.add(
          "%s %s %s %s%s"
              .formatted(
                  Instant.ofEpochMilli(alert.get("at").asLong() / 1000 * 1000),
                  alert.get("kind").asText(),
                  alert.get("state").asText(),
                  of.asText(),
                  signal));
    }
    return told;
  }
}
