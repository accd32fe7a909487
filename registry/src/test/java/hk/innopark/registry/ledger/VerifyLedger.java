package hk.innopark.registry.ledger;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.util.Collections;
import org.postgresql.ds.PGSimpleDataSource;

/** Verifies the chains of a database, and says how fast and with how much memory. */
final class VerifyLedger {
  private VerifyLedger() {}

  public static void main(String[] arguments) {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(arguments[0]);
    database.setUser("postgres");
    LedgerStore ledger = new LedgerStore(database);
    for (LedgerChain chain : ledger.chains()) {
      long begin = System.nanoTime();
      ChainVerdict verdict =
          LedgerVerifier.verify(
              ledger,
              chain,
              Collections.emptyNavigableMap(),
              VerificationFile.open(null, rows -> {}));
      double seconds = (System.nanoTime() - begin) / 1e9;
      long peak =
          ManagementFactory.getMemoryPoolMXBeans().stream()
              .filter(pool -> pool.getType() == MemoryType.HEAP)
              .mapToLong(pool -> pool.getPeakUsage().getUsed())
              .sum();
      System.out.printf(
          "%s: %d rows, holds %s, %.1f s, %.0f rows a second, heap at most %.1f MB of %.0f MB%n",
          chain,
          verdict.rows(),
          verdict.holds(),
          seconds,
          verdict.rows() / seconds,
          peak / 1e6,
          Runtime.getRuntime().maxMemory() / 1e6);
    }
  }
}
