package hk.innopark.gateway;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The proof of the proof: each mistake, made on purpose, fails the check that is there for it. */
class PlantedBugsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  @Test
  void anAckBeforeKafkaIsCaught() throws IOException {
    assertCaught(
        PlantedBug.ACK_BEFORE_KAFKA,
        AcknowledgementContract::acknowledgesNothingBeforeKafkaConfirms,
        "a PUBACK before Kafka's confirmation");
  }

  @Test
  void anAckOutOfOrderIsCaught() throws IOException {
    assertCaught(
        PlantedBug.ACK_OUT_OF_ORDER, AcknowledgementContract::acknowledgesInTheOrderOfArrival,
        "a PUBACK behind an unconfirmed message");
  }

  @Test
  void anAckOfAnOlderConnectionIsCaught() throws IOException {
    assertCaught(
        PlantedBug.ACK_OF_AN_OLDER_CONNECTION,
        AcknowledgementContract::acknowledgesOnlyOnTheConnectionOnWhichAMessageCame,
        "a PUBACK that belongs to another message");
  }

  @Test
  void aDroppedRepetitionIsCaught() throws IOException {
    assertCaught(
        PlantedBug.DROP_REPETITIONS, AcknowledgementContract::forwardsARepeatedMessageAgain,
        "a PUBACK for what Kafka has not confirmed");
  }

  @Test
  void aMissingSessionExpiryIsCaught() throws IOException {
    assertCaught(
        PlantedBug.NO_SESSION_EXPIRY,
        AcknowledgementContract::asksForASessionThatOutlivesTheConnection,
        "session expiry");
  }

  @Test
  void aMissingResubscriptionIsCaught() throws IOException {
    assertCaught(
        PlantedBug.NO_RESUBSCRIBE, AcknowledgementContract::subscribesAgainWhereTheSessionIsGone,
        "no SUBSCRIBE came");
  }

  @Test
  void aBlockingCallbackIsCaught() throws IOException {
    assertCaught(
        PlantedBug.BLOCKING_CALLBACK,
        AcknowledgementContract::keepsTheConnectionWhileKafkaStandsStill,
        "the end of a connection whose pings were not read");
  }

  @Test
  void aSwallowedExceptionIsCaught() throws IOException {
    assertCaught(
        PlantedBug.SWALLOWED_EXCEPTION,
        AcknowledgementContract::letsAMessageComeAgainThatItCouldNotTakeIn,
        "no END came");
  }

  private static void assertCaught(
      PlantedBug bug, Consumer<AcknowledgementContract> check, String symptom) throws IOException {
    try (ScriptedBench bench = new ScriptedBench(bug.get(), PATIENCE, Map.of())) {
      assertThatThrownBy(() -> check.accept(new AcknowledgementContract(bench)))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining(symptom);
    }
  }
}
