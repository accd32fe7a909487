package hk.innopark.jobs.rollup;

import static hk.innopark.jobs.reference.HongKong.millis;
import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.Grain;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.reference.ReferenceHistory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sums are found again as long as they are not forgotten. */
class PeriodSumsTest {
  private static final long MINUTE = millis("2026-03-03T10:05");

  private final ReferenceHistory reference = PlaceDeltas.SAMPLE.open();
  private final List<Period> opened = new ArrayList<>();
  private final PeriodSums sums =
      new PeriodSums(
          PlaceDeltas.OVEN, reference, new MemoryBlocks(), (grain, period) -> opened.add(period));

  @AfterEach
  void close() throws Exception {
    reference.close();
  }

  @Test
  void aPeriodIsOpenedOnce() {
    for (Grain grain : Grain.values()) {
      opened.clear();
      PeriodSum sum = sums.open(grain, MINUTE);
      assertThat(sums.open(grain, MINUTE)).as(grain.name()).isSameAs(sum);
      assertThat(sums.lastSum(grain)).as(grain.name()).isSameAs(sum);
      assertThat(sums.find(grain, sums.last(grain).key())).as(grain.name()).isSameAs(sum);
      assertThat(opened).as(grain.name()).containsExactly(sums.last(grain));
    }
  }

  @Test
  void aPeriodHoldsItsFirstMinuteAndNotTheNextOnes() {
    PeriodSum first = sums.open(Grain.HOUR, millis("2026-03-03T10:00"));
    PeriodSum next = sums.open(Grain.HOUR, millis("2026-03-03T11:00"));
    assertThat(next).isNotSameAs(first);
    assertThat(sums.open(Grain.HOUR, millis("2026-03-03T10:59"))).isSameAs(first);
    assertThat(sums.open(Grain.HOUR, millis("2026-03-03T11:00"))).isSameAs(next);
  }

  @Test
  void whatIsPutAwayIsFoundWithAllThatWasAdded() throws Exception {
    sums.open(Grain.HOUR, MINUTE).add(good(1));
    sums.store(Long.MAX_VALUE);
    assertThat(sums.lastSum(Grain.HOUR)).as("it is not in memory").isNull();
    sums.open(Grain.HOUR, MINUTE).add(good(2));
    sums.open(Grain.HOUR, MINUTE + 60_000).add(good(4));
    sums.store(Long.MAX_VALUE);
    assertThat(sums.total(Grain.HOUR, millis("2026-03-03T10:00")).get(Element.GOOD_ITEMS))
        .isEqualTo(7);
  }

  @Test
  void anHourThatIsForgottenIsOpenedAnew() {
    PeriodSum sum = sums.open(Grain.HOUR, MINUTE);
    sums.forgetHour(millis("2026-03-03T10:00"));
    assertThat(sums.open(Grain.HOUR, MINUTE)).isNotSameAs(sum);
    assertThat(opened).hasSize(2);
  }

  @Test
  void aDayThatIsForgottenIsOpenedAnew() {
    assertThat(sums.hasNoLong()).isTrue();
    PeriodSum sum = sums.open(Grain.DAY, MINUTE);
    assertThat(sums.hasNoLong()).isFalse();
    sums.forgetLong(sums.last(Grain.DAY).key());
    assertThat(sums.hasNoLong()).isTrue();
    assertThat(sums.open(Grain.DAY, MINUTE)).isNotSameAs(sum);
    assertThat(opened).hasSize(2);
  }

  private static Elements good(long items) {
    Elements elements = new Elements();
    elements.add(Element.GOOD_ITEMS, items);
    return elements;
  }
}
