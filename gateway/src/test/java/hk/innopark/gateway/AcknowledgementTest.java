package hk.innopark.gateway;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The gateway as it is keeps the contract; {@link PlantedBugsTest} shows what would break it. */
class AcknowledgementTest {
  private ScriptedBench bench;
  private AcknowledgementContract contract;

  @BeforeEach
  void start() throws IOException {
    bench = new ScriptedBench();
    contract = new AcknowledgementContract(bench);
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  @Test
  void acknowledgesNothingBeforeKafkaConfirms() {
    contract.acknowledgesNothingBeforeKafkaConfirms();
  }

  @Test
  void acknowledgesInTheOrderOfArrival() {
    contract.acknowledgesInTheOrderOfArrival();
  }

  @Test
  void acknowledgesOnlyOnTheConnectionOnWhichAMessageCame() {
    contract.acknowledgesOnlyOnTheConnectionOnWhichAMessageCame();
  }

  @Test
  void forwardsARepeatedMessageAgain() {
    contract.forwardsARepeatedMessageAgain();
  }

  @Test
  void asksForASessionThatOutlivesTheConnection() {
    contract.asksForASessionThatOutlivesTheConnection();
  }

  @Test
  void subscribesAgainWhereTheSessionIsGone() {
    contract.subscribesAgainWhereTheSessionIsGone();
  }

  @Test
  void keepsTheConnectionWhileKafkaStandsStill() {
    contract.keepsTheConnectionWhileKafkaStandsStill();
  }

  @Test
  void letsAMessageComeAgainThatItCouldNotTakeIn() {
    contract.letsAMessageComeAgainThatItCouldNotTakeIn();
  }
}
