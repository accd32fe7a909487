package hk.innopark.jobs.decode;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.jobs.decode.MessageNumbers.Given;
import org.junit.jupiter.api.Test;

class MessageNumbersTest {
  private static final long SILENCE = 60_000;

  @Test
  void eachMessageHasOneMoreAndARepetitionItsOwn() {
    Given first = MessageNumbers.NONE.number(10_000, 1L, SILENCE);
    Given second = first.after().number(20_000, 2L, SILENCE);
    assertThat(first.number()).isZero();
    assertThat(second.number()).isEqualTo(1);
    assertThat(second.boot()).isEqualTo(first.boot());
    Given again = second.after().number(10_000, 1L, SILENCE);
    assertThat(again.number()).isEqualTo(first.number());
    assertThat(again.after()).isEqualTo(second.after());
    assertThat(second.after().number(10_000, 3L, SILENCE).number())
        .as("another message of the same moment")
        .isEqualTo(2);
  }

  @Test
  void aSilenceBeginsABoot() {
    Given first = MessageNumbers.NONE.number(0, 1L, SILENCE);
    Given second = first.after().number(SILENCE, 2L, SILENCE);
    Given third = second.after().number(2 * SILENCE + 1, 3L, SILENCE);
    assertThat(second.boot()).isEqualTo(first.boot());
    assertThat(third.boot()).isEqualTo(first.boot() + 1);
    assertThat(third.number()).isZero();
  }

  @Test
  void withoutAStampNoMessageIsARepetition() {
    Given first = MessageNumbers.NONE.number(5, null, SILENCE);
    assertThat(first.after().number(5, null, SILENCE).number()).isEqualTo(1);
  }

  @Test
  void whatIsRememberedIsBounded() {
    MessageNumbers numbers = MessageNumbers.NONE;
    for (long at = 0; at < 1_000; at++) {
      numbers = numbers.number(at, at, SILENCE).after();
    }
    assertThat(numbers.stamps()).hasSize(MessageNumbers.REMEMBERED);
    assertThat(numbers.number(999, 999L, SILENCE).number()).isEqualTo(999);
    assertThat(numbers.number(5, 5L, SILENCE).number()).as("forgotten").isEqualTo(1_000);
  }
}
