package hk.innopark.jobs.account;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.DowntimeReason;
import hk.innopark.jobs.account.ReasonNames.Span;
import hk.innopark.jobs.account.ReasonNames.Word;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds of what people said, however it came. */
class ReasonNamesTest {
  private final ReasonNames names = new ReasonNames();

  private static Word word(String id, long saidAt, long from, long to, String replaces) {
    return new Word(id, saidAt, from, to, DowntimeReason.BREAKDOWN, id + saidAt, replaces);
  }

  private static Word back(String id, long saidAt, String replaces) {
    return new Word(id, saidAt, 0, 0, null, null, replaces);
  }

  private static List<String> told(ReasonNames names) {
    List<String> told = new ArrayList<>();
    for (Span span : names.spans()) {
      told.add(span.fromMillis() + ".." + span.toMillis() + " " + span.word().reason());
    }
    return told;
  }

  /** The same in every order in which the words may come. */
  private static void assertAll(List<Word> words, String... expected) {
    List<Word> order = new ArrayList<>(words);
    for (int turn = 0; turn < words.size(); turn++) {
      Collections.rotate(order, 1);
      for (int half = 0; half < 2; half++) {
        ReasonNames names = new ReasonNames();
        order.forEach(names::add);
        assertThat(told(names)).containsExactly(expected);
        Collections.reverse(order);
      }
    }
  }

  @Test
  void theNewestWordShowsAndTheOlderOneAroundIt() {
    assertAll(
        List.of(word("a", 1, 10, 50, null), word("b", 2, 20, 30, null), word("c", 3, 45, 60, null)),
        "10..20 a1",
        "20..30 b2",
        "30..45 a1",
        "45..60 c3");
  }

  @Test
  void ofTwoWordsWithOneIdTheLaterOneCounts() {
    assertAll(List.of(word("a", 1, 10, 50, null), word("a", 2, 20, 30, null)), "20..30 a2");
  }

  @Test
  void ofTwoWordsOfOneMomentTheSameOneShowsHoweverTheyCome() {
    assertAll(
        List.of(word("a", 1, 10, 50, null), word("b", 1, 20, 30, null)),
        "10..20 a1",
        "20..30 b1",
        "30..50 a1");
  }

  @Test
  void twoWordsThatDifferInTheirReasonAloneAreOneAndTheSameWhateverCameFirst() {
    Word one = new Word("a", 1, 10, 20, DowntimeReason.BREAKDOWN, "belt", null);
    Word other = new Word("a", 1, 10, 20, DowntimeReason.BREAKDOWN, "jam", null);
    assertAll(List.of(one, other), "10..20 jam");
    Word taking = new Word("a", 1, 10, 20, DowntimeReason.BREAKDOWN, "belt", "x");
    ReasonNames names = new ReasonNames();
    names.add(taking);
    names.add(one);
    ReasonNames turned = new ReasonNames();
    turned.add(one);
    turned.add(taking);
    assertThat(names.words()).isEqualTo(turned.words());
    Word bolts = new Word("a", 1, 10, 20, null, null, null, "WO-1", "bolt");
    Word nuts = new Word("a", 1, 10, 20, null, null, null, "WO-1", "nut");
    Word later = new Word("a", 1, 10, 20, null, null, null, "WO-2", "bolt");
    for (List<Word> pair : List.of(List.of(bolts, nuts), List.of(bolts, later))) {
      ReasonNames there = new ReasonNames();
      pair.forEach(there::add);
      ReasonNames andBack = new ReasonNames();
      andBack.add(pair.get(1));
      andBack.add(pair.get(0));
      assertThat(there.words()).containsExactly(pair.get(1));
      assertThat(andBack.words()).containsExactly(pair.get(1));
    }
  }

  @Test
  void aWordThatIsTakenBackHoldsNoMoreUntilThatIsTakenBackItself() {
    List<Word> words = new ArrayList<>(List.of(word("a", 1, 10, 50, null), back("b", 2, "a")));
    assertAll(words);
    words.add(back("c", 3, "b"));
    assertAll(words, "10..50 a1");
  }

  @Test
  void whatHasEndedIsForgottenAndWithItWhatTookItBack() {
    names.add(word("a", 1, 10, 20, null));
    names.add(back("b", 2, "a"));
    names.add(word("c", 3, 10, 30, null));
    names.forget(10);
    assertThat(names.words()).extracting(Word::id).containsExactly("a", "b", "c");
    names.forget(20);
    assertThat(names.words()).extracting(Word::id).containsExactly("a", "b", "c");
    names.forget(21);
    assertThat(names.words()).extracting(Word::id).containsExactly("c");
    assertThat(told(names)).containsExactly("10..30 c3");
    assertThat(names.endMillis()).isEqualTo(30);
    names.forget(31);
    assertThat(names.isEmpty()).isTrue();
    assertThat(told(names)).isEmpty();
    assertThat(names.endMillis()).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void aCopyGoesItsOwnWay() {
    names.add(word("a", 1, 10, 20, null));
    assertThat(names.isEmpty()).isFalse();
    ReasonNames copy = names.copy();
    names.add(word("b", 2, 10, 20, null));
    assertThat(told(copy)).containsExactly("10..20 a1");
    assertThat(copy.has(word("a", 1, 10, 20, null))).isTrue();
    assertThat(copy.has(word("b", 2, 10, 20, null))).isFalse();
  }
}
