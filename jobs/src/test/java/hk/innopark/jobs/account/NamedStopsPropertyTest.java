package hk.innopark.jobs.account;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.DowntimeReason;
import hk.innopark.events.MachineState;
import hk.innopark.events.Reading;
import hk.innopark.jobs.account.MachineAccount.Outcome;
import hk.innopark.jobs.account.ReasonNames.Word;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Elements;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Naming moves time between reasons, in any order of arrival, and leaves nothing when undone. */
class NamedStopsPropertyTest {
  private static final long HOUR = 3_600_000L;
  private static final DowntimeReason[] REASONS = DowntimeReason.values();
  private static final Set<Element> MOVED = EnumSet.of(Element.FAILURES, Element.REPAIR_MS);

  static {
    MOVED.add(Element.IDLE_MS);
    for (DowntimeReason reason : REASONS) {
      MOVED.add(Element.delay(reason));
    }
  }

  /** Something that reaches the account. */
  private record Arrival(Reading reading, Word word) {}

  @Property(tries = 300)
  void theOrderInWhichReadingsAndWordsComeMakesNoDifference(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 120) int samples) {
    List<Reading> history =
        seed % 2 == 0 ? History.of(seed, samples) : History.sparse(seed, samples);
    List<Word> words = words(seed, history);
    AccountBook inOrder = book(arrivals(history, words), history);
    List<Arrival> shuffled = arrivals(history, words);
    Collections.shuffle(shuffled, new Random(seed + 1));
    AccountBook other = book(shuffled, history);
    for (Element element : MOVED) {
      assertThat(by(element, other)).as(element.name()).isEqualTo(by(element, inOrder));
    }
    assertThat(other.stops()).isEqualTo(inOrder.stops());
  }

  private static Map<Long, Long> by(Element element, AccountBook book) {
    Map<Long, Long> amounts = new TreeMap<>();
    book.minutes().forEach((minute, elements) -> amounts.put(minute, elements.get(element)));
    return amounts;
  }

  @Property(tries = 300)
  void namingMovesTimeAndMakesNone(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 120) int samples) {
    List<Reading> history = History.of(seed, samples);
    List<Arrival> named = arrivals(history, words(seed, history));
    Collections.shuffle(named, new Random(seed));
    SortedMap<Long, Elements> with = book(named, history).minutes();
    SortedMap<Long, Elements> without = book(arrivals(history, List.of()), history).minutes();
    assertThat(with.keySet()).isEqualTo(without.keySet());
    with.forEach(
        (minute, elements) -> {
          assertThat(stood(elements)).isEqualTo(stood(without.get(minute)));
          for (Element element : Element.values()) {
            if (!MOVED.contains(element)) {
              assertThat(elements.get(element)).isEqualTo(without.get(minute).get(element));
            } else {
              assertThat(elements.get(element)).as(element.name()).isNotNegative();
            }
          }
        });
  }

  @Property(tries = 300)
  void takingBackLeavesNothingBehind(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 120) int samples) {
    List<Reading> history = History.of(seed, samples);
    List<Word> words = words(seed, history);
    List<Word> all = new ArrayList<>(words);
    for (Word word : words) {
      all.add(
          new Word(
              "back-" + word.id(),
              word.saidAtMillis() + 1_000_000,
              word.fromMillis(),
              word.toMillis(),
              null,
              null,
              word.id()));
    }
    List<Arrival> arrivals = arrivals(history, all);
    Collections.shuffle(arrivals, new Random(seed));
    AccountBook undone = book(arrivals, history);
    AccountBook never = book(arrivals(history, List.of()), history);
    assertThat(undone.minutes()).isEqualTo(never.minutes());
    assertThat(undone.stops()).isEqualTo(never.stops());
  }

  /** The truth: a machine that had said it itself. */
  @Property(tries = 500)
  void aNameCountsLikeTheMachinesOwnWord(
      @ForAll long seed, @ForAll @IntRange(min = 4, max = 120) int samples) {
    Random random = new Random(seed);
    List<Reading> history = History.of(seed, samples);
    int from = random.nextInt(samples - 2);
    int to = from + 1 + random.nextInt(samples - from - 1);
    DowntimeReason reason =
        random.nextBoolean() ? DowntimeReason.PLANNED_MAINTENANCE : DowntimeReason.MATERIAL;
    List<Reading> told = new ArrayList<>();
    for (int index = 0; index < samples; index++) {
      Reading reading = history.get(index);
      boolean isStop = reading.state() == MachineState.DOWN || reading.state() == MachineState.IDLE;
      told.add(isStop && index >= from && index < to ? Readings.because(reading, reason) : reading);
    }
    Word word =
        new Word(
            "w",
            1,
            history.get(from).timestampMillis(),
            history.get(to).timestampMillis(),
            reason,
            "own",
            null);
    List<Arrival> arrivals = arrivals(history, List.of(word));
    Collections.shuffle(arrivals, random);
    assertThat(book(arrivals, history).minutes())
        .isEqualTo(book(arrivals(told, List.of()), told).minutes());
  }

  @Property(tries = 100)
  void aRestartAnywhereChangesNothing(@ForAll long seed) throws Exception {
    List<Reading> history = History.of(seed, 80);
    List<Arrival> arrivals = arrivals(history, words(seed, history));
    Collections.shuffle(arrivals, new Random(seed));
    AccountBook restarted = new AccountBook(TestMachine.standard());
    long now = now(history);
    for (Arrival arrival : arrivals) {
      now += 100;
      enter(arrival, now, restarted);
      restarted.minutes();
      restarted.restart();
    }
    restarted.advanceTo(now(history) + HOUR);
    AccountBook whole = book(arrivals, history);
    assertThat(restarted.minutes()).isEqualTo(whole.minutes());
    assertThat(restarted.stops()).isEqualTo(whole.stops());
  }

  /** What the stops add up to is what the elements say. */
  @Property(tries = 200)
  void theSumOfStopsIsTheSumOfReasons(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 120) int samples) {
    List<Reading> history = History.of(seed, samples);
    List<Arrival> arrivals = arrivals(history, words(seed, history));
    Collections.shuffle(arrivals, new Random(seed));
    AccountBook book = book(arrivals, history);
    for (DowntimeReason reason : REASONS) {
      long stops =
          book.stops().values().stream()
              .filter(piece -> reason(piece) == reason)
              .mapToLong(piece -> piece.toMillis() - piece.fromMillis())
              .sum();
      assertThat(stops).as(reason.name()).isEqualTo(book.total(Element.delay(reason)));
    }
  }

  private static DowntimeReason reason(StopPiece piece) {
    if (piece.word() != null) {
      return piece.word().standard();
    }
    return piece.machineReason() == null ? DowntimeReason.UNSPECIFIED : piece.machineReason();
  }

  private static long stood(Elements elements) {
    long sum = elements.get(Element.IDLE_MS);
    for (DowntimeReason reason : REASONS) {
      sum += elements.get(Element.delay(reason));
    }
    return sum;
  }

  /** Names, renamings and retractions of any times of a history. */
  private static List<Word> words(long seed, List<Reading> history) {
    Random random = new Random(seed ^ 0x5eed);
    long start = history.get(0).timestampMillis() - 60_000;
    int length = (int) (history.get(history.size() - 1).timestampMillis() + 120_000 - start);
    List<Word> words = new ArrayList<>();
    for (int index = random.nextInt(8); index > 0; index--) {
      long from = start + random.nextInt(length);
      boolean isRetraction = !words.isEmpty() && random.nextInt(4) == 0;
      String replaces = isRetraction || random.nextInt(5) == 0 ? "w" + random.nextInt(8) : null;
      words.add(
          new Word(
              "w" + index,
              1 + random.nextInt(5),
              from,
              from + 1 + random.nextInt(300_000),
              isRetraction ? null : REASONS[random.nextInt(REASONS.length)],
              isRetraction ? null : "own",
              replaces));
    }
    return words;
  }

  private static List<Arrival> arrivals(List<Reading> history, List<Word> words) {
    List<Arrival> arrivals = new ArrayList<>();
    history.forEach(reading -> arrivals.add(new Arrival(reading, null)));
    words.forEach(word -> arrivals.add(new Arrival(null, word)));
    return arrivals;
  }

  private static AccountBook book(List<Arrival> arrivals, List<Reading> history) {
    AccountBook book = new AccountBook(TestMachine.standard());
    long now = now(history);
    for (Arrival arrival : arrivals) {
      now += 100;
      enter(arrival, now, book);
    }
    book.advanceTo(now(history) + HOUR);
    return book;
  }

  private static void enter(Arrival arrival, long now, AccountBook book) {
    if (arrival.reading() == null) {
      assertThat(book.annotate(arrival.word(), now)).isEqualTo(Outcome.ACCEPTED);
    } else {
      assertThat(book.accept(Readings.receivedAt(arrival.reading(), now)))
          .isEqualTo(Outcome.ACCEPTED);
    }
  }

  private static long now(List<Reading> history) {
    return history.get(history.size() - 1).timestampMillis();
  }
}
