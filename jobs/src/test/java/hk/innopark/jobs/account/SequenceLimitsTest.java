package hk.innopark.jobs.account;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.jobs.account.MachineAccount.Outcome;
import org.junit.jupiter.api.Test;

/** A device that numbers wildly, or restarts all the time, does not make its account grow. */
class SequenceLimitsTest {
  private static final int MOST_GAPS = 256;
  private static final int MOST_BOOTS = 128;
  private static final int TOO_MANY = 5;

  private final AccountBook book = new AccountBook(TestMachine.standard());

  private Outcome sends(String boot, long number, double second) {
    return book.accept(
        Readings.at(Device.at(second), boot, number, Device.energy("1.0" + number % 10)));
  }

  @Test
  void ofTooManyGapsTheOldestAreGivenUp() {
    int messages = MOST_GAPS + TOO_MANY;
    for (int index = 0; index < messages; index++) {
      assertThat(sends("b", 2L * index, index)).isEqualTo(Outcome.ACCEPTED);
    }
    assertThat(book.gapsOpen()).isEqualTo(MOST_GAPS);
    // the first of those given up is what may have been before the first message
    int givenUp = messages - MOST_GAPS - 1;
    for (int index = 1; index < messages; index++) {
      assertThat(sends("b", 2L * index - 1, index - 0.5))
          .as("what was missing before message %d", index)
          .isEqualTo(index <= givenUp ? Outcome.DUPLICATE : Outcome.ACCEPTED);
    }
    assertThat(book.gapsOpen()).isZero();
  }

  @Test
  void ofTooManyBootsTheOldestAreForgotten() {
    int boots = MOST_BOOTS + TOO_MANY;
    for (int index = 0; index < boots; index++) {
      assertThat(sends(boot(index), 0, index * 10)).isEqualTo(Outcome.ACCEPTED);
    }
    for (int index = boots - 1; index >= TOO_MANY; index--) {
      assertThat(sends(boot(index), 0, index * 10)).as(boot(index)).isEqualTo(Outcome.DUPLICATE);
    }
    assertThat(sends(boot(TOO_MANY - 1), 0, (TOO_MANY - 1) * 10 + 1))
        .as("its number is not known any more")
        .isEqualTo(Outcome.ACCEPTED);
  }

  private static String boot(int index) {
    return "boot-" + (100 + index);
  }
}
