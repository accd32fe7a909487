package hk.innopark.jobs.ledger;

import hk.innopark.registry.ledger.LedgerEntry;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;

/** Which entries of a chain another release has put into the ledger; keyed state of the chain. */
final class TakenOverEntries {
  /** By how much gateways' clocks may differ, and with them when something became known. */
  private static final long SKEW_MILLIS = Duration.ofMinutes(10).toMillis();

  /** {@link LedgerTakeover#keyOf} of what is there. */
  private final MapState<Long, Boolean> known;

  /** Until when everything was said, and from which period on; null where nothing was before. */
  private final ValueState<long[]> moments;

  TakenOverEntries(RuntimeContext context) {
    known = context.getMapState(new MapStateDescriptor<>("known", Types.LONG, Types.BOOLEAN));
    moments =
        context.getState(
            new ValueStateDescriptor<>(
                "taken-over", PrimitiveArrayTypeInfo.LONG_PRIMITIVE_ARRAY_TYPE_INFO));
  }

  /** The first time that a chain is seen. */
  void begin(LedgerTakeover takeover, LedgerTakeover.End endOrNull) throws Exception {
    moments.update(new long[] {takeover.untilMillis(), takeover.completeFromMillis()});
    if (endOrNull != null) {
      for (long key : endOrNull.known()) {
        known.put(key, true);
      }
    }
  }

  /**
   * What the ledger does not have yet: nothing where the entry was said, or is of a period that is
   * not wholly in what was read; a revision above those that are there where it is new.
   */
  Optional<LedgerEntry> news(LedgerEntry entry, long knownAtMillis) throws Exception {
    long[] at = moments.value();
    if (at == null) {
      return Optional.of(entry);
    }
    if (entry.periodStartMillis() < at[1]) {
      return Optional.empty();
    }
    if (knownAtMillis < at[0] + SKEW_MILLIS && known.contains(LedgerTakeover.keyOf(entry))) {
      return Optional.empty();
    }
    LedgerEntry next = entry;
    while (known.contains(LedgerTakeover.keyOf(next))) {
      next = next.restated(next.revision() + 1, next.reason());
    }
    if (next.revision() != entry.revision()) {
      known.put(LedgerTakeover.keyOf(next), true);
    }
    return Optional.of(next);
  }
}
