package hk.innopark.jobs.account;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.MachineState;
import hk.innopark.events.Reading;
import hk.innopark.events.Signal;
import hk.innopark.jobs.account.MachineAccount.Outcome;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.reference.RegisterSwap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineAccountPropertyTest {
  private static final long HOUR = 3_600_000L;

  @Property(tries = 200)
  void conservesEnergyAndItemsAtEveryMoment(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 120) int samples) {
    List<Reading> history = History.of(seed, samples);
    List<Reading> arrivals = shuffled(history, seed);
    AccountBook book = new AccountBook(TestMachine.standard());
    List<Reading> arrived = new ArrayList<>();
    for (Reading reading : arrivals) {
      assertThat(book.accept(reading)).isEqualTo(Outcome.ACCEPTED);
      arrived.add(reading);
      assertThat(book.total(Element.GRID_NANO_KWH))
          .isEqualTo(span(arrived, Signal.ACTIVE_ENERGY_KWH));
      assertThat(book.total(Element.GOOD_ITEMS)).isEqualTo(span(arrived, Signal.GOOD_COUNT));
    }
  }

  @Property(tries = 300)
  void theOrderOfArrivalLeavesTheFinalElementsUnchanged(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 120) int samples) {
    List<Reading> history = History.of(seed, samples);
    long end = history.get(history.size() - 1).timestampMillis() + HOUR;
    AccountBook inOrder = book(history, end);
    AccountBook shuffled = book(shuffled(history, seed + 1), end);
    assertSame(shuffled, inOrder);
  }

  @Property(tries = 300)
  void theOrderOfArrivalLeavesAllUnchangedAlsoWhereSignalsAreReportedNowAndThen(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 120) int samples) {
    List<Reading> history = History.sparse(seed, samples);
    long end = history.get(history.size() - 1).timestampMillis() + HOUR;
    AccountBook inOrder = book(history, end);
    assertSame(book(shuffled(history, seed + 1), end), inOrder);
  }

  /** In a short one a signal's first reading often comes late. */
  @Property(tries = 2000)
  void theOrderOfArrivalLeavesAllUnchangedAlsoWhereAHistoryHasJustBegun(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 25) int samples) {
    theOrderOfArrivalLeavesAllUnchangedAlsoWhereSignalsAreReportedNowAndThen(seed, samples);
  }

  /** Some readings come minutes late, in an account that forgets after twenty. */
  @Property(tries = 150)
  void whatComesLateChangesNothingAlsoWhereMostIsForgotten(
      @ForAll long seed, @ForAll @IntRange(min = 5, max = 400) int samples) {
    AccountConfig config = new AccountConfig(Duration.ofMinutes(20), Duration.ofDays(8));
    AccountBook inOrder = new AccountBook(TestMachine.standard(), config);
    AccountBook late = new AccountBook(TestMachine.standard(), config);
    Random random = new Random(seed);
    int energyPercent = 1 + random.nextInt(4);
    List<Reading> arrivals = new ArrayList<>();
    for (Reading reading : History.of(seed, samples, 0)) {
      Reading kept =
          Readings.keeping(
              reading,
              signal ->
                  random.nextInt(100) < (signal == Signal.STATE ? 70 : energyPercent)
                      || (signal == Signal.GOOD_COUNT && random.nextInt(3) == 0));
      assertThat(inOrder.accept(kept)).isEqualTo(Outcome.ACCEPTED);
      long delay = random.nextInt(10) == 0 ? random.nextInt(12 * 60_000) : 0;
      arrivals.add(Readings.receivedAt(kept, kept.timestampMillis() + delay));
    }
    arrivals.sort(Comparator.comparingLong(Reading::receivedAtMillis));
    for (Reading reading : arrivals) {
      assertThat(late.accept(reading)).isEqualTo(Outcome.ACCEPTED);
    }
    long end = arrivals.get(samples - 1).receivedAtMillis() + HOUR;
    inOrder.advanceTo(end);
    late.advanceTo(end);
    assertSame(late, inOrder, EnumSet.of(Element.CLOCK_OFF));
  }

  /** Histories in which what an account had forgotten was once missed. */
  @ParameterizedTest
  @CsvSource({
    "-89, 95",
    "682554989, 96",
    "74684987, 106",
    "10041433, 9",
    "10010675, 7",
    "10051474, 8",
    "1001528, 15"
  })
  void theOrderOfArrivalLeavesAllUnchangedAlsoWhereAStateIsSaidLongBeforeOrAfter(
      long seed, int samples) {
    theOrderOfArrivalLeavesAllUnchangedAlsoWhereSignalsAreReportedNowAndThen(seed, samples);
  }

  @Property(tries = 200)
  void aGapFilledLaterEqualsTheHistoryInOnePiece(
      @ForAll long seed,
      @ForAll @IntRange(min = 30, max = 200) int samples,
      @ForAll @IntRange(min = 0, max = 99) int fromPercent,
      @ForAll @IntRange(min = 1, max = 50) int lengthPercent) {
    List<Reading> history = History.of(seed, samples);
    int from = 1 + fromPercent * (samples - 2) / 100;
    int to = Math.min(samples - 1, from + 1 + lengthPercent * samples / 100);
    List<Reading> arrivals = new ArrayList<>(history.subList(0, from));
    arrivals.addAll(history.subList(to, samples));
    List<Reading> backlog = new ArrayList<>(history.subList(from, to));
    long now = history.get(samples - 1).timestampMillis() + HOUR;
    backlog.forEach(reading -> arrivals.add(Readings.receivedAt(reading, now)));
    long end = now + HOUR;
    assertSame(book(arrivals, end), book(history, end));
  }

  @Property(tries = 100)
  void aRestartAnywhereChangesNothing(@ForAll long seed) throws Exception {
    List<Reading> history = History.of(seed, 80);
    List<Reading> arrivals = shuffled(history, seed);
    long end = history.get(79).timestampMillis() + HOUR;
    AccountBook restarted = new AccountBook(TestMachine.standard());
    for (Reading reading : arrivals) {
      restarted.accept(reading);
      restarted.restart();
    }
    restarted.advanceTo(end);
    assertSame(restarted, book(arrivals, end));
  }

  @Property(tries = 100)
  void repeatsAreCountedAndChangeNothingElse(@ForAll long seed) {
    List<Reading> history = History.of(seed, 60);
    AccountBook once = new AccountBook(TestMachine.standard());
    AccountBook twice = new AccountBook(TestMachine.standard());
    Random random = new Random(seed);
    long repeats = 0;
    for (int index = 0; index < history.size(); index++) {
      once.accept(history.get(index));
      twice.accept(history.get(index));
      Reading repeat = history.get(random.nextInt(index + 1));
      assertThat(twice.accept(Readings.receivedAt(repeat, history.get(index).receivedAtMillis())))
          .isEqualTo(Outcome.DUPLICATE);
      repeats++;
    }
    assertThat(twice.total(Element.DUPLICATES)).isEqualTo(repeats);
    for (Element element : Element.values()) {
      if (element != Element.DUPLICATES) {
        assertThat(twice.total(element)).as(element.name()).isEqualTo(once.total(element));
      }
    }
  }

  /** The meter is exchanged amid the history; whatever arrives when, nothing is lost or doubled. */
  @Property(tries = 100)
  void anExchangedMeterConservesEnergyInAnyOrder(
      @ForAll long seed, @ForAll @IntRange(min = 10, max = 100) int samples) {
    List<Reading> history = History.of(seed, samples);
    Reading swapped = history.get(samples / 2);
    long finalReading = swapped.values().get(Signal.ACTIVE_ENERGY_KWH);
    long first = 7_000_000_000L;
    RegisterSwap swap =
        new RegisterSwap(swapped.timestampMillis(), finalReading, first, 1_000_000_000L);
    List<Reading> exchanged = new ArrayList<>();
    for (Reading reading : history) {
      boolean isNew = reading.timestampMillis() >= swap.atMillis();
      exchanged.add(isNew ? Readings.moved(reading, first - finalReading) : reading);
    }
    AccountBook whole = book(history, 0);
    AccountBook book = new AccountBook(TestMachine.standard().swapping(swap));
    for (Reading reading : shuffled(exchanged, seed)) {
      assertThat(book.accept(reading)).isEqualTo(Outcome.ACCEPTED);
    }
    assertThat(book.total(Element.GRID_NANO_KWH)).isEqualTo(whole.total(Element.GRID_NANO_KWH));
    assertThat(book.total(Element.QUARANTINED)).isZero();
  }

  /** A late minute here and there: what hours, days and shifts sum is what the minutes say. */
  @Property(tries = 50)
  void minutesAreWhatTheHistorySaysOfThemHoweverItIsCut(@ForAll long seed) {
    List<Reading> history = History.of(seed, 120);
    AccountBook whole = book(history, 0);
    for (int cut = 20; cut < 120; cut += 20) {
      // the same history in two accounts, which share the reading at the cut
      AccountBook first = book(history.subList(0, cut + 1), 0);
      AccountBook second = book(history.subList(cut, 120), 0);
      for (Element element :
          List.of(Element.GRID_NANO_KWH, Element.GOOD_ITEMS, Element.EXPECTED_MICRO_INTERVALS)) {
        assertThat(first.total(element) + second.total(element))
            .as("%s cut at %d", element, cut)
            .isEqualTo(whole.total(element));
      }
    }
  }

  @Property(tries = 100)
  void timeIsAccountedForOnceAndOnly(@ForAll long seed) {
    List<Reading> history = History.of(seed, 100);
    AccountBook book = book(shuffled(history, seed), 0);
    long first = history.get(0).timestampMillis();
    long last = history.get(99).timestampMillis();
    long accounted = 0;
    for (int index = 0; index <= Element.DELAY_OTHER_MS.ordinal(); index++) {
      accounted += book.total(Element.of(index));
    }
    assertThat(accounted).isEqualTo(last - first);
  }

  @Property(tries = 50)
  void aMachineThatReportsInOrderHoldsAFewSamples(@ForAll long seed) {
    AccountBook book = new AccountBook(TestMachine.standard());
    int most = 0;
    List<Reading> history = History.of(seed, 400, 0);
    // a run of DOWN at the beginning is kept: an earlier boot might still make it longer
    Assume.that(history.get(0).state() != MachineState.DOWN);
    for (Reading reading : history) {
      book.accept(reading);
      most = Math.max(most, book.samplesHeld());
    }
    assertThat(book.gapsOpen()).as("what may have been before the first").isEqualTo(1);
    assertThat(most).isLessThan(12);
  }

  private static void assertSame(AccountBook actual, AccountBook expected) {
    assertSame(actual, expected, EnumSet.noneOf(Element.class));
  }

  private static void assertSame(AccountBook actual, AccountBook expected, EnumSet<Element> but) {
    assertThat(actual.minutes().keySet()).isEqualTo(expected.minutes().keySet());
    expected
        .minutes()
        .forEach(
            (minute, elements) -> {
              for (Element element : EnumSet.complementOf(but)) {
                assertThat(actual.minutes().get(minute).get(element))
                    .as("%s of minute %d", element, minute)
                    .isEqualTo(elements.get(element));
              }
            });
  }

  private static AccountBook book(List<Reading> arrivals, long end) {
    AccountBook book = new AccountBook(TestMachine.standard());
    for (Reading reading : arrivals) {
      assertThat(book.accept(reading)).isEqualTo(Outcome.ACCEPTED);
    }
    book.advanceTo(end);
    return book;
  }

  /** In another order, each received when the last of them was stamped or later. */
  private static List<Reading> shuffled(List<Reading> history, long seed) {
    List<Reading> arrivals = new ArrayList<>(history);
    Collections.shuffle(arrivals, new Random(seed));
    long now = history.get(history.size() - 1).timestampMillis();
    List<Reading> stamped = new ArrayList<>();
    for (Reading reading : arrivals) {
      now += 100;
      stamped.add(Readings.receivedAt(reading, now));
    }
    return stamped;
  }

  private static long span(List<Reading> readings, Signal signal) {
    long least = Long.MAX_VALUE;
    long greatest = Long.MIN_VALUE;
    for (Reading reading : readings) {
      least = Math.min(least, reading.values().get(signal));
      greatest = Math.max(greatest, reading.values().get(signal));
    }
    return greatest - least;
  }
}
