package hk.innopark.jobs.account;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.jobs.account.OrderSums.OrderSum;
import hk.innopark.jobs.account.ReasonNames.Word;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Elements;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which minutes are of which order that people begin and end. */
class SpokenOrderMinutesTest {
  /** Minutes are counted from ten in the morning of a Wednesday in Hong Kong. */
  private static final long TEN = 1_772_589_600_000L;

  private static final long A_DAY = 24 * 60;

  private final AccountState state = new AccountState();
  private final NavigableMap<Long, Elements> minutes = new TreeMap<>();
  private final SpokenOrders orders = new SpokenOrders(state, minutes::get);
  private final List<OrderSum> said = new ArrayList<>();

  private static long at(double minute) {
    return TEN + Math.round(minute * Minutes.MILLIS);
  }

  @BeforeEach
  void fillTwoHours() {
    state.arrivalMillis = at(120);
    for (int minute = -30; minute < 120; minute++) {
      make(minute, Element.GOOD_ITEMS, 1);
      make(minute, Element.PRODUCTION_MS, Minutes.MILLIS);
    }
  }

  private void make(int minute, Element element, long amount) {
    minutes.computeIfAbsent(at(minute), start -> new Elements()).add(element, amount);
  }

  private void setUp(int fromMinute, int toMinute) {
    for (int minute = fromMinute; minute < toMinute; minute++) {
      minutes.put(at(minute), new Elements());
      make(minute, Element.SETUP_MS, Minutes.MILLIS);
    }
  }

  private void says(String id, double from, double to, String order, String replaces) {
    long saidAt = at(200) + state.orderNames.words().size();
    state.orderNames.add(
        new Word(id, saidAt, at(from), at(to), null, null, replaces, order, "board"));
    orders.touchAll();
  }

  /** What is said now: order, good items, minutes of set-up, and from and to in minutes. */
  private List<String> hears() {
    said.clear();
    orders.say(said::add);
    return said.stream().map(SpokenOrderMinutesTest::told).toList();
  }

  private static String told(OrderSum sum) {
    String amounts =
        "%s %d %d"
            .formatted(
                sum.order,
                sum.elements.get(Element.GOOD_ITEMS),
                sum.elements.get(Element.SETUP_MS) / Minutes.MILLIS);
    return sum.beginMillis == Long.MAX_VALUE
        ? amounts
        : amounts + " from " + minute(sum.beginMillis) + " to " + minute(sum.endMillis);
  }

  private static double minute(long millis) {
    return (millis - TEN) / (double) Minutes.MILLIS;
  }

  @Test
  void whereNobodySaysAnythingNothingIsSaid() {
    assertThat(hears()).isEmpty();
  }

  @Test
  void theMinutesThatBeginWithinAWordAreTheOrders() {
    says("w", 10, 20, "WO-1", null);
    assertThat(hears()).containsExactly("WO-1 10 0 from 10.0 to 20.0");
    assertThat(said.get(0).product).isEqualTo("board");
    assertThat(said.get(0).day).isEqualTo(LocalDays.of(TEN));
  }

  @Test
  void aMinuteInWhichAWordBeginsIsNotTheOrdersAndOneInWhichItEndsIs() {
    says("w", 10.5, 20.5, "WO-1", null);
    assertThat(hears()).containsExactly("WO-1 10 0 from 10.5 to 20.5");
  }

  @Test
  void aMinuteOfWhichNothingIsKnownCountsNothing() {
    minutes.remove(at(12));
    says("w", 10, 20, "WO-1", null);
    assertThat(hears()).containsExactly("WO-1 9 0 from 10.0 to 20.0");
  }

  @Test
  void anOrderThatGoesOnIsSaidAsFarAsIsKnown() {
    says("w", 110, 10_000, "WO-1", null);
    assertThat(hears()).containsExactly("WO-1 10 0 from 110.0 to 120.0");
    state.arrivalMillis = at(125);
    make(121, Element.GOOD_ITEMS, 7);
    orders.touch(at(121));
    assertThat(hears()).containsExactly("WO-1 17 0 from 110.0 to 125.0");
  }

  @Test
  void anOrderThatHasJustBegunIsThereWithoutAMinute() {
    says("w", 119.5, 10_000, "WO-1", null);
    assertThat(hears()).containsExactly("WO-1 0 0 from 119.5 to 119.5");
  }

  @Test
  void anOrderThatIsYetToBeginIsNotThere() {
    says("w", 130, 10_000, "WO-1", null);
    assertThat(hears()).isEmpty();
  }

  @Test
  void whatIsUnchangedIsNotSaidAgain() {
    says("w", 10, 20, "WO-1", null);
    hears();
    assertThat(hears()).isEmpty();
    orders.touch(at(15));
    assertThat(hears()).isEmpty();
    make(15, Element.GOOD_ITEMS, 2);
    orders.touch(at(15));
    assertThat(hears()).containsExactly("WO-1 12 0 from 10.0 to 20.0");
  }

  @Test
  void aWordThatIsTakenBackLeavesNothingOfTheOrder() {
    says("w", 10, 20, "WO-1", null);
    hears();
    says("back", 10, 20, null, "w");
    assertThat(hears()).containsExactly("WO-1 0 0");
    assertThat(hears()).isEmpty();
  }

  @Test
  void anotherOrderOfTheSameTimeTakesItsMinutes() {
    says("w", 10, 20, "WO-1", null);
    hears();
    says("x", 15, 20, "WO-2", null);
    assertThat(hears()).containsExactly("WO-1 5 0 from 10.0 to 15.0", "WO-2 5 0 from 15.0 to 20.0");
  }

  @Test
  void setUpAloneBeforeAnOrderPreparesIt() {
    setUp(5, 10);
    says("w", 10, 20, "WO-1", null);
    assertThat(hears()).containsExactly("WO-1 10 5 from 5.0 to 20.0");
  }

  @Test
  void setUpInWhichAnItemWasMadeIsNotSetUpAlone() {
    setUp(5, 10);
    make(7, Element.SCRAP_ITEMS, 1);
    says("w", 10, 20, "WO-1", null);
    assertThat(hears()).containsExactly("WO-1 10 2 from 8.0 to 20.0");
  }

  @Test
  void aMinuteOfWhichNothingIsKnownEndsTheSetUp() {
    setUp(5, 10);
    minutes.remove(at(8));
    says("w", 10, 20, "WO-1", null);
    assertThat(hears()).containsExactly("WO-1 10 1 from 9.0 to 20.0");
  }

  @Test
  void setUpAfterAnOrderPreparesTheNextOneAndIsTakenFromTheOneBefore() {
    setUp(15, 20);
    says("w", 10, 20, "WO-1", null);
    says("x", 20, 30, "WO-2", null);
    assertThat(hears())
        .containsExactly("WO-1 5 0 from 10.0 to 15.0", "WO-2 10 5 from 15.0 to 30.0");
  }

  @Test
  void setUpBetweenTwoWordsOfOneOrderStaysWhereItIs() {
    setUp(15, 20);
    says("w", 10, 20, "WO-1", null);
    says("x", 20, 30, "WO-1", null);
    assertThat(hears()).containsExactly("WO-1 15 5 from 10.0 to 30.0");
  }

  @Test
  void setUpCountsForTwelveHoursAtTheMost() {
    setUp(-800, 10);
    says("w", 10, 11, "WO-1", null);
    assertThat(hears())
        .containsExactlyInAnyOrder(
            "WO-1 0 110 from -710.0 to -600.0", "WO-1 1 610 from -600.0 to 11.0");
  }

  @Test
  void anOrderOverMidnightIsSaidByDay() {
    state.arrivalMillis = at(2 * A_DAY);
    make(14 * 60 - 1, Element.GOOD_ITEMS, 3);
    make(14 * 60, Element.GOOD_ITEMS, 5);
    says("w", 14 * 60 - 2, 14 * 60 + 2, "WO-1", null);
    assertThat(hears())
        .containsExactly("WO-1 3 0 from 838.0 to 840.0", "WO-1 5 0 from 840.0 to 842.0");
    assertThat(said.get(1).day.fromMillis()).isEqualTo(at(14 * 60));
  }

  @Test
  void minutesForWhichTheMachineNamesAnOrderAreThatOrders() {
    state.orders.see("OWN", "board", at(12));
    state.orders.see("OWN", "board", at(14.5));
    says("w", 10, 20, "WO-1", null);
    assertThat(hears()).containsExactly("WO-1 7 0 from 10.0 to 20.0");
  }

  @Test
  void whatTheMachineSaysOfTheSameOrderIsAddedUp() {
    state.orders.see("WO-1", "board", at(-5));
    state.orders.see("WO-1", "board", at(-4));
    says("w", 10, 20, "WO-1", null);
    assertThat(hears()).containsExactly("WO-1 10 0 from -5.0 to 20.0");
    OrderSum own = new OrderSum("WO-1", "board", LocalDays.of(TEN));
    own.elements.add(Element.GOOD_ITEMS, 4);
    assertThat(told(orders.with(own))).isEqualTo("WO-1 14 0 from 10.0 to 20.0");
    OrderSum other = new OrderSum("WO-9", null, LocalDays.of(TEN));
    assertThat(orders.with(other)).isSameAs(other);
  }

  @Test
  void ordersOfOneNameAndAnotherProductAreTwo() {
    state.orders.see("WO-1", "lamp", at(-5));
    says("w", 10, 20, "WO-1", null);
    assertThat(hears()).containsExactly("WO-1 10 0 from 10.0 to 20.0");
  }
}
