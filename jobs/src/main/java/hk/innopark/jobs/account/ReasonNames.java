package hk.innopark.jobs.account;

import hk.innopark.events.Annotation;
import hk.innopark.events.DowntimeReason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What people said of a machine's time, and what of it holds: of each moment the newest word that
 * was not taken back, whatever the order in which the words came.
 */
final class ReasonNames {
  /**
   * A word of somebody.
   *
   * @param standard the standard reason that it stands for; null where it names none
   * @param reason as it was said; null where it names none
   * @param replaces the id of the one that it takes back; null where it takes none back
   * @param order on which the machine works; null where it names none
   * @param product which the order makes; null where it names none
   */
  record Word(
      String id,
      long saidAtMillis,
      long fromMillis,
      long toMillis,
      DowntimeReason standard,
      String reason,
      String replaces,
      String order,
      String product) {
    /** A word on why a machine stood. */
    Word(
        String id,
        long saidAtMillis,
        long fromMillis,
        long toMillis,
        DowntimeReason standard,
        String reason,
        String replaces) {
      this(id, saidAtMillis, fromMillis, toMillis, standard, reason, replaces, null, null);
    }

    static Word of(Annotation said, DowntimeReason standard) {
      return new Word(
          said.id(),
          said.saidAtMillis(),
          said.fromMillis(),
          said.toMillis(),
          standard,
          said.reason(),
          said.replaces(),
          said.order(),
          said.product());
    }

    /** The later one counts; the rest is for two that use one id. */
    static final Comparator<Word> ORDER =
        Comparator.comparingLong(Word::saidAtMillis)
            .thenComparing(Word::id)
            .thenComparingLong(Word::fromMillis)
            .thenComparingLong(Word::toMillis)
            .thenComparing(word -> "" + word.reason())
            .thenComparing(word -> "" + word.replaces())
            .thenComparing(word -> "" + word.order())
            .thenComparing(word -> "" + word.product());

    /** Whether it says something that holds, beside taking back. */
    boolean names() {
      return standard != null || order != null;
    }
  }

  /** A time to which one word applies; end exclusive. */
  record Span(long fromMillis, long toMillis, Word word) {}

  private final List<Word> words = new ArrayList<>(0);
  private List<Span> spans = List.of();

  List<Word> words() {
    return words;
  }

  /** What holds: in order of time, none overlapping another. */
  List<Span> spans() {
    return spans;
  }

  boolean isEmpty() {
    return words.isEmpty();
  }

  /** Whether this very word came before. */
  boolean has(Word word) {
    return words.contains(word);
  }

  /** Takes a word. Of two with one id the later one counts alone. */
  void add(Word word) {
    for (int index = 0; index < words.size(); index++) {
      if (words.get(index).id().equals(word.id())) {
        if (Word.ORDER.compare(words.get(index), word) < 0) {
          words.remove(index);
          break;
        }
        return;
      }
    }
    words.add(word);
    words.sort(Word.ORDER);
    paint();
  }

  /** The end of the last time of which anything is said. */
  long endMillis() {
    return spans.isEmpty() ? Long.MIN_VALUE : spans.get(spans.size() - 1).toMillis();
  }

  /** Forgets words that end before a time, and with them what took them back. */
  void forget(long beforeMillis) {
    Set<String> kept = new HashSet<>();
    words.stream().filter(word -> word.toMillis() >= beforeMillis).forEach(w -> kept.add(w.id()));
    boolean changed =
        words.removeIf(
            word ->
                word.toMillis() < beforeMillis
                    && (word.replaces() == null || !kept.contains(word.replaces())));
    if (changed) {
      paint();
    }
  }

  /** From the newest to the oldest: a word that stands takes its own back, and the newest shows. */
  private void paint() {
    Set<String> takenBack = new HashSet<>();
    List<Word> standing = new ArrayList<>();
    for (int index = words.size() - 1; index >= 0; index--) {
      Word word = words.get(index);
      if (takenBack.contains(word.id())) {
        continue;
      }
      if (word.replaces() != null) {
        takenBack.add(word.replaces());
      }
      if (word.names()) {
        standing.add(word);
      }
    }
    List<Span> painted = new ArrayList<>();
    for (int index = standing.size() - 1; index >= 0; index--) {
      painted = over(painted, standing.get(index));
    }
    spans = List.copyOf(painted);
  }

  private static List<Span> over(List<Span> painted, Word word) {
    List<Span> result = new ArrayList<>();
    for (Span span : painted) {
      if (span.fromMillis() < word.fromMillis()) {
        result.add(
            new Span(span.fromMillis(), Math.min(span.toMillis(), word.fromMillis()), span.word()));
      }
      if (span.toMillis() > word.toMillis()) {
        result.add(
            new Span(Math.max(span.fromMillis(), word.toMillis()), span.toMillis(), span.word()));
      }
    }
    result.add(new Span(word.fromMillis(), word.toMillis(), word));
    result.sort(Comparator.comparingLong(Span::fromMillis));
    return result;
  }

  ReasonNames copy() {
    ReasonNames copy = new ReasonNames();
    copy.words.addAll(words);
    copy.spans = spans;
    return copy;
  }
}
