package hk.innopark.registry.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import hk.innopark.registry.DatabaseRole;
import hk.innopark.registry.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestDatabase.Extension.class)
class LedgerStoreIT {
  private final TestDatabase database;
  private final String tenant = "t-" + UUID.randomUUID();
  private final LedgerChain chain = new LedgerChain(tenant, "real");
  private LedgerStore writer;
  private LedgerStore auditor;

  LedgerStoreIT(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void logIn() {
    writer = new LedgerStore(database.login(DatabaseRole.WRITER));
    auditor = new LedgerStore(database.login(DatabaseRole.AUDITOR));
  }

  private List<LedgerRow> stored() {
    List<LedgerRow> rows = new ArrayList<>();
    auditor.forEach(chain, rows::add);
    return rows;
  }

  @Test
  void aBatchOfOneChainIsStoredAndReadBackUnchanged() {
    List<LedgerRow> rows = LedgerRows.chain(tenant, "real", 50);

    writer.append(rows);

    assertThat(stored()).isEqualTo(rows);
    assertThat(auditor.lastRow(chain)).contains(rows.get(49));
    assertThat(auditor.chains()).contains(chain);
  }

  @Test
  void aChainThatHasNotBegunHasNoLastRow() {
    assertThat(auditor.lastRow(chain)).isEmpty();
  }

  @Test
  void chainsOfOneTenantAreApartByOrigin() {
    writer.append(LedgerRows.chain(tenant, "real", 2));
    writer.append(LedgerRows.chain(tenant, "sim:a", 3));

    assertThat(stored()).hasSize(2);
    assertThat(auditor.lastRow(new LedgerChain(tenant, "sim:a")).orElseThrow().seq()).isEqualTo(3);
  }

  @Test
  void aReplayOfKnownRowsChangesNothingAndGoesOn() throws Exception {
    List<LedgerRow> rows = LedgerRows.chain(tenant, "real", 6);
    writer.append(rows.subList(0, 4));
    List<String> recordedBefore = recordedAt();

    writer.append(rows.subList(1, 6));

    assertThat(stored()).isEqualTo(rows);
    assertThat(recordedAt()).startsWith(recordedBefore.toArray(String[]::new));
  }

  private List<String> recordedAt() throws Exception {
    return TestDatabase.query(
        database.superuser(),
        "SELECT recorded_at FROM ledger WHERE tenant = '" + tenant + "' ORDER BY seq");
  }

  @Test
  void anotherRowInTheSamePlaceIsRefusedAndNothingOfItsBatchIsKept() {
    List<LedgerRow> rows = LedgerRows.chain(tenant, "real", 3);
    writer.append(rows);
    LedgerRow fork = LedgerRow.chain(LedgerRows.entry(tenant, "real", 99), 3, rows.get(1).hash());

    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(() -> writer.append(List.of(rows.get(2), fork)))
        .withMessageContaining(tenant + "/real: row 3 is there already, with another hash");
    assertThat(stored()).isEqualTo(rows);
  }

  @Test
  void aGapIsRefused() {
    List<LedgerRow> rows = LedgerRows.chain(tenant, "real", 4);

    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(() -> writer.append(List.of(rows.get(0), rows.get(1), rows.get(3))))
        .withMessageContaining("row 4 leaves a gap after row 2");
    assertThat(stored()).isEmpty();
  }

  @Test
  void aChainThatDoesNotBeginAtOneIsRefused() {
    LedgerRow second = LedgerRow.chain(LedgerRows.entry(tenant, "real", 0), 2, LedgerRow.GENESIS);

    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(() -> writer.append(List.of(second)))
        .withMessageContaining("row 2 leaves a gap after row 0");
  }

  @Test
  void aFirstRowThatDoesNotCarryGenesisIsRefused() {
    LedgerRow first = LedgerRow.chain(LedgerRows.entry(tenant, "real", 0), 1, "1".repeat(64));

    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(() -> writer.append(List.of(first)))
        .withMessageContaining("row 1 does not follow from row 0");
  }

  @Test
  void aRowThatDoesNotCarryTheHashBeforeItIsRefused() {
    List<LedgerRow> rows = LedgerRows.chain(tenant, "real", 2);
    LedgerRow stranger =
        LedgerRow.chain(LedgerRows.entry(tenant, "real", 2), 3, rows.get(0).hash());
    writer.append(rows);

    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(() -> writer.append(List.of(stranger)))
        .withMessageContaining("row 3 does not follow from row 2");
  }

  @Test
  void aRowWhoseHashIsNotItsContentsIsRefused() {
    LedgerRow right = LedgerRows.chain(tenant, "real", 1).get(0);
    LedgerRow wrong =
        new LedgerRow(LedgerRows.entry(tenant, "real", 1), 1, right.previousHash(), right.hash());

    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(() -> writer.append(List.of(wrong)))
        .withMessageContaining("the hash of row 1 is not that of its content");
  }

  @Test
  void onePeriodsRevisionStandsInOnePlaceOnly() {
    LedgerRow first = LedgerRows.chain(tenant, "real", 1).get(0);
    LedgerRow again = LedgerRow.chain(first.entry(), 2, first.hash());

    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(() -> writer.append(List.of(first, again)))
        .withMessageContaining("ledger_period");
  }

  @Test
  void whatIsNotJsonIsRefused() {
    LedgerEntry good = LedgerRows.entry(tenant, "real", 0);
    LedgerEntry bad =
        new LedgerEntry(
            good.tenant(),
            good.origin(),
            good.line(),
            good.measurement(),
            good.grain(),
            good.periodStartMillis(),
            good.periodEndMillis(),
            good.revision(),
            "not json",
            good.figures(),
            good.coverage(),
            good.codeVersion(),
            good.registryVersion(),
            good.factorIds(),
            good.rawMessages(),
            good.rawDigest(),
            good.reason());

    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(() -> writer.append(List.of(LedgerRow.chain(bad, 1, LedgerRow.GENESIS))))
        .withMessageContaining("json");
  }

  @Test
  void twoWritersOfOneChainLeaveOneChain() throws Exception {
    List<LedgerRow> rows = LedgerRows.chain(tenant, "real", 40);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<Void> replay =
          () -> {
            for (int from = 0; from < rows.size(); from += 5) {
              writer.append(rows.subList(from, from + 5));
            }
            return null;
          };
      for (Future<Void> done : threads.invokeAll(List.of(replay, replay, replay, replay))) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(stored()).isEqualTo(rows);
  }

  @Test
  void rowsAreCounted() {
    long before = auditor.rowCount();

    writer.append(LedgerRows.chain(tenant, "real", 7));

    assertThat(auditor.rowCount()).isEqualTo(before + 7);
  }
}
