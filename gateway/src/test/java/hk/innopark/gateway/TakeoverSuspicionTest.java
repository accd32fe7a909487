package hk.innopark.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TakeoverSuspicionTest {
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final Duration LONG = Duration.ofHours(1);

  private final TakeoverSuspicion suspicion = new TakeoverSuspicion();

  @Test
  void needsSeveralShortConnectionsInARow() {
    assertThat(suspicion.closedAfter(LONG)).isFalse();
    assertThat(suspicion.closedAfter(SHORT)).isFalse();
    assertThat(suspicion.closedAfter(SHORT)).isFalse();
    assertThat(suspicion.closedAfter(LONG)).isFalse();
    assertThat(suspicion.closedAfter(SHORT)).isFalse();
    assertThat(suspicion.closedAfter(SHORT)).isFalse();
    assertThat(suspicion.closedAfter(SHORT)).isTrue();
  }

  @Test
  void staysUntilThereIsAnotherExplanation() {
    for (int i = 0; i < 3; i++) {
      suspicion.closedAfter(SHORT);
    }
    assertThat(suspicion.closedAfter(LONG)).isTrue();
    suspicion.otherTrouble();
    assertThat(suspicion.closedAfter(SHORT)).isFalse();
  }

  @Test
  void believesTheBrokerUnlessTheOtherClientMayBeAnAttemptOfOnesOwn() {
    assertThat(suspicion.takenOverAfter(SHORT)).isTrue();
    suspicion.attemptGivenUp();
    assertThat(suspicion.takenOverAfter(SHORT)).isFalse();
    assertThat(suspicion.takenOverAfter(SHORT)).as("the attempt came but once").isTrue();
    suspicion.attemptGivenUp();
    assertThat(suspicion.takenOverAfter(LONG)).as("long after the attempt").isTrue();
  }
}
