package hk.innopark.operations.restate;

import hk.innopark.jobs.figures.YearOfMonths;
import hk.innopark.registry.ledger.LedgerChain;
import hk.innopark.registry.ledger.LedgerEntry;
import hk.innopark.registry.ledger.LedgerRow;
import hk.innopark.registry.ledger.LedgerStore;
import hk.innopark.registry.model.Registry;
import java.time.Year;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Verdicts on settled calendar years that are not what their months say: since a month was
 * restated, or since the job had not all of them.
 */
final class YearChanges {
  private final LedgerStore ledger;
  private final long settledUntilMillis;
  private final String reason;

  YearChanges(LedgerStore ledger, long settledUntilMillis, String reason) {
    this.ledger = ledger;
    this.settledUntilMillis = settledUntilMillis;
    this.reason = reason;
  }

  /**
   * Looks at the years around the days.
   *
   * @param before the changes of days and months, which are not in the ledger yet
   */
  List<Restatement.Change> find(
      Days days, List<Restatement.Change> before, Set<LedgerChain> chains, Registry registry) {
    List<Restatement.Change> changes = new ArrayList<>();
    for (int number = days.first().getYear(); number <= days.last().getYear(); number++) {
      Year year = Year.of(number);
      Days whole = new Days(year.atDay(1), year.atDay(year.length()));
      for (LedgerChain chain : chains) {
        if (whole.endMillis() <= settledUntilMillis
            && registry.tenant(chain.tenant()).isPresent()) {
          changes.addAll(find(chain, year, whole, before, registry));
        }
      }
    }
    return changes;
  }

  private List<Restatement.Change> find(
      LedgerChain chain,
      Year year,
      Days whole,
      List<Restatement.Change> before,
      Registry registry) {
    Map<PeriodKey, LedgerEntry> newest = new HashMap<>();
    for (LedgerRow row :
        ledger.newestMonthsAndYears(chain, whole.startMillis(), whole.endMillis())) {
      newest.put(PeriodKey.of(row.entry()), row.entry());
    }
    for (Restatement.Change change : before) {
      LedgerEntry after = change.after();
      if (chain.tenant().equals(after.tenant()) && chain.origin().equals(after.origin())) {
        newest.put(PeriodKey.of(after), after);
      }
    }
    List<Restatement.Change> changes = new ArrayList<>();
    for (LedgerEntry verdict :
        YearOfMonths.of(
            chain.tenant(), chain.origin(), year, List.copyOf(newest.values()), registry)) {
      LedgerEntry known = newest.get(PeriodKey.of(verdict));
      if (known == null || !PeriodKey.isSame(known, verdict)) {
        int revision = known == null ? 1 : known.revision() + 1;
        changes.add(new Restatement.Change(known, verdict.restated(revision, reason)));
      }
    }
    return changes;
  }
}
