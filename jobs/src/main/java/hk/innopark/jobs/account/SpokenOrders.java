package hk.innopark.jobs.account;

import hk.innopark.jobs.account.OrderSums.OrderSum;
import hk.innopark.jobs.account.ReasonNames.Span;
import hk.innopark.jobs.account.ReasonNames.Word;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Elements;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a machine did for orders that people begin and end: the sums of its minutes that begin
 * within their words. Minutes for which it names an order itself are that order's, and minutes of
 * set-up alone before an order begins are the order's that they prepare. It is a function of the
 * minutes and the words, so late readings and late words come out alike in any order.
 */
final class SpokenOrders {
  /** What is known of a minute; null where nothing is. */
  @FunctionalInterface
  interface MinuteSums {
    Elements of(long minuteMillis);
  }

  private static final long LONGEST_SETUP_MILLIS = 12L * 3_600_000;

  /** Time in a minute of set-up in which something else happened, too, is not set-up alone. */
  private static final List<Element> NOT_SETUP =
      List.of(
          Element.PRODUCTION_MS,
          Element.IDLE_MS,
          Element.PLANNED_DOWN_MS,
          Element.OUTSIDE_PLAN_MS,
          Element.GOOD_ITEMS,
          Element.SCRAP_ITEMS);

  private final AccountState state;
  private final MinuteSums minutes;
  private final Map<String, OrderSum> said = new LinkedHashMap<>();
  private long dirtyFrom = Long.MIN_VALUE;
  private long dirtyTo = Long.MAX_VALUE;

  SpokenOrders(AccountState state, MinuteSums minutes) {
    this.state = state;
    this.minutes = minutes;
  }

  private boolean isIdle() {
    return state.orderNames.isEmpty() && said.isEmpty();
  }

  /** A minute has changed. */
  void touch(long minuteMillis) {
    dirtyFrom = Math.min(dirtyFrom, minuteMillis);
    dirtyTo = Math.max(dirtyTo, minuteMillis);
  }

  /** What people say has changed. */
  void touchAll() {
    dirtyFrom = Long.MIN_VALUE;
    dirtyTo = Long.MAX_VALUE;
  }

  /** Says all that has changed since the last time, with what the machine itself says of it. */
  void say(OrderSums.Output out) {
    if (isIdle() || dirtyFrom > dirtyTo) {
      return;
    }
    Map<String, OrderSum> now = new LinkedHashMap<>();
    for (Work work : works()) {
      add(work, now);
    }
    dirtyFrom = Long.MAX_VALUE;
    dirtyTo = Long.MIN_VALUE;
    List<OrderSum> changed = new ArrayList<>();
    for (Map.Entry<String, OrderSum> one : now.entrySet()) {
      OrderSum before = said.get(one.getKey());
      if (before == null || !isSame(before, one.getValue())) {
        changed.add(one.getValue());
      }
    }
    for (Map.Entry<String, OrderSum> one : said.entrySet()) {
      if (!now.containsKey(one.getKey())) {
        changed.add(new OrderSum(one.getValue().order, one.getValue().product, one.getValue().day));
      }
    }
    said.clear();
    said.putAll(now);
    for (OrderSum sum : changed) {
      out.accept(state.orders.with(sum));
    }
  }

  /** What the machine says of an order, with what people say of it. */
  OrderSum with(OrderSum own) {
    OrderSum spoken = said.get(key(own.order, own.product, own.day.fromMillis()));
    return spoken == null ? own : own.plus(spoken);
  }

  private static boolean isSame(OrderSum one, OrderSum other) {
    return one.beginMillis == other.beginMillis
        && one.endMillis == other.endMillis
        && one.elements.equals(other.elements);
  }

  private static String key(String order, String product, long dayMillis) {
    return order + '\u001f' + (product == null ? "" : product) + '\u001f' + dayMillis;
  }

  /** A time of one order: whole minutes, and since when it was said. */
  private record Work(Word word, long saidFromMillis, long fromMillis, long toMillis) {}

  /** In order of time, none overlapping another. */
  private List<Work> works() {
    List<Work> works = new ArrayList<>();
    for (Span span : state.orderNames.spans()) {
      long first = firstMinute(span.fromMillis());
      long to = firstMinute(Math.min(span.toMillis(), Math.max(first, state.arrivalMillis)));
      Work last = works.isEmpty() ? null : works.get(works.size() - 1);
      boolean goesOn =
          last != null && last.toMillis() == first && isOfSame(last.word(), span.word());
      long from = goesOn ? first : withSetup(first);
      if (last != null && last.toMillis() > from) {
        works.set(
            works.size() - 1,
            new Work(
                last.word(),
                last.saidFromMillis(),
                last.fromMillis(),
                Math.max(last.fromMillis(), from)));
      }
      works.add(new Work(span.word(), span.fromMillis(), from, to));
    }
    return works;
  }

  private static boolean isOfSame(Word one, Word other) {
    return Objects.equals(one.order(), other.order())
        && Objects.equals(one.product(), other.product());
  }

  private static long firstMinute(long millis) {
    return Minutes.of(millis + Minutes.MILLIS - 1);
  }

  /** Back over what only prepares. */
  private long withSetup(long firstMillis) {
    long from = firstMillis;
    while (from > firstMillis - LONGEST_SETUP_MILLIS && isSetupAlone(from - Minutes.MILLIS)) {
      from -= Minutes.MILLIS;
    }
    return from;
  }

  private boolean isSetupAlone(long minute) {
    if (state.orders.isNamed(minute)) {
      return false;
    }
    Elements sum = minutes.of(minute);
    return sum != null
        && sum.get(Element.SETUP_MS) > 0
        && NOT_SETUP.stream().allMatch(element -> sum.get(element) == 0);
  }

  private void add(Work work, Map<String, OrderSum> sums) {
    OrderSum sum = null;
    for (long minute = work.fromMillis(); minute < work.toMillis(); minute += Minutes.MILLIS) {
      if (sum == null || !sum.day.contains(minute)) {
        sum = sum(work.word(), minute, sums);
        sum.see(Math.max(Math.min(minute, work.saidFromMillis()), sum.day.fromMillis()));
      }
      if (!state.orders.isNamed(minute)) {
        Elements of = minutes.of(minute);
        if (of != null) {
          sum.elements.add(of);
        }
      }
      sum.see(Math.min(minute + Minutes.MILLIS, work.word().toMillis()));
    }
    if (sum == null && work.saidFromMillis() <= state.arrivalMillis) {
      sum(work.word(), work.saidFromMillis(), sums).see(work.saidFromMillis());
    }
  }

  private static OrderSum sum(Word word, long minute, Map<String, OrderSum> sums) {
    LocalDays.Day day = LocalDays.of(minute);
    return sums.computeIfAbsent(
        key(word.order(), word.product(), day.fromMillis()),
        key -> new OrderSum(word.order(), word.product(), day));
  }
}
