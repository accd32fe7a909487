package hk.innopark.jobs.account;

import hk.innopark.events.Reading;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.figures.LineOee;
import hk.innopark.jobs.reference.MachineReference;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.lookup.WorkPlan;
import hk.innopark.registry.model.ShiftCalendar;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A shop whose figures are computed from its machines' readings, by the steps that can go wrong:
 * each step is one method, and a planted bug is a shop with one of them wrong.
 */
class Shop {
  private final AccountBook book = new AccountBook(reference());

  final AccountBook book() {
    return book;
  }

  /** A reading on its way to the account. */
  void receive(Reading reading) {
    book.accept(reading);
  }

  /** What the account knows of its machine. */
  MachineReference reference() {
    WorkPlan plan = new WorkPlan(calendar());
    return TestMachine.standard().planned(plan::isPlanned);
  }

  /** Every day from 8 to 20, but for the holiday. */
  ShiftCalendar calendar() {
    return RegistryYaml.parse(
            """
            calendars:
              - id: day
                zone: Asia/Hong_Kong
                shifts: [{id: day, days: [MON, TUE, WED, THU, FRI, SAT, SUN], start: "08:00", end: "20:00"}]
                holidays: [2025-11-24]
            tenants:
              - id: acme
                name: Acme
                estate: tai-po
                lines:
                  - id: line-1
                    calendar: day
                    machines: [{id: oven-1, sample_period: PT10S, stale_after: PT60S}]
            """,
            "shop.yaml")
        .calendar("day")
        .orElseThrow();
  }

  /** What the account said of each minute. */
  SortedMap<Long, Elements> minutes() {
    return book.minutes();
  }

  /** The first moment of the day to which a minute belongs. */
  long dayOf(long minuteMillis) {
    return ReferenceData.localDay(minuteMillis)
        .atStartOfDay(ReferenceData.ZONE)
        .toInstant()
        .toEpochMilli();
  }

  /** A line's OEE, of what its machines did. */
  double oee(List<Elements> machines) {
    Elements sum = new Elements();
    machines.forEach(sum::add);
    return LineOee.of(sum);
  }

  final long total(Element element) {
    return minutes().values().stream().mapToLong(elements -> elements.get(element)).sum();
  }

  final long at(long minuteMillis, Element element) {
    Elements elements = minutes().get(minuteMillis);
    return elements == null ? 0 : elements.get(element);
  }

  /** An element by day. */
  final Map<Long, Long> byDay(Element element) {
    Map<Long, Long> days = new TreeMap<>();
    minutes().forEach((minute, sum) -> days.merge(dayOf(minute), sum.get(element), Math::addExact));
    days.values().removeIf(amount -> amount == 0);
    return days;
  }
}
