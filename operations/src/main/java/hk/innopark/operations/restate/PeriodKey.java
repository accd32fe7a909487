package hk.innopark.operations.restate;

import hk.innopark.registry.ledger.LedgerEntry;
import java.util.Objects;

/** Of which period, line and measurement an entry speaks. */
record PeriodKey(
    String tenant, String origin, String line, String measurement, String grain, long startMillis) {
  static PeriodKey of(LedgerEntry entry) {
    return new PeriodKey(
        entry.tenant(),
        entry.origin(),
        entry.line(),
        entry.measurement(),
        entry.grain(),
        entry.periodStartMillis());
  }

  /** The same of any measurement. */
  PeriodKey ofAny() {
    return new PeriodKey(tenant, origin, line, "", grain, startMillis);
  }

  /** Whether two entries say the same of it. */
  static boolean isSame(LedgerEntry one, LedgerEntry other) {
    return one.elements().equals(other.elements())
        && one.figures().equals(other.figures())
        && Objects.equals(one.coverage(), other.coverage())
        && one.rawMessages() == other.rawMessages()
        && one.rawDigest().equals(other.rawDigest());
  }
}
