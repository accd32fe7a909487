package hk.innopark.gateway;

import static hk.innopark.gateway.ScriptedBench.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.gateway.testing.ScriptedBroker;
import hk.innopark.gateway.testing.ScriptedBroker.Kind;
import hk.innopark.gateway.testing.ScriptedBroker.Packet;
import hk.innopark.gateway.testing.ScriptedBroker.SessionState;
import hk.innopark.gateway.testing.ScriptedLink;
import java.time.Duration;

/**
 * What the gateway owes to a broker, checked packet by packet. The bench may hold a gateway of
 * wrong parts, so that each check can be shown to fail.
 */
final class AcknowledgementContract {
  /** Long enough for a PUBACK that should not come to be seen. */
  private static final Duration A_WHILE = Duration.ofMillis(400);

  private final ScriptedBroker broker;
  private final FakeKafka kafka;
  private final ScriptedBench bench;

  AcknowledgementContract(ScriptedBench bench) {
    this.bench = bench;
    this.broker = bench.broker;
    this.kafka = bench.kafka;
  }

  void acknowledgesNothingBeforeKafkaConfirms() {
    ScriptedLink link = broker.acceptAndGrant(SessionState.NEW);
    link.publish(11, TOPIC, "one");
    kafka.awaitSent(1);

    assertThat(link.next(A_WHILE)).as("a PUBACK before Kafka's confirmation").isEmpty();
    kafka.confirm(0);
    assertThat(link.expect(Kind.PUBACK).id()).isEqualTo(11);
  }

  void acknowledgesInTheOrderOfArrival() {
    ScriptedLink link = broker.acceptAndGrant(SessionState.NEW);
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
    ScriptedLink first = broker.acceptAndGrant(SessionState.NEW);
    first.publish(11, TOPIC, "old");
    kafka.awaitSent(1);
    first.close();
    ScriptedLink second = broker.acceptAndGrant(SessionState.NEW);
    second.publish(11, TOPIC, "new");
    kafka.awaitSent(2);

    kafka.confirm(0);
    assertThat(second.next(A_WHILE)).as("a PUBACK that belongs to another message").isEmpty();
    kafka.confirm(1);
    assertThat(second.expect(Kind.PUBACK).id()).isEqualTo(11);
  }

  void forwardsARepeatedMessageAgain() {
    ScriptedLink first = broker.acceptAndGrant(SessionState.NEW);
    first.publish(11, TOPIC, "one");
    kafka.awaitSent(1);
    first.close();
    ScriptedLink second = broker.accept();
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

    ScriptedLink second = broker.accept();
    second.connAck(SessionState.NEW, 0);
    assertThat(second.expect(Kind.SUBSCRIBE).text()).contains("innopark/#");
  }

  void keepsTheConnectionWhileKafkaStandsStill() {
    ScriptedLink link = broker.acceptAndGrant(SessionState.NEW);
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
    ScriptedLink first = broker.acceptAndGrant(SessionState.NEW);
    bench.failures.set(1);
    first.publish(11, TOPIC, "one");

    first.expect(Kind.END);
    ScriptedLink second = broker.accept();
    second.connAck(SessionState.PRESENT, 0);
    second.grant();
    second.unsubAck();
    second.publishAgain(11, TOPIC, "one");
    kafka.awaitSent(1);
    kafka.confirm(0);
    assertThat(second.expect(Kind.PUBACK).id()).isEqualTo(11);
  }
}
