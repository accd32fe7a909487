package hk.innopark.gateway;

import static hk.innopark.gateway.ScriptedBench.TOPIC;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hk.innopark.events.RejectReason;
import hk.innopark.gateway.testing.ScriptedBroker.Kind;
import hk.innopark.gateway.testing.ScriptedBroker.Packet;
import hk.innopark.gateway.testing.ScriptedBroker.SessionState;
import hk.innopark.gateway.testing.ScriptedLink;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MqttConnectionTest {
  private ScriptedBench bench;

  @BeforeEach
  void start() throws IOException {
    bench = new ScriptedBench();
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  @Test
  void subscribesToMachinesAtQosOne() {
    ScriptedLink link = bench.broker.accept();
    link.connAck(SessionState.NEW, 0);

    String filters = link.expect(Kind.SUBSCRIBE).text();
    // QoS 1, retained messages only with a new subscription
    char options = 0b01_0001;
    assertThat(filters).contains("innopark/#" + options);
    assertThat(filters).doesNotContain("spBv1.0").doesNotContain("$share");
  }

  @Test
  void triesAgainWhereASubscriptionIsRefused() {
    ScriptedLink first = bench.broker.accept();
    first.connAck(SessionState.NEW, 0);
    first.subAck(0x87);
    first.expect(Kind.END);

    assertThat(bench.gateway.isReady()).isFalse();
    bench.broker.acceptAndGrant(SessionState.NEW);
    await().atMost(Duration.ofMinutes(1)).until(bench.gateway::isReady);
    assertThat(bench.gateway.scrape()).contains("gateway_refusals_total 1.0");
  }

  @Test
  void triesAgainWhereTheConnectionIsRefused() {
    ScriptedLink first = bench.broker.accept();
    first.connAck(SessionState.NEW, 0x87);
    first.expect(Kind.END);

    bench.broker.acceptAndGrant(SessionState.NEW);
    await().atMost(Duration.ofMinutes(1)).until(bench.gateway::isReady);
    assertThat(bench.gateway.scrape()).contains("gateway_refusals_total 1.0");
  }

  @Test
  void leavesTheSessionToAnotherClientInsteadOfFightingForIt() {
    ScriptedLink link = bench.broker.acceptAndGrant(SessionState.NEW);
    link.disconnect(142);
    link.expect(Kind.END);

    assertThat(bench.broker.accept(Duration.ofSeconds(5))).isEmpty();
    assertThat(bench.gateway.isReady()).isFalse();
    assertThat(bench.gateway.scrape()).contains("gateway_takeovers_total 1.0");
  }

  @Test
  void comesBackSoonToABrokerThatDiesAgainAndAgain() throws Exception {
    for (int i = 0; i < 4; i++) {
      ScriptedLink link = bench.broker.accept();
      link.connAck(SessionState.PRESENT, 0);
      link.grant();
      link.unsubAck();
      await().atMost(Duration.ofMinutes(1)).until(bench.gateway::isReady);
      bench.broker.restart(link, Duration.ofMillis(150));
    }
    assertThat(bench.broker.accept(Duration.ofSeconds(20))).isPresent();
    assertThat(bench.gateway.scrape()).contains("gateway_takeovers_total 0.0");
  }

  @Test
  void givesUpAConnectionOnWhichNothingComesBack() {
    ScriptedLink silent = bench.broker.acceptAndGrant(SessionState.NEW);
    silent.answerNoPings();

    bench.broker.acceptAndGrant(SessionState.PRESENT);
    silent.expect(Kind.END);
  }

  @Test
  void readsAHeaderThatArrivesInTwoParts() throws Exception {
    byte[] packet =
        PacketGuardTest.publish(1, TOPIC.getBytes(UTF_8), 11, new byte[0], "one".getBytes(UTF_8));
    // no ping must come between the parts
    Map<String, String> settings = Map.of("MQTT_KEEP_ALIVE", "PT1M");
    try (ScriptedBench calm =
        new ScriptedBench(ConnectionParts::new, Duration.ofMinutes(1), settings)) {
      ScriptedLink link = calm.broker.acceptAndGrant(SessionState.NEW);
      link.sendRaw(Arrays.copyOf(packet, 1));
      // longer than the client's read time-out, after which it would begin a new packet
      Thread.sleep(1_500);
      link.sendRaw(Arrays.copyOfRange(packet, 1, packet.length));

      calm.kafka.awaitSent(1);
      calm.kafka.confirm(0);
      assertThat(link.expect(Kind.PUBACK).id()).isEqualTo(11);
      assertThat(calm.kafka.values()).containsExactly("one");
    }
  }

  @Test
  void survivesAMessageMadeToStopItsClient() {
    ScriptedLink link = bench.broker.acceptAndGrant(SessionState.NEW);
    byte[] correlation = new byte[3 + 40_000];
    correlation[0] = 0x09;
    correlation[1] = (byte) (40_000 >> 8);
    correlation[2] = (byte) 40_000;
    bench.kafka.confirmAtOnce();
    link.publishWithProperties(11, TOPIC, correlation, "hostile");
    link.publish(12, "innopark/\u0001\uFFFF", "hostile");
    link.publish(13, TOPIC, "good");

    assertThat(link.expect(Kind.PUBACK).id()).isEqualTo(11);
    assertThat(link.expect(Kind.PUBACK).id()).isEqualTo(12);
    assertThat(link.expect(Kind.PUBACK).id()).isEqualTo(13);
    assertThat(bench.gateway.counts().bridged()).isEqualTo(2);
    assertThat(bench.gateway.counts().deadLettered()).isEqualTo(1);
  }

  @Test
  void forwardsAMessageThatWantsNoAcknowledgement() {
    ScriptedLink link = bench.broker.acceptAndGrant(SessionState.NEW);
    bench.kafka.confirmAtOnce();
    link.publishQos0(TOPIC, "zero");
    link.publish(12, TOPIC, "one");

    assertThat(link.expect(Kind.PUBACK).id()).isEqualTo(12);
    assertThat(bench.kafka.values()).containsExactly("zero", "one");
  }

  @Test
  void aFloodOfLongTopicsThatWantNoAcknowledgementIsShedByItsBytes() {
    ScriptedLink link = bench.broker.acceptAndGrant(SessionState.NEW);
    String topic = "innopark/" + "x".repeat(60_000);
    int flood = 2_000;
    for (int i = 0; i < flood; i++) {
      link.publishQos0(topic, "0");
    }
    link.publish(12, TOPIC, "one");

    // Kafka stands still: what is held are bytes of the flood up to half of the room, and the one
    await().atMost(Duration.ofMinutes(1)).until(() -> bench.gateway.counts().received() > 0);
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> shed() + bench.gateway.counts().received() > flood);
    assertThat(shed()).isGreaterThan(flood / 2);
  }

  private long shed() {
    Matcher shed =
        Pattern.compile("(?m)^gateway_shed_total (\\S+)").matcher(bench.gateway.scrape());
    assertThat(shed.find()).isTrue();
    return (long) Double.parseDouble(shed.group(1));
  }

  @Test
  void makesADeadLetterOfWhatKafkaFindsTooLarge() {
    ScriptedLink link = bench.broker.acceptAndGrant(SessionState.NEW);
    link.publish(11, TOPIC, "one");
    link.publish(12, TOPIC, "two");
    bench.kafka.awaitSent(2);
    bench.kafka.refuseAsTooLarge(0);
    bench.kafka.awaitSent(3);
    bench.kafka.confirm(1);
    bench.kafka.confirm(2);

    assertThat(link.expect(Kind.PUBACK).id()).isEqualTo(11);
    assertThat(link.expect(Kind.PUBACK).id()).isEqualTo(12);
    assertThat(bench.kafka.outbound(2).rejected()).contains(RejectReason.TOO_LARGE);
    assertThat(bench.gateway.counts()).isEqualTo(new GatewayCounts(2, 1, 1, 0, 2, 0));
  }

  @Test
  void startsAnewWhereKafkaRefusesARecord() {
    ScriptedLink first = bench.broker.acceptAndGrant(SessionState.NEW);
    first.publish(11, TOPIC, "one");
    first.publish(12, TOPIC, "two");
    bench.kafka.awaitSent(2);
    bench.kafka.fail(0, new IllegalStateException("not authorized"));
    bench.kafka.fail(1, new IllegalStateException("not authorized"));

    first.expect(Kind.END);
    ScriptedLink second = bench.broker.accept();
    second.connAck(SessionState.PRESENT, 0);
    second.grant();
    second.unsubAck();
    bench.kafka.confirmAtOnce();
    second.publishAgain(11, TOPIC, "one");
    second.publishAgain(12, TOPIC, "two");
    assertThat(second.expect(Kind.PUBACK).id()).isEqualTo(11);
    assertThat(second.expect(Kind.PUBACK).id()).isEqualTo(12);
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> bench.gateway.counts().equals(new GatewayCounts(4, 2, 0, 2, 2, 0)));
  }

  @Test
  void acknowledgesWhatIsUnderWayBeforeItStops() {
    ScriptedLink link = bench.broker.acceptAndGrant(SessionState.NEW);
    await().atMost(Duration.ofMinutes(1)).until(bench.gateway::isReady);
    link.publish(11, TOPIC, "one");
    bench.kafka.awaitSent(1);
    Thread stopping = new Thread(bench.gateway::stop);
    stopping.start();
    bench.kafka.confirm(0);

    assertThat(link.expect(Kind.PUBACK).id()).isEqualTo(11);
    Packet goodbye = link.expect(Kind.DISCONNECT);
    assertThat(goodbye.body()).as("no session expiry of zero").hasSizeLessThan(3);
  }

  @Test
  void stopsAlsoWhileKafkaStandsStill() throws InterruptedException {
    ScriptedLink link = bench.broker.acceptAndGrant(SessionState.NEW);
    await().atMost(Duration.ofMinutes(1)).until(bench.gateway::isReady);
    link.publish(11, TOPIC, "one");
    bench.kafka.awaitSent(1);
    Thread stopping = new Thread(bench.gateway::stop);
    stopping.start();

    assertThat(link.expect(Kind.DISCONNECT)).isNotNull();
    stopping.join(Duration.ofMinutes(1).toMillis());
    assertThat(stopping.isAlive()).isFalse();
  }

  @Test
  void givesUpWhatEarlierSettingsHadSubscribedTo() throws IOException {
    try (ScriptedBench several =
        new ScriptedBench(
            ConnectionParts::new, Duration.ofMinutes(1), Map.of("MQTT_CONNECTIONS", "2"))) {
      ScriptedLink one = several.broker.accept();
      one.connAck(SessionState.PRESENT, 0);
      Packet subscribe = one.expectSubscribeAndGrant();
      Packet unsubscribe = one.expect(Kind.UNSUBSCRIBE);

      assertThat(subscribe.text()).contains("$share/gateway/innopark/#");
      assertThat(unsubscribe.text()).contains("innopark/#").doesNotContain("$share");
    }
  }

  @Test
  void severalConnectionsShareTheMachinesAndNoneOfThemHasSparkplug() throws IOException {
    try (ScriptedBench several =
        new ScriptedBench(
            ConnectionParts::new, Duration.ofMinutes(1), Map.of("MQTT_CONNECTIONS", "2"))) {
      String clients = "";
      for (int i = 0; i < 2; i++) {
        ScriptedLink link = several.broker.accept();
        link.connAck(SessionState.NEW, 0);
        String filters = link.expectSubscribeAndGrant().text();
        assertThat(filters).contains("$share/gateway/innopark/#").doesNotContain("spBv1.0/");
        clients += link.connect().text();
      }
      assertThat(clients).contains("gateway-2");
    }
  }

  @Test
  void sharesUnderANameThatNoDeviceCanGuess() throws IOException {
    List<String> names = new ArrayList<>();
    for (String password : new String[] {"first", "first", "second"}) {
      Map<String, String> settings =
          Map.of("MQTT_CONNECTIONS", "2", "MQTT_USERNAME", "gateway", "MQTT_PASSWORD", password);
      try (ScriptedBench several =
          new ScriptedBench(ConnectionParts::new, Duration.ofMinutes(1), settings)) {
        ScriptedLink link = several.broker.accept();
        link.connAck(SessionState.NEW, 0);
        Matcher share =
            Pattern.compile("\\$share/(gateway-[0-9a-f]{32})/innopark/#")
                .matcher(link.expectSubscribeAndGrant().text());
        assertThat(share.find()).isTrue();
        names.add(share.group(1));
      }
    }
    assertThat(names.get(1)).as("of every gateway with the password").isEqualTo(names.get(0));
    assertThat(names.get(2)).isNotEqualTo(names.get(0));
  }

  @Test
  void isNoLongerAliveWhereItCannotForward() {
    ScriptedLink link = bench.broker.acceptAndGrant(SessionState.NEW);
    assertThat(bench.gateway.isAlive()).isTrue();
    bench.kafka.breakDown();
    link.publish(11, TOPIC, "one");

    await()
        .dontCatchUncaughtExceptions()
        .atMost(Duration.ofMinutes(1))
        .until(() -> !bench.gateway.isAlive());
  }

  @Test
  void leavesNoThreadsBehindWhenItConnectsAgain() throws IOException {
    Map<String, String> named = Map.of("MQTT_CLIENT_ID", "counted");
    try (ScriptedBench own =
        new ScriptedBench(ConnectionParts::new, Duration.ofMinutes(1), named)) {
      for (int i = 0; i < 3; i++) {
        own.broker.acceptAndGrant(SessionState.NEW).close();
        own.broker.accept().close();
        own.broker.turnAway();
      }
      own.broker.acceptAndGrant(SessionState.NEW);

      for (String kind : new String[] {"Con", "Rec", "Snd", "Call"}) {
        await().atMost(Duration.ofMinutes(1)).until(() -> clientThreads(kind, "counted") <= 1);
      }
    }
    await().atMost(Duration.ofMinutes(1)).until(() -> clientThreads("[A-Z].*", "counted") == 0);
  }

  /** Threads of the MQTT client that does the handshake, receives, sends or calls back. */
  private static long clientThreads(String kind, String clientId) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().matches("MQTT " + kind + ": " + clientId))
        .count();
  }
}
