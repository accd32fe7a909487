package hk.innopark.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
  @Test
  void hasRoomForTheWholeReceiveMaximumAtTheGreatestPayload() throws InterruptedException {
    MemoryBudget budget = new MemoryBudget(10);
    int greatest = MemoryBudget.units(64, 64 * 1024);

    for (int i = 0; i < 10; i++) {
      assertThat(budget.take(greatest)).isTrue();
    }
    assertThat(budget.take(1)).isFalse();
    budget.giveBack(greatest);
    assertThat(budget.take(greatest)).isTrue();
  }

  @Test
  void keepsHalfOfItForMessagesThatMustNotBeLost() {
    MemoryBudget budget = new MemoryBudget(10);
    int taken = 0;
    while (budget.takeSpare(1)) {
      taken++;
    }
    assertThat(taken).isEqualTo(10 * MemoryBudget.units(64, 64 * 1024) / 2);
  }

  @Test
  void aLongTopicTakesRoomAsItsBytesDo() {
    assertThat(MemoryBudget.units(60_000, 1) * 1024).isGreaterThan(60_000);
  }
}
