package hk.innopark.operations.restate;

import hk.innopark.registry.ledger.LedgerEntry;
import java.util.Comparator;
import java.util.function.Function;

/** The order in which changes are appended and told: as the job appends. */
final class ChangeOrder {
  static final Comparator<Restatement.Change> ORDER =
      by(LedgerEntry::tenant)
          .thenComparing(by(LedgerEntry::origin))
          .thenComparing(by(LedgerEntry::periodEndMillis))
          .thenComparing(by(LedgerEntry::periodStartMillis))
          .thenComparing(by(entry -> entry.line() == null ? "" : entry.line()))
          .thenComparing(by(LedgerEntry::measurement));

  private ChangeOrder() {}

  private static <T extends Comparable<T>> Comparator<Restatement.Change> by(
      Function<LedgerEntry, T> member) {
    return Comparator.comparing(change -> member.apply(change.after()));
  }
}
