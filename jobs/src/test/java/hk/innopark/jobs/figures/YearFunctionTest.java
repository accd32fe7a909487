package hk.innopark.jobs.figures;

import static hk.innopark.jobs.reference.HongKong.millis;
import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.Grain;
import hk.innopark.events.Level;
import hk.innopark.jobs.KeyedOperator;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.jobs.rollup.PeriodTotal;
import hk.innopark.jobs.rollup.PeriodTotal.Stage;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.ledger.LedgerEntry;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A year is judged when its December closes, and again when one of its months is revised. */
class YearFunctionTest {
  private static final String REGISTRY =
      RegistryYaml.sampleText().replace("judged_over: day", "judged_over: year");

  private KeyedOperator<LedgerEntry, LedgerEntry> operator;

  @BeforeEach
  void open() throws Exception {
    operator =
        KeyedOperator.open(
            () -> new YearFunction(ReferenceData.Source.of(RegistryYaml.parse(REGISTRY, "a year"))),
            LedgerEntry::tenant);
  }

  @AfterEach
  void close() {
    operator.close();
  }

  private static List<LedgerEntry> month(YearMonth month, int revision, long scope2Kg) {
    Elements elements = new Elements();
    elements.add(Element.GOOD_ITEMS, 10_000);
    elements.add(Element.GRID_NANO_KWH, 400_000_000_000L);
    elements.add(Element.SCOPE2_LOCATION_NANO_KG, scope2Kg * 1_000_000_000L);
    elements.add(Element.EXPECTED_MICRO_INTERVALS, 100_000_000);
    elements.add(Element.VALID_MICRO_INTERVALS, 96_000_000);
    elements.add(Element.MESSAGES, 100);
    long start = millis(month.atDay(1) + "T00:00");
    long end = millis(month.plusMonths(1).atDay(1) + "T00:00");
    PeriodTotal total =
        new PeriodTotal(
            Totals.MACHINE.at(Level.TENANT),
            Grain.MONTH,
            null,
            start,
            end,
            end,
            revision,
            Stage.CLOSED,
            elements.pack(),
            120);
    return FigureCalculator.rows(total).stream()
        .map(row -> LedgerEntries.of(total, row, "v1", "electricity:a"))
        .toList();
  }

  private List<LedgerEntry> close(YearMonth month, int revision, long scope2Kg, long knownAt)
      throws Exception {
    List<LedgerEntry> entries = month(month, revision, scope2Kg);
    for (LedgerEntry entry : entries) {
      operator.send(entry, knownAt);
    }
    operator.watermark(knownAt);
    List<LedgerEntry> said = operator.takeOutput();
    assertThat(said).as("all pass").startsWith(entries.toArray(LedgerEntry[]::new));
    return said.subList(entries.size(), said.size());
  }

  private List<LedgerEntry> closeYear(int year) throws Exception {
    List<LedgerEntry> last = List.of();
    for (int month = 1; month <= 12; month++) {
      assertThat(last).as("before December nothing is judged").isEmpty();
      YearMonth closed = YearMonth.of(year, month);
      last = close(closed, 1, 150, millis(closed.plusMonths(1).atDay(1) + "T00:10"));
    }
    return last;
  }

  @Test
  void aYearIsJudgedWhenItsDecemberCloses() throws Exception {
    assertThat(closeYear(2026))
        .singleElement()
        .satisfies(
            verdict -> {
              assertThat(verdict.measurement()).isEqualTo("commitment.noodle-carbon");
              assertThat(verdict.grain()).isEqualTo("year");
              assertThat(verdict.revision()).isEqualTo(1);
              assertThat(verdict.reason()).isEqualTo("period closed");
              assertThat(verdict.periodStartMillis()).isEqualTo(millis("2026-01-01T00:00"));
              assertThat(verdict.periodEndMillis()).isEqualTo(millis("2027-01-01T00:00"));
              assertThat(verdict.rawMessages()).isEqualTo(1_200);
              assertThat(verdict.figures()).contains("\"value\":0.015");
            });
  }

  @Test
  void aMonthThatIsRevisedJudgesItsYearAgain() throws Exception {
    closeYear(2026);
    operator.restart();
    assertThat(close(YearMonth.of(2026, 3), 2, 1_350, millis("2027-01-02T00:00")))
        .singleElement()
        .satisfies(
            verdict -> {
              assertThat(verdict.revision()).isEqualTo(2);
              assertThat(verdict.reason()).isEqualTo("late data");
              assertThat(verdict.figures()).contains("\"value\":0.025");
            });
    assertThat(close(YearMonth.of(2026, 4), 2, 150, millis("2027-01-03T00:00")))
        .singleElement()
        .satisfies(verdict -> assertThat(verdict.revision()).isEqualTo(3));
  }

  @Test
  void aYearThatLacksMonthsIsJudgedAsWithoutEvidence() throws Exception {
    close(YearMonth.of(2026, 11), 1, 150, millis("2026-12-01T00:10"));
    assertThat(close(YearMonth.of(2026, 12), 1, 150, millis("2027-01-01T00:10")))
        .singleElement()
        .satisfies(
            verdict ->
                assertThat(verdict.figures())
                    .contains("\"value\":null", "2 of 12 months are closed in the ledger"));
  }

  @Test
  void theYearBeforeIsKeptAndOlderOnesAreForgotten() throws Exception {
    closeYear(2026);
    int ofOneYear = operator.stateEntries();
    closeYear(2027);
    assertThat(close(YearMonth.of(2026, 5), 2, 200, millis("2028-01-02T00:00"))).hasSize(1);
    close(YearMonth.of(2028, 1), 1, 150, millis("2028-02-01T00:10"));
    assertThat(operator.stateEntries()).isLessThanOrEqualTo(ofOneYear + 3);
    assertThat(close(YearMonth.of(2026, 5), 3, 210, millis("2028-02-02T00:00")))
        .as("its December is forgotten")
        .isEmpty();
  }

  @Test
  void whatIsNoMonthOfTheTenantPassesAlone() throws Exception {
    LedgerEntry month = month(YearMonth.of(2026, 12), 1, 150).get(0);
    LedgerEntry ofLine =
        new LedgerEntry(
            month.tenant(),
            month.origin(),
            "line-1",
            month.measurement(),
            month.grain(),
            month.periodStartMillis(),
            month.periodEndMillis(),
            month.revision(),
            month.elements(),
            month.figures(),
            month.coverage(),
            month.codeVersion(),
            month.registryVersion(),
            month.factorIds(),
            month.rawMessages(),
            month.rawDigest(),
            month.reason());
    operator.send(ofLine, 1);
    operator.watermark(Long.MAX_VALUE - 1);
    assertThat(operator.takeOutput()).containsExactly(ofLine);
    assertThat(operator.stateEntries()).isZero();
  }
}
