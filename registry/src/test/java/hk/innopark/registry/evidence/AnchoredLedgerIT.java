package hk.innopark.registry.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.registry.DatabaseRole;
import hk.innopark.registry.TestDatabase;
import hk.innopark.registry.ledger.ChainVerdict;
import hk.innopark.registry.ledger.LedgerChain;
import hk.innopark.registry.ledger.LedgerFault;
import hk.innopark.registry.ledger.LedgerRow;
import hk.innopark.registry.ledger.LedgerRows;
import hk.innopark.registry.ledger.LedgerStore;
import hk.innopark.registry.ledger.LedgerVerifier;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A superuser tampers with the ledger in each way there is, and verification names each. */
@ExtendWith(TestDatabase.Extension.class)
class AnchoredLedgerIT {
  private static final LedgerChain CHAIN = new LedgerChain("alpha", "real");
  private static final int ROWS = 12;

  private final TestDatabase database;
  private final LedgerStore store;
  private Anchors anchors;

  @TempDir private Path folder;

  AnchoredLedgerIT(TestDatabase database) {
    this.database = database;
    this.store = new LedgerStore(database.login(DatabaseRole.WRITER));
  }

  @BeforeEach
  void fillAndAnchor() {
    database.run("ALTER TABLE ledger DISABLE TRIGGER USER", "DELETE FROM ledger");
    database.run("ALTER TABLE ledger ENABLE ALWAYS TRIGGER ledger_append");
    database.run("ALTER TABLE ledger ENABLE ALWAYS TRIGGER ledger_keep");
    store.append(LedgerRows.chain("alpha", "real", ROWS));
    NoteSigner signer = NoteSigner.keptIn(folder.resolve("key"), "ledger");
    Path file = folder.resolve("anchors");
    Anchors.append(file, Anchors.heads(reader(), signer, Instant.EPOCH).values());
    anchors = Anchors.read(List.of(file), List.of(signer.verifier()));
  }

  private LedgerStore reader() {
    return new LedgerStore(database.superuser());
  }

  private ChainVerdict verdict() {
    return LedgerVerifier.verify(reader(), CHAIN, anchors.of(CHAIN));
  }

  private void tamper(String... statements) {
    database.run("ALTER TABLE ledger DISABLE TRIGGER USER");
    database.run(statements);
  }

  @Test
  void anUntouchedChainHolds() {
    assertThat(verdict().holds()).isTrue();
    store.append(LedgerRows.chain("alpha", "real", ROWS + 3));
    assertThat(verdict().holds()).as("also when it has grown").isTrue();
  }

  @Test
  void aRowThatWasEditedIsNamed() {
    tamper("UPDATE ledger SET figures = '{\"active_kwh\": 0.5}' WHERE seq = 5");

    assertThat(verdict().firstFault())
        .hasValueSatisfying(
            fault -> {
              assertThat(fault.seq()).isEqualTo(5);
              assertThat(fault.kind()).isEqualTo(LedgerFault.Kind.CONTENT);
            });
  }

  @Test
  void aRowThatWasRemovedIsNamed() {
    tamper("DELETE FROM ledger WHERE seq = 7");

    assertThat(verdict().firstFault())
        .hasValueSatisfying(
            fault -> {
              assertThat(fault.seq()).isEqualTo(8);
              assertThat(fault.kind()).isEqualTo(LedgerFault.Kind.GAP);
            });
  }

  @Test
  void aChainThatWasWrittenAnewIsToldFromOneThatWasCutOff() {
    // every hash fits again, and without anchors nothing is to be seen
    tamper(
        "UPDATE ledger SET figures = '{\"active_kwh\": 0.5}' WHERE seq = 5",
        "DO $$ DECLARE r ledger; p text := repeat('0', 64); BEGIN"
            + " FOR r IN SELECT * FROM ledger WHERE tenant = 'alpha' ORDER BY seq LOOP"
            + " r.previous_hash := p; r.hash := ledger_hash(r); p := r.hash;"
            + " UPDATE ledger SET previous_hash = r.previous_hash, hash = r.hash"
            + " WHERE tenant = r.tenant AND origin = r.origin AND seq = r.seq; END LOOP; END $$");
    assertThat(LedgerVerifier.verify(reader(), CHAIN).holds()).isTrue();

    assertThat(verdict().firstFault())
        .hasValueSatisfying(
            fault -> {
              assertThat(fault.kind()).isEqualTo(LedgerFault.Kind.REWRITTEN);
              assertThat(fault.detail())
                  .contains(LedgerRows.chain("alpha", "real", ROWS).get(ROWS - 1).hash());
            });
  }

  @Test
  void aChainThatWasCutOffIsShorterThanItsAnchor() {
    tamper("DELETE FROM ledger WHERE seq > 9");

    assertThat(LedgerVerifier.verify(reader(), CHAIN).holds()).isTrue();
    assertThat(verdict().firstFault())
        .hasValueSatisfying(
            fault -> {
              assertThat(fault.kind()).isEqualTo(LedgerFault.Kind.SHORTER);
              assertThat(fault.detail()).contains("row " + ROWS);
            });
  }

  @Test
  void aChainThatIsGoneIsMissedByItsAnchor() {
    tamper("DELETE FROM ledger");

    assertThat(anchors.chains()).containsExactly(CHAIN);
    assertThat(verdict().firstFault())
        .hasValueSatisfying(fault -> assertThat(fault.kind()).isEqualTo(LedgerFault.Kind.SHORTER));
    assertThat(LedgerRow.GENESIS).isEqualTo(verdict().lastHash());
  }
}
