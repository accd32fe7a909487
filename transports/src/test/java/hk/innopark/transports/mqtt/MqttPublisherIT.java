package hk.innopark.transports.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hk.innopark.events.RawMessage;
import hk.innopark.simulators.fault.MessageStage;
import hk.innopark.simulators.plant.Fleet;
import hk.innopark.simulators.plant.Plants;
import hk.innopark.simulators.plant.SimulationRun;
import hk.innopark.simulators.publish.PlantRunner;
import hk.innopark.simulators.publish.PlantState;
import hk.innopark.simulators.publish.RunnerProgress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MqttPublisherIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Instant START = Instant.parse("2026-03-03T01:00:00Z");

  @TempDir Path folder;

  private static List<RawMessage> messages(Duration length) {
    return Fleet.startingAt(START, Plants.sample(), new SimulationRun(5, "test"))
        .advanceTo(START.plus(length));
  }

  /** Payloads by topic, in order of arrival. */
  private static final class Received implements AutoCloseable {
    final Map<String, List<String>> byTopic = new ConcurrentHashMap<>();
    private final MqttSubscriber subscriber;

    Received(Mosquitto broker) throws IOException {
      subscriber =
          MqttSubscriber.connect(broker.target("listener"), List.of("innopark/#"), this::take);
    }

    private void take(String topic, byte[] payload) {
      byTopic
          .computeIfAbsent(topic, any -> new CopyOnWriteArrayList<>())
          .add(new String(payload, StandardCharsets.UTF_8));
    }

    long size() {
      return byTopic.values().stream().mapToLong(List::size).sum();
    }

    @Override
    public void close() {
      subscriber.close();
    }
  }

  private static Map<String, List<String>> byTopic(List<RawMessage> messages) {
    Map<String, List<String>> byTopic = new HashMap<>();
    messages.forEach(
        one ->
            byTopic
                .computeIfAbsent(one.topic(), any -> new ArrayList<>())
                .add(new String(one.payload(), StandardCharsets.UTF_8)));
    return byTopic;
  }

  @Test
  void everything_arrives_unchanged_and_in_order_for_each_machine() throws Exception {
    List<RawMessage> sent = messages(Duration.ofMinutes(20));
    try (Mosquitto broker = Mosquitto.start(folder);
        Received received = new Received(broker);
        MqttPublisher publisher = MqttPublisher.connect(broker.target("plants"), 3, 64)) {
      for (RawMessage message : sent) {
        publisher.send(message);
      }
      assertThat(publisher.drain(PATIENCE)).isTrue();
      assertThat(publisher.acknowledged()).isEqualTo(sent.size());
      Awaitility.await().atMost(PATIENCE).until(() -> received.size() >= sent.size());
      assertThat(received.byTopic).isEqualTo(byTopic(sent));
      assertThat(publisher.reconnects()).isZero();
    }
  }

  @Test
  void after_the_broker_was_killed_what_it_had_not_acknowledged_is_sent_again_in_order()
      throws Exception {
    List<RawMessage> sent = messages(Duration.ofMinutes(40));
    try (Mosquitto broker = Mosquitto.start(folder);
        Received received = new Received(broker);
        MqttPublisher publisher = MqttPublisher.connect(broker.target("plants"), 2, 32)) {
      CompletableFuture<Void> sending =
          CompletableFuture.runAsync(
              () -> {
                try {
                  for (RawMessage message : sent) {
                    publisher.send(message);
                  }
                } catch (IOException | InterruptedException failure) {
                  throw new IllegalStateException(failure);
                }
              });
      Awaitility.await().atMost(PATIENCE).until(() -> publisher.acknowledged() > 500);
      broker.kill();
      broker.startProcess();
      sending.get();
      assertThat(publisher.drain(PATIENCE)).isTrue();
      assertThat(publisher.acknowledged()).isEqualTo(sent.size());
      assertThat(publisher.reconnects()).isGreaterThanOrEqualTo(1);
      // what the subscriber did get is in order, if a message that comes again is taken once
      received.byTopic.forEach(
          (topic, payloads) -> {
            List<String> once = new ArrayList<>(new LinkedHashSet<>(payloads));
            List<String> honest = new ArrayList<>(byTopic(sent).get(topic));
            honest.retainAll(once);
            assertThat(once).isEqualTo(honest);
          });
    }
  }

  @Test
  void it_logs_in_and_a_wrong_password_is_refused_at_once() throws Exception {
    Path passwords = folder.resolve("passwords");
    Process hashing =
        new ProcessBuilder("mosquitto_passwd", "-c", "-b", passwords.toString(), "plant", "right")
            .start();
    org.junit.jupiter.api.Assumptions.assumeTrue(
        hashing.waitFor() == 0, "mosquitto_passwd is not installed");
    assertThat(Files.exists(passwords)).isTrue();
    try (Mosquitto broker =
        Mosquitto.start(
            folder, "allow_anonymous false\nuser root\npassword_file " + passwords + "\n")) {
      MqttTarget right = new MqttTarget("127.0.0.1", broker.port(), "plant", "right", "plants");
      try (MqttPublisher publisher = MqttPublisher.connect(right, 1, 16)) {
        publisher.send(messages(Duration.ofSeconds(1)).get(0));
        assertThat(publisher.drain(PATIENCE)).isTrue();
      }
      MqttTarget wrong = new MqttTarget("127.0.0.1", broker.port(), "plant", "wrong", "plants");
      assertThatThrownBy(() -> MqttPublisher.connect(wrong, 1, 16))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("127.0.0.1:" + broker.port())
          .hasMessageNotContainingAny("wrong");
    }
  }

  @Test
  void a_message_that_the_broker_refuses_ends_the_sending_with_its_topic() throws Exception {
    Path rules = Files.writeString(folder.resolve("acl"), "topic read #\n");
    try (Mosquitto broker =
            Mosquitto.start(folder, "allow_anonymous true\nuser root\nacl_file " + rules + "\n");
        MqttPublisher publisher = MqttPublisher.connect(broker.target("plants"), 1, 16)) {
      RawMessage message = messages(Duration.ofSeconds(1)).get(0);
      publisher.send(message);
      assertThatThrownBy(() -> publisher.drain(PATIENCE))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(message.topic())
          .hasMessageContaining("135");
      assertThat(publisher.acknowledged()).isZero();
    }
  }

  @Test
  void a_topic_that_is_none_is_named_and_does_not_stop_the_rest() throws Exception {
    try (Mosquitto broker = Mosquitto.start(folder);
        MqttPublisher publisher = MqttPublisher.connect(broker.target("plants"), 1, 16)) {
      assertThatThrownBy(() -> publisher.send(new RawMessage(0, "innopark/#", new byte[0])))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("\"innopark/#\"");
      publisher.send(messages(Duration.ofSeconds(1)).get(0));
      assertThat(publisher.drain(PATIENCE)).isTrue();
      assertThat(publisher.acknowledged()).isEqualTo(1);
    }
  }

  @Test
  void a_broker_that_is_not_there_is_named() {
    MqttTarget nowhere = MqttTarget.anonymous("127.0.0.1", 1, "plants");
    assertThatThrownBy(() -> MqttPublisher.connect(nowhere, 2, 16))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("tcp://127.0.0.1:1");
  }

  @Test
  void a_runner_publishes_history_and_goes_on_live() throws Exception {
    Instant from = Instant.now().minus(Duration.ofMinutes(30));
    Fleet fleet = Fleet.startingAt(from, Plants.sample(), new SimulationRun(5, "test"));
    try (Mosquitto broker = Mosquitto.start(folder);
        Received received = new Received(broker);
        MqttPublisher publisher = MqttPublisher.connect(broker.target("plants"), 2, 64)) {
      Path state = folder.resolve("plants.json");
      PlantRunner runner =
          new PlantRunner(
              fleet, MessageStage.NONE, publisher, Clock.systemUTC(), state, RunnerProgress.SILENT);
      CompletableFuture<Void> running =
          CompletableFuture.runAsync(
              () -> {
                try {
                  runner.run();
                } catch (IOException failure) {
                  throw new IllegalStateException(failure);
                }
              });
      Awaitility.await().atMost(PATIENCE).until(runner::isLive);
      long history = runner.sent();
      Awaitility.await().atMost(PATIENCE).until(() -> runner.sent() > history + 3);
      runner.stop();
      running.get();
      assertThat(runner.published()).isEqualTo(runner.sent());
      Awaitility.await().atMost(PATIENCE).until(() -> received.size() >= runner.sent());
      assertThat(received.size()).isEqualTo(runner.sent());
      assertThat(PlantState.load(state).fleet()).isNotNull();
    }
  }
}
