package hk.innopark.gateway;

import static hk.innopark.gateway.ScriptedBench.TOPIC;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.Topics;
import hk.innopark.gateway.testing.ScriptedBroker.Kind;
import hk.innopark.gateway.testing.ScriptedBroker.Packet;
import hk.innopark.gateway.testing.ScriptedBroker.SessionState;
import hk.innopark.gateway.testing.ScriptedLink;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * After the host's chapters of Sparkplug 3.0: 4.1 and 5.5 (topics and sessions of a host
 * application), 6.4.25 (STATE), 6.4.13 (NCMD).
 */
class SparkplugHostTest {
  private static final String STATE = "spBv1.0/STATE/gateway";
  private static final String COMMAND = "spBv1.0/tai-po.noodle/NCMD/line-1";

  /** The time of the bench, which stands. */
  private static final long NOW = 1_763_791_200_000L;

  private final MockConsumer<byte[], byte[]> commands = new MockConsumer<>("latest");
  private ScriptedBench bench;
  private ScriptedLink machines;

  @BeforeEach
  void start() throws IOException {
    TopicPartition partition = new TopicPartition(Topics.COMMANDS, 0);
    commands.updateEndOffsets(Map.of(partition, 0L));
    commands.updatePartitions(
        Topics.COMMANDS, List.of(new PartitionInfo(Topics.COMMANDS, 0, null, null, null)));
    bench = new ScriptedBench(new CommandSource(() -> commands));
    machines = bench.broker.accept();
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  @Test
  void itComesOnlyWhenTheMachinesAreListenedTo() {
    assertThat(bench.broker.accept(Duration.ofSeconds(1))).isEmpty();
    machines.connAck(SessionState.NEW, 0);
    machines.subAck(1);
    assertThat(bench.broker.accept(Duration.ofMinutes(1))).isPresent();
    assertThat(bench.gateway.isReady()).as("Sparkplug is not listened to yet").isFalse();
  }

  @Test
  void itsConnectionHasACleanSessionAndTheWillThatItIsOffline() {
    Packet connect = host().connect();
    int flags = connect.body()[7];
    assertThat(flags & 0b0000_0010).as("clean start").isPositive();
    assertThat(flags & 0b0011_1100).as("will, QoS 1, retained").isEqualTo(0b0010_1100);
    String text = connect.text();
    assertThat(text.substring(10, 30)).as("session expiry interval 0").contains("\u0011\0\0\0\0");
    assertThat(text).contains(STATE).contains("{\"online\":false,\"timestamp\":").contains("-host");
  }

  @Test
  void itSubscribesToTheNamespaceAndItsStateAndOnlyThenSaysThatItIsOnline() {
    ScriptedLink host = host();
    host.connAck(SessionState.NEW, 0);
    String filters = host.expectSubscribeAndGrant().text();
    assertThat(filters).contains("\0\u0009spBv1.0/#").contains(STATE);
    Packet birth = host.expectPublish();
    assertThat(birth.topic()).isEqualTo(STATE);
    assertThat(birth.flags()).as("QoS 1, retained").isEqualTo(0b0011);
    assertThat(text(birth)).isEqualTo("{\"online\":true,\"timestamp\":" + willStamp(host) + "}");
    FaultBench.patiently().until(bench.gateway::isReady);
  }

  @Test
  void whereItsSubscriptionIsRefusedItIsNotOnline() {
    ScriptedLink host = host();
    host.connAck(SessionState.NEW, 0);
    host.subAck(0x87);
    host.expect(Kind.END);
    assertThat(bench.gateway.isReady()).isFalse();
  }

  @Test
  void aNewConnectionHasANewerStamp() {
    ScriptedLink host = onlineHost();
    host.close();
    ScriptedLink next = bench.broker.accept();
    assertThat(willStamp(next)).isGreaterThan(willStamp(host));
  }

  @Test
  void whoSaysThatItIsOfflineIsContradictedButNotTheBrokersMemory() {
    ScriptedLink host = onlineHost();
    host.publishRetained(1, STATE, "{\"online\":false,\"timestamp\":1}");
    host.expect(Kind.PUBACK);
    host.publish(2, "spBv1.0/STATE/another", "{\"online\":false,\"timestamp\":1}");
    host.expect(Kind.PUBACK);
    assertThat(host.next(Duration.ofSeconds(1))).isEmpty();

    host.publishQos0(STATE, "{\"online\": false, \"timestamp\": 1}");
    Packet again = host.expectPublish();
    assertThat(text(again)).isEqualTo("{\"online\":true,\"timestamp\":" + willStamp(host) + "}");
  }

  @Test
  void itTakesWhatPlantsSayAndLeavesWhatHostsSay() {
    ScriptedLink host = onlineHost();
    bench.kafka.confirmAtOnce();
    host.publishQos0(COMMAND, "of another host");
    host.publish(1, "spBv1.0/tai-po.noodle/DCMD/line-1/oven-1", "of another host");
    host.publish(2, "spBv1.0/tai-po.noodle/NDEATH/line-1", "a death");
    host.publishQos0("spBv1.0/tai-po.noodle/NBIRTH/line-1", "a birth");
    host.publishQos0("spBv1.0/nonsense", "a dead letter");
    assertThat(host.expect(Kind.PUBACK).id()).isEqualTo(1);
    assertThat(host.expect(Kind.PUBACK).id()).isEqualTo(2);
    bench.kafka.awaitSent(3);
    assertThat(bench.kafka.values()).containsExactly("a death", "a birth", "a dead letter");
    assertThat(bench.kafka.outbound(2).rejected()).isPresent();
    assertThat(bench.gateway.counts()).isEqualTo(new GatewayCounts(3, 2, 1, 0, 1, 0));
  }

  @Test
  void aCommandIsSentOnceAndStampedWithTheTimeOfSending() {
    ScriptedLink host = onlineHost();
    FaultBench.patiently().until(() -> !commands.assignment().isEmpty());
    command(COMMAND, NOW - 30_000, new byte[] {0x08, 0x05, 0x12, 0x01, 0x07});
    Packet sent = host.expectPublish();
    assertThat(sent.topic()).isEqualTo(COMMAND);
    assertThat(sent.flags()).as("QoS 0, not retained").isZero();
    byte[] payload = sent.payload();
    assertThat(payload).endsWith(0x12, 0x01, 0x07).hasSize(10);
    assertThat(varint(payload)).isEqualTo(NOW);

    command(COMMAND, NOW - 61_000, new byte[] {0x08, 0x05});
    command(COMMAND, NOW, new byte[5_000]);
    FaultBench.patiently()
        .until(() -> bench.gateway.scrape().contains("gateway_commands_dropped_total 2.0"));
    assertThat(bench.gateway.scrape()).contains("gateway_commands_total 1.0");
  }

  @Test
  void itGivesWayWhileTheMachinesAreNotListenedTo() {
    ScriptedLink host = onlineHost();
    machines.disconnect(142); // another client has their id: the gateway stays away
    machines.expect(Kind.END);
    Packet death = host.expectPublish();
    Matcher offline =
        Pattern.compile("\\{\"online\":false,\"timestamp\":(\\d+)}").matcher(text(death));
    assertThat(offline.matches()).as(text(death)).isTrue();
    assertThat(Long.parseLong(offline.group(1)))
        .as("newer than the birth, or plants would pass over it")
        .isGreaterThan(willStamp(host));
    assertThat(death.flags()).isEqualTo(0b0011);
    host.expect(Kind.DISCONNECT);
    assertThat(bench.broker.accept(Duration.ofSeconds(3))).isEmpty();
  }

  @Test
  void aShortAbsenceOfTheOthersIsWaitedOut() {
    ScriptedLink host = onlineHost();
    machines.close();
    ScriptedLink back = bench.broker.accept();
    back.connAck(SessionState.PRESENT, 0);
    back.grant();
    back.unsubAck();
    assertThat(host.next(Duration.ofSeconds(3))).isEmpty();
    bench.kafka.confirmAtOnce();
    back.publish(5, TOPIC, "one");
    assertThat(back.expect(Kind.PUBACK).id()).isEqualTo(5);
  }

  @Test
  void aHostThatGoesSaysSoItself() {
    ScriptedLink host = onlineHost();
    Thread stopping = new Thread(bench.gateway::stop);
    stopping.start();
    assertThat(text(host.expectPublish())).startsWith("{\"online\":false,");
    host.expect(Kind.DISCONNECT);
  }

  /** The host's connection, before anything was answered. */
  private ScriptedLink host() {
    machines.connAck(SessionState.NEW, 0);
    machines.subAck(1);
    return bench.broker.accept();
  }

  private ScriptedLink onlineHost() {
    ScriptedLink host = host();
    host.connAck(SessionState.NEW, 0);
    host.subAck(1);
    host.expectPublish();
    FaultBench.patiently().until(bench.gateway::isReady);
    return host;
  }

  private static long willStamp(ScriptedLink host) {
    Matcher will =
        Pattern.compile("\\{\"online\":false,\"timestamp\":(\\d+)}").matcher(host.connect().text());
    assertThat(will.find()).isTrue();
    return Long.parseLong(will.group(1));
  }

  private static String text(Packet publish) {
    return new String(publish.payload(), UTF_8);
  }

  private static long varint(byte[] payload) {
    long value = 0;
    for (int at = 1, shift = 0; ; at++, shift += 7) {
      value |= (long) (payload[at] & 0x7f) << shift;
      if (payload[at] >= 0) {
        return value;
      }
    }
  }

  private void command(String topic, long receivedAtMillis, byte[] payload) {
    RecordHeaders headers = new RecordHeaders();
    headers.add(Topics.HEADER_MQTT_TOPIC, topic.getBytes(UTF_8));
    headers.add(Topics.HEADER_RECEIVED_AT, Long.toString(receivedAtMillis).getBytes(ISO_8859_1));
    commands.schedulePollTask(
        () ->
            commands.addRecord(
                new ConsumerRecord<>(
                    Topics.COMMANDS,
                    0,
                    offset++,
                    NOW,
                    TimestampType.LOG_APPEND_TIME,
                    0,
                    payload.length,
                    null,
                    payload,
                    headers,
                    Optional.empty())));
  }

  private long offset;
}
