package hk.innopark.jobs.account;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.DowntimeReason;
import hk.innopark.jobs.account.MachineAccount.Outcome;
import hk.innopark.jobs.account.ReasonNames.Word;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.reference.MachineHistory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What becomes of a word about a machine's time, beside what it says. */
class MachineAccountWordsTest {
  private static final long START = History.START;
  private static final long MINUTE = Minutes.MILLIS;
  private static final long NAMING_MILLIS = AccountConfig.DEFAULT.namingHorizon().toMillis();

  private final AccountBook book = new AccountBook(TestMachine.standard());

  @Test
  void aWordIsTakenOnce() {
    book.accept(Readings.at(START, "b1", 0, "\"state\":\"DOWN\""));
    for (Word word : new Word[] {stop("w1", START), order("w2"), retraction("w3", "w1")}) {
      assertThat(book.annotate(word, START + MINUTE)).as(word.id()).isEqualTo(Outcome.ACCEPTED);
      assertThat(book.annotate(word, START + MINUTE)).as(word.id()).isEqualTo(Outcome.DUPLICATE);
    }
  }

  @Test
  void aWordAboutATimeThatCanNoLongerBeNamedIsLate() {
    long now = START + NAMING_MILLIS;
    assertThat(book.annotate(stop("w1", START), now)).isEqualTo(Outcome.ACCEPTED);
    assertThat(book.annotate(stop("w2", START - 1), now)).isEqualTo(Outcome.LATE);
    assertThat(book.at(Minutes.of(now), Element.LATE)).as("when it arrived").isEqualTo(1);
  }

  @Test
  void theSilenceBeforeAWordIsSaid() {
    book.accept(Readings.at(START, "b1", 0, "\"state\":\"RUNNING\""));
    book.annotate(stop("w1", START), START + 10 * MINUTE);
    assertThat(book.total(Element.UNKNOWN_MS)).isEqualTo(8 * MINUTE);
  }

  @Test
  void theSilenceBeforeADeadLetterIsSaid() {
    AccountState state = new AccountState();
    long[] unknownMillis = new long[1];
    MachineAccount account =
        new MachineAccount(
            MachineHistory.of(TestMachine.standard()),
            state,
            AccountConfig.DEFAULT,
            (minute, slot, elements) -> unknownMillis[0] += elements.get(Element.UNKNOWN_MS));
    account.accept(Readings.at(START, "b1", 0, "\"state\":\"RUNNING\""));
    account.countDeadLetter(START + 10 * MINUTE);
    account.drain();
    assertThat(unknownMillis[0]).isEqualTo(8 * MINUTE);
  }

  @Test
  void moreThanTwoThousandWordsAreNoHumans() {
    MachineAccount account =
        new MachineAccount(
            MachineHistory.of(TestMachine.standard()),
            new AccountState(),
            AccountConfig.DEFAULT,
            (minute, slot, elements) -> {});
    for (int word = 0; word < 2_000; word++) {
      assertThat(account.mayBeAnnotated()).as("%d words", word).isTrue();
      String id = "w" + word;
      account.annotate(word % 2 == 0 ? order(id) : stop(id, START + word), START + MINUTE);
    }
    assertThat(account.mayBeAnnotated()).isFalse();
  }

  private static Word stop(String id, long fromMillis) {
    return new Word(
        id, START, fromMillis, fromMillis + MINUTE, DowntimeReason.BREAKDOWN, "torn belt", null);
  }

  private static Word retraction(String id, String replaces) {
    return new Word(id, START, START, START + MINUTE, null, null, replaces);
  }

  private static Word order(String id) {
    long until = START + Duration.ofHours(1).toMillis();
    return new Word(id, START, START, until, null, null, null, "po-1", "noodle");
  }
}
