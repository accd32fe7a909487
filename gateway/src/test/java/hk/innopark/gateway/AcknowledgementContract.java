package hk.innopark.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.gateway.testing.ScriptedBroker;
import hk.innopark.gateway.testing.ScriptedBroker.Kind;
import hk.innopark.gateway.testing.ScriptedBroker.Link;
import hk.innopark.gateway.testing.ScriptedBroker.Packet;
import hk.innopark.gateway.testing.ScriptedBroker.SessionState;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the gateway owes to a broker, checked packet by packet. Each check takes the parts that the
 * gateway is made of, so that it can be shown to fail with wrong ones.
 */
final class AcknowledgementContract implements AutoCloseable {
  static final String TOPIC = "innopark/tai-po/noodle/line-1/oven-1";

  /** Long enough for a PUBACK that should not come to be seen. */
  private static final Duration A_WHILE = Duration.ofMillis(400);

  final ScriptedBroker broker;
  final FakeKafka kafka = new FakeKafka();
  final Gateway gateway;

  /** How many further messages fail in the gateway itself. */
  private final AtomicInteger failures = new AtomicInteger();

  AcknowledgementContract(Gateway.PartsFactory parts, Duration patience) throws IOException {
    this(parts, patience, Map.of());
  }

  AcknowledgementContract(
      Gateway.PartsFactory parts, Duration patience, Map<String, String> settings)
      throws IOException {
    broker = new ScriptedBroker(patience);
    Map<String, String> environment = new HashMap<>();
    environment.put("MQTT_URL", broker.url());
    environment.put("MQTT_KEEP_ALIVE", "PT1S");
    environment.put("KAFKA_BOOTSTRAP_SERVERS", "unused:1");
    environment.putAll(settings);
    gateway =
        new Gateway(
            GatewayConfig.fromEnvironment(environment), kafka, parts, new FailingClock(failures));
    gateway.start();
  }

  void acknowledgesNothingBeforeKafkaConfirms() {
    Link link = broker.acceptAndGrant(SessionState.NEW);
    link.publish(11, TOPIC, "one");
    kafka.awaitSent(1);

    assertThat(link.next(A_WHILE)).as("a PUBACK before Kafka's confirmation").isEmpty();
    kafka.confirm(0);
    assertThat(link.expect(Kind.PUBACK).id()).isEqualTo(11);
  }

  void acknowledgesInTheOrderOfArrival() {
    Link link = broker.acceptAndGrant(SessionState.NEW);
    link.publish(11, TOPIC, "one");
    link.publish(12, TOPIC, "two");
    link.publish(13, TOPIC, "three");
    kafka.awaitSent(3);

    kafka.confirm(2);
    kafka.confirm(1);
    assertThat(link.next(A_WHILE)).as("a PUBACK behind an unconfirmed message").isEmpty();
    kafka.confirm(0);
    assertThat(link.expect(Kind.PUBACK).id()).isEqualTo(11);
    assertThat(link.expect(Kind.PUBACK).id()).isEqualTo(12);
    assertThat(link.expect(Kind.PUBACK).id()).isEqualTo(13);
  }

  /** The broker has forgotten the session, and gives the old identifier to another message. */
  void acknowledgesOnlyOnTheConnectionOnWhichAMessageCame() {
    Link first = broker.acceptAndGrant(SessionState.NEW);
    first.publish(11, TOPIC, "old");
    kafka.awaitSent(1);
    first.close();
    Link second = broker.acceptAndGrant(SessionState.NEW);
    second.publish(11, TOPIC, "new");
    kafka.awaitSent(2);

    kafka.confirm(0);
    assertThat(second.next(A_WHILE)).as("a PUBACK that belongs to another message").isEmpty();
    kafka.confirm(1);
    assertThat(second.expect(Kind.PUBACK).id()).isEqualTo(11);
  }

  void forwardsARepeatedMessageAgain() {
    Link first = broker.acceptAndGrant(SessionState.NEW);
    first.publish(11, TOPIC, "one");
    kafka.awaitSent(1);
    first.close();
    Link second = broker.accept();
    second.connAck(SessionState.PRESENT, 0);
    second.grant();
    second.unsubAck();
    second.publishAgain(11, TOPIC, "one");

    assertThat(second.next(A_WHILE)).as("a PUBACK for what Kafka has not confirmed").isEmpty();
    kafka.awaitSent(2);
    kafka.confirm(1);
    assertThat(second.expect(Kind.PUBACK).id()).isEqualTo(11);
  }

  void asksForASessionThatOutlivesTheConnection() {
    Packet connect = broker.accept().connect();

    byte flags = connect.body()[7];
    assertThat(flags & 0x02).as("clean start").isZero();
    String sevenDays = new String(new char[] {0x11, 0, 0x09, 0x3A, 0x80});
    assertThat(connect.text()).as("session expiry of 604,800 s").contains(sevenDays);
  }

  void subscribesAgainWhereTheSessionIsGone() {
    broker.acceptAndGrant(SessionState.NEW).close();

    Link second = broker.accept();
    second.connAck(SessionState.NEW, 0);
    assertThat(second.expect(Kind.SUBSCRIBE).text()).contains("innopark/#");
  }

  void keepsTheConnectionWhileKafkaStandsStill() {
    Link link = broker.acceptAndGrant(SessionState.NEW);
    for (int id = 1; id <= 500; id++) {
      link.publish(id, TOPIC, "message " + id);
    }

    assertThat(link.next(Duration.ofSeconds(6)))
        .as("the end of a connection whose pings were not read")
        .isEmpty();
    kafka.awaitSent(500);
    kafka.confirm(0);
    assertThat(link.expect(Kind.PUBACK).id()).isEqualTo(1);
  }

  void letsAMessageComeAgainThatItCouldNotTakeIn() {
    Link first = broker.acceptAndGrant(SessionState.NEW);
    failures.set(1);
    first.publish(11, TOPIC, "one");

    first.expect(Kind.END);
    Link second = broker.accept();
    second.connAck(SessionState.PRESENT, 0);
    second.grant();
    second.unsubAck();
    second.publishAgain(11, TOPIC, "one");
    kafka.awaitSent(1);
    kafka.confirm(0);
    assertThat(second.expect(Kind.PUBACK).id()).isEqualTo(11);
  }

  @Override
  public void close() {
    gateway.stop();
    broker.close();
  }

  /** A clock that stands, and fails a number of times when it is asked. */
  private static final class FailingClock extends Clock {
    private final AtomicInteger failures;

    FailingClock(AtomicInteger failures) {
      this.failures = failures;
    }

    @Override
    public Instant instant() {
      if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        throw new IllegalStateException("the gateway cannot take this message in");
      }
      return Instant.ofEpochMilli(1_763_791_200_000L);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }
}
