package hk.innopark.operations.restate;

import hk.innopark.events.RefusedException;
import hk.innopark.registry.ledger.LedgerEntry;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Whether the archive holds what the ledger rests on: a restatement adds to what was received, and
 * an archive with holes would take away.
 */
final class ArchiveCheck {
  private final Days days;
  private final boolean versionIsNamed;

  ArchiveCheck(Days days, boolean versionIsNamed) {
    this.days = days;
    this.versionIsNamed = versionIsNamed;
  }

  void check(Map<PeriodKey, LedgerEntry> known, Map<PeriodKey, LedgerEntry> computed)
      throws RefusedException {
    Map<PeriodKey, Long> messages = new HashMap<>();
    computed.forEach((key, entry) -> messages.put(key.ofAny(), entry.rawMessages()));
    for (Map.Entry<PeriodKey, LedgerEntry> row : known.entrySet()) {
      LedgerEntry before = row.getValue();
      // of whole tenants, because a correction may give a machine to another line
      if (before.line() == null
          && days.holds(before.periodStartMillis(), before.periodEndMillis())) {
        requireMessages(before, messages.getOrDefault(row.getKey().ofAny(), 0L));
      }
      LedgerEntry after = computed.get(row.getKey());
      if (after != null && !versionIsNamed) {
        requireVersion(before, after);
      }
    }
  }

  private static void requireMessages(LedgerEntry before, long messages) throws RefusedException {
    if (messages < before.rawMessages()) {
      throw new RefusedException(
          "the archive holds %,d of the %,d messages on which the ledger's %s of %s from %s rests"
              .formatted(
                  messages,
                  before.rawMessages(),
                  before.grain(),
                  before.tenant(),
                  Instant.ofEpochMilli(before.periodStartMillis())));
    }
  }

  private static void requireVersion(LedgerEntry before, LedgerEntry after)
      throws RefusedException {
    if (!before.registryVersion().equals(after.registryVersion())) {
      throw new RefusedException(
          "the ledger's %s of %s from %s was computed by registry version %s, and %s was in force then: choose by --registry-version"
              .formatted(
                  before.grain(),
                  before.tenant(),
                  Instant.ofEpochMilli(before.periodStartMillis()),
                  before.registryVersion(),
                  after.registryVersion()));
    }
  }
}
