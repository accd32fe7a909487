package hk.innopark.registry.ledger;

import java.util.ArrayList;
import java.util.List;

/** Ledger rows for tests. */
public final class LedgerRows {
  private static final long HOUR_MILLIS = 3_600_000;
  private static final long FIRST_HOUR_MILLIS = 1_763_791_200_000L;

  private LedgerRows() {}

  /** An entry for the n-th hour of a tenant, from 0. */
  public static LedgerEntry entry(String tenant, String origin, int hour) {
    return new LedgerEntry(
        tenant,
        origin,
        hour % 2 == 0 ? null : "line-1",
        "energy",
        "hour",
        FIRST_HOUR_MILLIS + hour * HOUR_MILLIS,
        FIRST_HOUR_MILLIS + (hour + 1) * HOUR_MILLIS,
        1,
        "{\"grid_kwh\":" + (1_000_000_000L + hour) + "}",
        "{\"active_kwh\": 1.0,  \"kwh_per_good\":null}",
        hour % 3 == 0 ? null : hour % 7 / 7.0,
        "0.1.0",
        "9f61510fa5822639",
        "electricity:clp:2:location:2025-01-01",
        360,
        "ab".repeat(32),
        "closed – 首次");
  }

  /** A chain's first rows. */
  public static List<LedgerRow> chain(String tenant, String origin, int rows) {
    List<LedgerRow> chain = new ArrayList<>();
    String previousHash = LedgerRow.GENESIS;
    for (int i = 0; i < rows; i++) {
      LedgerRow row = LedgerRow.chain(entry(tenant, origin, i), i + 1L, previousHash);
      chain.add(row);
      previousHash = row.hash();
    }
    return chain;
  }
}
