package hk.innopark.jobs.figures;

import hk.innopark.events.Grain;
import hk.innopark.jobs.element.Entity;
import hk.innopark.jobs.rollup.PeriodTotal;
import hk.innopark.registry.ledger.LedgerEntry;
import hk.innopark.registry.model.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A month said anew as the sum of its days, which it is. */
public final class MonthOfDays {
  private MonthOfDays() {}

  /** What was said, as an entry of the ledger and, unless it is a verdict, as a figure row. */
  public record Row(LedgerEntry entry, Optional<FigureRow> figures) {}

  /**
   * Sums up.
   *
   * @param entity whose days these are
   * @param everyDay the newest entries of the month's days, of every measurement
   * @param registry by which the month's declarations and commitments are read
   */
  public static List<Row> of(
      Entity entity,
      long startMillis,
      long endMillis,
      List<LedgerEntry> everyDay,
      Registry registry) {
    List<LedgerEntry> days = everyDay.stream().filter(day -> !day.isCommitment()).toList();
    LedgerSum sum = LedgerSum.of(days);
    PeriodTotal total =
        new PeriodTotal(
            entity,
            Grain.MONTH,
            null,
            startMillis,
            endMillis,
            endMillis,
            1,
            PeriodTotal.Stage.CLOSED,
            sum.elements().pack(),
            sum.peakDemandKva());
    String versions = sum.registryVersions();
    String factorIds = sum.factorIds();
    Inventory inventory = Inventory.ofDays(total, factorIds, registry);
    List<FigureRow> figures =
        FigureCalculator.rows(total, sum.elements(), Expectation.NONE, inventory);
    List<Row> rows = new ArrayList<>();
    for (FigureRow row : figures) {
      rows.add(
          new Row(
              LedgerEntries.of(total, row, versions, inventory.factorIds(factorIds)),
              Optional.of(row)));
    }
    List<LedgerEntry> said = rows.stream().map(Row::entry).toList();
    for (LedgerEntry verdict : CommitmentEntries.of(registry, total, figures, said)) {
      rows.add(new Row(verdict, Optional.empty()));
    }
    return rows;
  }
}
