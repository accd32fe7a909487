package hk.innopark.jobs.sink.ledger;

import hk.innopark.registry.ledger.LedgerEntry;
import hk.innopark.registry.ledger.LedgerRow;
import java.util.ArrayList;
import java.util.List;

/** Chained rows for tests. */
final class LedgerRows {
  private static final long HOUR_MILLIS = 3_600_000;

  private LedgerRows() {}

  /** Several chains of the same length, interleaved as they would arrive. */
  static List<LedgerRow> interleaved(int chains, int rowsOfEach) {
    List<LedgerRow> rows = new ArrayList<>();
    String[] previous = new String[chains];
    for (int seq = 1; seq <= rowsOfEach; seq++) {
      for (int chain = 0; chain < chains; chain++) {
        String before = seq == 1 ? LedgerRow.GENESIS : previous[chain];
        LedgerRow row = LedgerRow.chain(entry("tenant-" + chain, seq), seq, before);
        previous[chain] = row.hash();
        rows.add(row);
      }
    }
    return List.copyOf(rows);
  }

  /** An hour's entry; every third is about the whole tenant, every fifth expected no sample. */
  static LedgerEntry entry(String tenant, int hour) {
    long start = 1_763_791_200_000L + hour * HOUR_MILLIS;
    return new LedgerEntry(
        tenant,
        "real",
        hour % 3 == 0 ? null : "line-1",
        "energy",
        "hour",
        start,
        start + HOUR_MILLIS,
        1,
        "{\"grid_kwh\":" + hour + "000000000,\"note\":\"鑪 \\\"1\\\"\"}",
        "{\"grid_kwh\":" + hour + ".0,\"active_kwh\":0.1}",
        hour % 5 == 0 ? null : 1.0 / hour,
        "0.1.0",
        "r1",
        "clp-2024,towngas-2023",
        360,
        "ab".repeat(32),
        "closed");
  }
}
