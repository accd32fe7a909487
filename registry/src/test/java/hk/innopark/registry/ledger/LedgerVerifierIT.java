package hk.innopark.registry.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.registry.DatabaseRole;
import hk.innopark.registry.TestDatabase;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(TestDatabase.Extension.class)
class LedgerVerifierIT {
  private final TestDatabase database;
  private final String tenant = "t-" + UUID.randomUUID();
  private final LedgerChain chain = new LedgerChain(tenant, "real");
  private LedgerStore auditor;

  LedgerVerifierIT(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void fill() {
    new LedgerStore(database.login(DatabaseRole.WRITER))
        .append(LedgerRows.chain(tenant, "real", 10));
    auditor = new LedgerStore(database.login(DatabaseRole.AUDITOR));
  }

  @Test
  void anUntouchedChainHolds() throws Exception {
    ChainVerdict verdict = LedgerVerifier.verify(auditor, chain);

    assertThat(verdict.holds()).isTrue();
    assertThat(verdict.rows()).isEqualTo(10);
    assertThat(verdict.lastHash()).isEqualTo(auditor.lastRow(chain).orElseThrow().hash());
    assertThat(faultsBySql()).isEmpty();
  }

  static Stream<Arguments> edits() {
    return Stream.of(
        edit("UPDATE ledger SET elements = '{\"grid_kwh\":1}' WHERE seq = 4", 4, "CONTENT"),
        edit("UPDATE ledger SET figures = replace(figures, '  ', ' ') WHERE seq = 4", 4, "CONTENT"),
        edit("UPDATE ledger SET coverage = 0.5 WHERE seq = 7", 7, "CONTENT"),
        edit("UPDATE ledger SET line = '' WHERE seq = 1", 1, "CONTENT"),
        edit(
            "UPDATE ledger SET period_end = period_end + interval '1 ms' WHERE seq = 2",
            2,
            "CONTENT"),
        edit("UPDATE ledger SET reason = 'x' WHERE seq IN (9, 10)", 9, "CONTENT"),
        edit("UPDATE ledger SET hash = repeat('a', 64) WHERE seq = 5", 5, "CONTENT"),
        edit("UPDATE ledger SET previous_hash = repeat('a', 64) WHERE seq = 5", 5, "LINK"),
        edit("DELETE FROM ledger WHERE seq = 6", 7, "GAP"),
        edit("DELETE FROM ledger WHERE seq = 1", 2, "GAP"),
        edit("UPDATE ledger SET seq = 20 WHERE seq = 3", 4, "GAP"),
        // an edit whose own hash was made to fit is found in the row after it
        edit(
            "UPDATE ledger l SET reason = 'x', hash = encode(sha256('x'), 'hex') WHERE seq = 8;"
                + "UPDATE ledger l SET hash = ledger_hash(l) WHERE seq = 8",
            9,
            "LINK"));
  }

  private static Arguments edit(String sql, long seq, String kind) {
    return Arguments.of(sql, seq, LedgerFault.Kind.valueOf(kind));
  }

  @ParameterizedTest
  @MethodSource("edits")
  void aRowThatASuperuserEditsWithTheTriggersOffIsNamed(String sql, long seq, LedgerFault.Kind kind)
      throws Exception {
    String own = sql.replace("WHERE ", "WHERE tenant = '" + tenant + "' AND ");
    database.run(
        "ALTER TABLE ledger DISABLE TRIGGER USER",
        own,
        "ALTER TABLE ledger ENABLE ALWAYS TRIGGER ledger_append",
        "ALTER TABLE ledger ENABLE ALWAYS TRIGGER ledger_keep");

    Optional<LedgerFault> fault = LedgerVerifier.verify(auditor, chain).firstFault();

    assertThat(fault).isPresent();
    assertThat(fault.get().chain()).isEqualTo(chain);
    assertThat(fault.get().seq()).isEqualTo(seq);
    assertThat(fault.get().kind()).isEqualTo(kind);
    assertThat(fault.get()).asString().startsWith(tenant + "/real: row " + seq + ": ");
    // SQL alone comes to the same finding
    assertThat(faultsBySql()).first().isEqualTo(Long.toString(seq));
  }

  @Test
  void everyChainGetsItsOwnVerdict() {
    new LedgerStore(database.login(DatabaseRole.WRITER))
        .append(LedgerRows.chain(tenant, "sim:x", 3));
    List<ChainVerdict> verdicts =
        LedgerVerifier.verify(auditor).stream()
            .filter(verdict -> verdict.chain().tenant().equals(tenant))
            .toList();

    assertThat(verdicts).extracting(v -> v.chain().origin()).containsExactly("real", "sim:x");
    assertThat(verdicts).allMatch(ChainVerdict::holds);
  }

  private List<String> faultsBySql() throws Exception {
    return TestDatabase.query(
        database.login(DatabaseRole.AUDITOR),
        "SELECT seq FROM ledger_faults WHERE tenant = '" + tenant + "' ORDER BY seq");
  }
}
