package hk.innopark.jobs.figures;

import static hk.innopark.jobs.reference.HongKong.millis;
import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.Grain;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.rollup.PeriodTotal;
import hk.innopark.jobs.rollup.PeriodTotal.Stage;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.ledger.LedgerEntry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A month is the sum of what the ledger says of its days. */
class MonthOfDaysTest {
  private static final long MARCH = millis("2026-03-01T00:00");
  private static final long APRIL = millis("2026-04-01T00:00");

  private final Elements first = elements(1200, 5_000_000_000L, Long.MAX_VALUE);
  private final Elements second = elements(34, 7_000_000_000L, 2);

  private static Elements elements(long good, long nanoKwh, long digest) {
    Elements elements = new Elements();
    elements.add(Element.GOOD_ITEMS, good);
    elements.add(Element.PRODUCTION_MS, 60_000);
    elements.add(Element.GRID_NANO_KWH, nanoKwh);
    elements.add(Element.MESSAGES, good / 2);
    elements.add(Element.DIGEST_0, digest);
    elements.add(Element.DIGEST_1, digest + 1);
    elements.add(Element.DIGEST_2, digest + 2);
    elements.add(Element.DIGEST_3, -digest);
    return elements;
  }

  private static List<LedgerEntry> day(
      String date, Elements elements, double peakKva, String versions, String factorIds) {
    long start = millis(date + "T00:00");
    long end = start + 24 * 3_600_000L;
    PeriodTotal total = total(Grain.DAY, start, end, elements, peakKva);
    return FigureCalculator.rows(total).stream()
        .map(row -> LedgerEntries.of(total, row, versions, factorIds))
        .toList();
  }

  private static PeriodTotal total(
      Grain grain, long start, long end, Elements elements, double peakKva) {
    return new PeriodTotal(
        Totals.LINE, grain, null, start, end, end, 1, Stage.CLOSED, elements.pack(), peakKva);
  }

  private static List<LedgerEntry> months(List<LedgerEntry> days) {
    return MonthOfDays.of(Totals.LINE, MARCH, APRIL, days, RegistryYaml.sample()).stream()
        .map(MonthOfDays.Row::entry)
        .toList();
  }

  @Test
  void theElementsOfTheDaysAreAddedAndTheGreatestPeakIsKept() {
    List<LedgerEntry> days = new ArrayList<>();
    days.addAll(day("2026-03-01", first, 40, "v1", "electricity:a"));
    days.addAll(day("2026-03-02", second, 30, "v1", "electricity:a"));
    Elements sum = new Elements();
    sum.add(first);
    sum.add(second);
    PeriodTotal month = total(Grain.MONTH, MARCH, APRIL, sum, 40);

    assertThat(months(days))
        .isNotEmpty()
        .isEqualTo(
            FigureCalculator.rows(month).stream()
                .map(row -> LedgerEntries.of(month, row, "v1", "electricity:a"))
                .toList());
    assertThat(months(days)).extracting(LedgerEntry::rawMessages).containsOnly(617L);
  }

  @Test
  void theFigureRowsAreThoseOfTheEntries() {
    List<MonthOfDays.Row> rows =
        MonthOfDays.of(
            Totals.LINE,
            MARCH,
            APRIL,
            day("2026-03-01", first, 40, "v1", ""),
            RegistryYaml.sample());

    assertThat(rows)
        .isNotEmpty()
        .allSatisfy(
            row -> {
              assertThat(row.figures().orElseThrow().measurement().wireName())
                  .isEqualTo(row.entry().measurement());
              assertThat(row.figures().orElseThrow().grain()).isEqualTo(Grain.MONTH);
              assertThat(row.figures().orElseThrow().startMillis()).isEqualTo(MARCH);
            });
  }

  @Test
  void aPeakMayBeOfAnyDayOrOfNone() {
    List<LedgerEntry> later = new ArrayList<>();
    later.addAll(day("2026-03-01", first, Double.NaN, "v1", ""));
    later.addAll(day("2026-03-02", second, 30, "v1", ""));

    assertThat(months(later))
        .filteredOn(entry -> entry.measurement().equals("energy"))
        .singleElement()
        .satisfies(entry -> assertThat(entry.figures()).contains("\"peak_demand_kva\":30.0"));
    assertThat(months(day("2026-03-01", first, Double.NaN, "v1", "")))
        .filteredOn(entry -> entry.measurement().equals("energy"))
        .singleElement()
        .satisfies(entry -> assertThat(entry.figures()).contains("\"peak_demand_kva\":null"));
  }

  @Test
  void versionsAndFactorsOfAllDaysAreNamedOnceAndSorted() {
    List<LedgerEntry> days = new ArrayList<>();
    days.addAll(day("2026-03-01", first, 40, "v2", "water:b,electricity:a"));
    days.addAll(day("2026-03-02", second, 30, "v1,v2", ""));

    assertThat(months(days)).extracting(LedgerEntry::registryVersion).containsOnly("v1,v2");
    assertThat(months(days))
        .extracting(LedgerEntry::factorIds)
        .containsOnly("electricity:a,water:b");
  }
}
