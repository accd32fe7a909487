package hk.innopark.operations.restate;

import hk.innopark.events.Grain;
import hk.innopark.events.Level;
import hk.innopark.jobs.element.Entity;
import hk.innopark.jobs.figures.FigureRow;
import hk.innopark.jobs.figures.MonthOfDays;
import hk.innopark.registry.ledger.LedgerChain;
import hk.innopark.registry.ledger.LedgerEntry;
import hk.innopark.registry.ledger.LedgerRow;
import hk.innopark.registry.ledger.LedgerStore;
import hk.innopark.registry.model.Registry;
import hk.innopark.registry.model.Tenant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Settled months that are not the sum of their days: since a day was restated, or since the job
 * said nothing of a month of which it had not read the whole.
 */
final class MonthChanges {
  private final LedgerStore ledger;
  private final long settledUntilMillis;
  private final String reason;
  private final List<Restatement.Change> changes = new ArrayList<>();
  private final List<FigureRow> rows = new ArrayList<>();
  private final Set<String> notes = new TreeSet<>();

  MonthChanges(LedgerStore ledger, long settledUntilMillis, String reason) {
    this.ledger = ledger;
    this.settledUntilMillis = settledUntilMillis;
    this.reason = reason;
  }

  List<Restatement.Change> changes() {
    return changes;
  }

  List<FigureRow> rows() {
    return rows;
  }

  Set<String> notes() {
    return notes;
  }

  /** Looks at the months around the days, of the chains that are known or changed. */
  void find(
      Days days, List<Restatement.Change> dayChanges, Set<PeriodKey> known, Registry registry) {
    Set<LedgerChain> chains = new TreeSet<>();
    known.forEach(key -> chains.add(new LedgerChain(key.tenant(), key.origin())));
    for (LocalDate month = days.first().withDayOfMonth(1);
        !month.isAfter(days.last());
        month = month.plusMonths(1)) {
      Days whole = new Days(month, month.plusMonths(1).minusDays(1));
      boolean isSettled = whole.endMillis() <= settledUntilMillis;
      if (!isSettled && !dayChanges.isEmpty()) {
        notes.add(
            "month %tY-%<tm is not settled: restate the days once more when it is"
                .formatted(month));
      }
      for (LedgerChain chain : isSettled ? chains : Set.<LedgerChain>of()) {
        find(chain, whole, dayChanges, registry);
      }
    }
  }

  private void find(
      LedgerChain chain, Days month, List<Restatement.Change> dayChanges, Registry registry) {
    Map<PeriodKey, LedgerEntry> newest = new HashMap<>();
    for (LedgerRow row : ledger.newest(chain, month.startMillis(), month.endMillis())) {
      newest.put(PeriodKey.of(row.entry()), row.entry());
    }
    for (Restatement.Change change : dayChanges) {
      LedgerEntry after = change.after();
      if (chain.tenant().equals(after.tenant())
          && chain.origin().equals(after.origin())
          && month.holds(after.periodStartMillis(), after.periodEndMillis())) {
        newest.put(PeriodKey.of(after), after);
      }
    }
    Optional<String> estateNow = registry.tenant(chain.tenant()).map(Tenant::estate);
    if (estateNow.isEmpty()) {
      notes.add(chain.tenant() + " is no longer registered: its months stay as they are");
      return;
    }
    String estate = estateNow.get();
    Set<String> lines = new TreeSet<>();
    newest.keySet().forEach(key -> lines.add(key.line() == null ? "" : key.line()));
    for (String line : lines) {
      List<LedgerEntry> ofLine =
          newest.values().stream()
              .filter(entry -> line.equals(entry.line() == null ? "" : entry.line()))
              .toList();
      Entity entity =
          line.isEmpty()
              ? new Entity(Level.TENANT, estate, chain.tenant(), null, null, chain.origin())
              : new Entity(Level.LINE, estate, chain.tenant(), line, null, chain.origin());
      compare(entity, month, ofLine, newest, registry);
    }
  }

  private void compare(
      Entity entity,
      Days month,
      List<LedgerEntry> entries,
      Map<PeriodKey, LedgerEntry> newest,
      Registry registry) {
    List<LedgerEntry> days =
        entries.stream().filter(entry -> entry.grain().equals(Grain.DAY.wireName())).toList();
    if (days.isEmpty()) {
      return;
    }
    for (MonthOfDays.Row row :
        MonthOfDays.of(entity, month.startMillis(), month.endMillis(), days, registry)) {
      LedgerEntry before = newest.get(PeriodKey.of(row.entry()));
      if (before == null || !PeriodKey.isSame(before, row.entry())) {
        int revision = before == null ? 1 : before.revision() + 1;
        changes.add(new Restatement.Change(before, row.entry().restated(revision, reason)));
        row.figures().ifPresent(figures -> rows.add(RestatedRows.revised(figures, revision)));
      }
    }
  }
}
