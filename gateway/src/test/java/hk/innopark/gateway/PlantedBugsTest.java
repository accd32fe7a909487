package hk.innopark.gateway;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The proof of the proof: each mistake, made on purpose, fails the check that is there for it. */
class PlantedBugsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  @Test
  void anAckBeforeKafkaIsCaught() throws IOException {
    assertCaught(
        PlantedBug.ACK_BEFORE_KAFKA,
        AcknowledgementContract::acknowledgesNothingBeforeKafkaConfirms);
  }

  @Test
  void anAckOutOfOrderIsCaught() throws IOException {
    assertCaught(
        PlantedBug.ACK_OUT_OF_ORDER, AcknowledgementContract::acknowledgesInTheOrderOfArrival);
  }

  @Test
  void anAckOfAnOlderConnectionIsCaught() throws IOException {
    assertCaught(
        PlantedBug.ACK_OF_AN_OLDER_CONNECTION,
        AcknowledgementContract::acknowledgesOnlyOnTheConnectionOnWhichAMessageCame);
  }

  @Test
  void aDroppedRepetitionIsCaught() throws IOException {
    assertCaught(
        PlantedBug.DROP_REPETITIONS, AcknowledgementContract::forwardsARepeatedMessageAgain);
  }

  @Test
  void aMissingSessionExpiryIsCaught() throws IOException {
    assertCaught(
        PlantedBug.NO_SESSION_EXPIRY,
        AcknowledgementContract::asksForASessionThatOutlivesTheConnection);
  }

  @Test
  void aMissingResubscriptionIsCaught() throws IOException {
    assertCaught(
        PlantedBug.NO_RESUBSCRIBE, AcknowledgementContract::subscribesAgainWhereTheSessionIsGone);
  }

  @Test
  void aBlockingCallbackIsCaught() throws IOException {
    assertCaught(
        PlantedBug.BLOCKING_CALLBACK,
        AcknowledgementContract::keepsTheConnectionWhileKafkaStandsStill);
  }

  @Test
  void aSwallowedExceptionIsCaught() throws IOException {
    assertCaught(
        PlantedBug.SWALLOWED_EXCEPTION,
        AcknowledgementContract::letsAMessageComeAgainThatItCouldNotTakeIn);
  }

  private static void assertCaught(PlantedBug bug, Consumer<AcknowledgementContract> check)
      throws IOException {
    try (AcknowledgementContract contract = new AcknowledgementContract(bug.get(), PATIENCE)) {
      assertThatThrownBy(() -> check.accept(contract)).isInstanceOf(AssertionError.class);
    }
  }
}
