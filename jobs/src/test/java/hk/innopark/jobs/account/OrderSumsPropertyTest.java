package hk.innopark.jobs.account;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.Reading;
import hk.innopark.jobs.account.OrderSums.OrderSum;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Elements;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Orders are made of what makes the minutes, whatever comes when. */
class OrderSumsPropertyTest {
  private static final long HOUR = 3_600_000L;

  /** Counts of messages, which are no work on an order. */
  private static final Set<Element> OF_MESSAGES =
      EnumSet.of(
          Element.MESSAGES,
          Element.DUPLICATES,
          Element.LATE,
          Element.DEAD_LETTERS,
          Element.SEQUENCE_GAPS,
          Element.SEQUENCE_RESTARTS,
          Element.UNKNOWN_SIGNALS,
          Element.QUARANTINED,
          Element.RESETS,
          Element.CLOCK_OFF,
          Element.DIGEST_0,
          Element.DIGEST_1,
          Element.DIGEST_2,
          Element.DIGEST_3);

  /** Every reading names one of three orders, of two products; around midnight. */
  private static List<Reading> history(long seed, int samples) {
    Random random = new Random(seed);
    List<Reading> history = new ArrayList<>();
    int order = 0;
    for (Reading reading : History.of(seed, samples)) {
      order = random.nextInt(15) == 0 ? random.nextInt(3) : order;
      history.add(Readings.of(reading, "order-" + order, "product-" + order % 2));
    }
    return history;
  }

  private static List<Reading> shuffled(List<Reading> history, long seed) {
    List<Reading> arrivals = new ArrayList<>(history);
    Collections.shuffle(arrivals, new Random(seed));
    long now = history.get(history.size() - 1).timestampMillis();
    arrivals.replaceAll(reading -> Readings.receivedAt(reading, now));
    return arrivals;
  }

  private static AccountBook book(List<Reading> arrivals, long end) {
    AccountBook book = new AccountBook(TestMachine.standard());
    arrivals.forEach(book::accept);
    book.advanceTo(end);
    return book;
  }

  @Property(tries = 200)
  void theSumOfOrdersIsTheMachineToTheLastUnit(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 150) int samples) {
    List<Reading> history = history(seed, samples);
    AccountBook book = new AccountBook(TestMachine.standard());
    int left = samples;
    for (Reading reading : shuffled(history, seed + 1)) {
      book.accept(reading);
      if (--left % 20 == 0) {
        assertSumIsTheMachine(book);
      }
    }
    book.advanceTo(history.get(samples - 1).timestampMillis() + HOUR);
    assertSumIsTheMachine(book);
  }

  private static void assertSumIsTheMachine(AccountBook book) {
    Elements sum = new Elements();
    for (OrderSum order : book.orders().values()) {
      sum.add(order.elements);
    }
    for (Element element : Element.values()) {
      if (!OF_MESSAGES.contains(element)) {
        assertThat(sum.get(element)).as(element.name()).isEqualTo(book.total(element));
      }
    }
  }

  @Property(tries = 200)
  void theOrderOfArrivalChangesNoOrder(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 120) int samples) {
    List<Reading> history = history(seed, samples);
    long end = history.get(samples - 1).timestampMillis() + HOUR;
    AccountBook inOrder = book(history, end);
    AccountBook shuffled = book(shuffled(history, seed + 1), end);
    assertThat(shuffled.orders().keySet()).containsAll(inOrder.orders().keySet());
    shuffled
        .orders()
        .forEach(
            (key, sum) -> {
              OrderSum other = inOrder.orders().get(key);
              if (other == null) {
                assertThat(sum.elements.isZero()).as(key).isTrue();
              } else {
                assertThat(sum.elements).as(key).isEqualTo(other.elements);
                assertThat(sum.beginMillis).as(key).isEqualTo(other.beginMillis);
                assertThat(sum.endMillis).as(key).isEqualTo(other.endMillis);
              }
            });
  }

  @Property(tries = 50)
  void aRestartAnywhereChangesNothing(@ForAll long seed) throws Exception {
    List<Reading> history = history(seed, 60);
    long end = history.get(59).timestampMillis() + HOUR;
    AccountBook restarted = new AccountBook(TestMachine.standard());
    for (Reading reading : shuffled(history, seed)) {
      restarted.accept(reading);
      restarted.restart();
    }
    restarted.advanceTo(end);
    assertSumIsTheMachine(restarted);
  }
}
