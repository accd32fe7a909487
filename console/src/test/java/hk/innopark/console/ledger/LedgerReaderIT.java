package hk.innopark.console.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import hk.innopark.console.ledger.LedgerFilter.Revisions;
import hk.innopark.events.process.LoopbackPorts;
import hk.innopark.registry.ledger.LedgerEntry;
import hk.innopark.registry.ledger.LedgerRow;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerReaderIT {
  private static EmbeddedPostgres postgres;
  private static SampleLedger ledger;
  private static LedgerReader store;

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.builder().setPort(LoopbackPorts.free()).start();
    ledger = new SampleLedger(postgres.getPostgresDatabase());
    store = new LedgerReader(postgres.getPostgresDatabase());
  }

  @BeforeEach
  void fill() {
    ledger.execute("DROP TABLE IF EXISTS ledger");
    ledger.create();
    ledger.append("golden-noodle", "real", 1_200);
    ledger.append("golden-noodle", "sim:demo", 40);
    ledger.append("medivance", "real", 7);
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  @Test
  void every_tenant_and_origin_has_its_chain() {
    List<Chain> chains = store.chains(null);
    assertThat(chains)
        .extracting(Chain::tenant, Chain::origin, Chain::rows, Chain::lastSeq, Chain::corrections)
        .containsExactly(
            tuple("golden-noodle", "real", 1_200L, 1_200L, 120L),
            tuple("golden-noodle", "sim:demo", 40L, 40L, 4L),
            tuple("medivance", "real", 7L, 7L, 0L));
    assertThat(chains.get(2).lastHash())
        .isEqualTo(store.row("medivance", "real", 7).orElseThrow().row().hash());
  }

  @Test
  void the_newest_rows_come_first_and_by_the_page() {
    LedgerFilter all = new LedgerFilter("golden-noodle", "real", null, null, Revisions.ALL, null);
    List<StoredRow> first = store.rows(all, 0);
    List<StoredRow> second = store.rows(all, 1);
    assertThat(first).hasSize(LedgerReader.PAGE_ROWS);
    assertThat(first.get(0).row().seq()).isEqualTo(1_200);
    assertThat(second.get(0).recordedAt()).isLessThanOrEqualTo(first.get(49).recordedAt());
    assertThat(first).doesNotContainAnyElementsOf(second);
  }

  @Test
  void a_filter_lets_only_its_rows_pass() {
    LedgerFilter corrections =
        new LedgerFilter(
            "golden-noodle", "real", "sustainability", "hour", Revisions.CORRECTIONS, null);
    assertThat(store.rows(corrections, 0))
        .isNotEmpty()
        .allSatisfy(
            stored -> {
              assertThat(stored.row().entry().measurement()).isEqualTo("sustainability");
              assertThat(stored.row().entry().revision()).isEqualTo(2);
            });
    assertThat(store.rows(new LedgerFilter("nobody", null, null, null, Revisions.ALL, null), 0))
        .isEmpty();
  }

  @Test
  void rows_chains_and_periods_are_had_as_they_were_known_at_a_time() {
    StoredRow last =
        store
            .rows(new LedgerFilter("golden-noodle", "sim:demo", null, null, Revisions.ALL, null), 0)
            .get(0);
    Instant before = Instant.ofEpochMilli(last.recordedAt() - 1);
    List<StoredRow> known =
        store.rows(
            new LedgerFilter("golden-noodle", "sim:demo", null, null, Revisions.ALL, before), 0);
    assertThat(known)
        .isNotEmpty()
        .allMatch(stored -> stored.recordedAt() < last.recordedAt())
        .hasSizeLessThan(40);
    assertThat(store.chains(before))
        .filteredOn(chain -> chain.origin().equals("sim:demo"))
        .extracting(Chain::rows, Chain::lastHash)
        .containsExactly(tuple((long) known.size(), known.get(0).row().hash()));

    LedgerEntry first = store.row("medivance", "real", 1).orElseThrow().row().entry();
    // a later revision of the same day, recorded a year after it
    for (int revision = 1; revision <= 2; revision++) {
      ledger.execute(
          ("INSERT INTO ledger SELECT tenant, 'sim:x', %d, NULL, measurement, 'day',"
                  + " '2026-11-19T16:00:00Z', '2026-11-20T16:00:00Z', %d, elements, figures, coverage,"
                  + " code_version, registry_version, factor_ids, raw_messages, raw_digest, reason,"
                  + " timestamptz '2026-11-21' + interval '1 year' * %d, previous_hash, hash FROM"
                  + " ledger WHERE tenant = 'medivance' AND origin = 'real' AND seq = 1")
              .formatted(revision, revision, revision - 1));
    }
    Instant day = Instant.parse("2026-11-19T16:00:00Z");
    assertThat(store.closed().period("medivance", "sim:x", "day", day))
        .singleElement()
        .satisfies(stored -> assertThat(stored.row().entry().revision()).isEqualTo(2))
        .satisfies(
            stored ->
                assertThat(stored.row().entry().measurement()).isEqualTo(first.measurement()));
    assertThat(
            store
                .closedAt(Instant.parse("2027-01-01T00:00:00Z"))
                .period("medivance", "sim:x", "day", day))
        .singleElement()
        .satisfies(stored -> assertThat(stored.row().entry().revision()).isEqualTo(1));
    assertThat(
            store
                .closedAt(Instant.parse("2026-11-20T00:00:00Z"))
                .period("medivance", "sim:x", "day", day))
        .isEmpty();
  }

  @Test
  void a_value_that_looks_like_sql_is_a_value() {
    assertThat(
            store.rows(
                new LedgerFilter(
                    "x' OR '1'='1", null, "'; DROP TABLE ledger", null, Revisions.ALL, null),
                0))
        .isEmpty();
    assertThat(store.chains(null)).hasSize(3);
  }

  @Test
  void a_chain_that_nobody_touched_is_intact_to_its_last_row() {
    Verification found = store.verify("golden-noodle", "real");
    assertThat(found.intact()).isTrue();
    assertThat(found.rows()).isEqualTo(1_200);
  }

  @Test
  void a_changed_figure_is_found_in_its_row() {
    ledger.execute(
        "UPDATE ledger SET figures = replace(figures, '0.7421', '0.8421')"
            + " WHERE tenant = 'golden-noodle' AND origin = 'real' AND seq = 700");
    Verification found = store.verify("golden-noodle", "real");
    assertThat(found.intact()).isFalse();
    assertThat(found.brokenSeq()).isEqualTo(700);
    assertThat(found.finding()).contains("Row 700 was changed");
    assertThat(store.row("golden-noodle", "real", 700).orElseThrow().intact()).isFalse();
    assertThat(store.verify("golden-noodle", "sim:demo").intact()).isTrue();
  }

  @Test
  void a_row_that_is_gone_is_missed() {
    ledger.execute("DELETE FROM ledger WHERE tenant = 'medivance' AND seq = 3");
    assertThat(store.verify("medivance", "real").finding())
        .isEqualTo("Row 4 does not follow row 2.");
    assertThat(store.chains(null).get(2).rows()).isLessThan(store.chains(null).get(2).lastSeq());
  }

  @Test
  void a_row_whose_hash_was_forged_with_its_content_breaks_the_next_link() {
    StoredRow fifth = store.row("medivance", "real", 5).orElseThrow();
    String forged =
        LedgerRow.chain(
                new LedgerEntry(
                    "medivance",
                    "real",
                    null,
                    "throughput",
                    "hour",
                    fifth.row().entry().periodStartMillis(),
                    fifth.row().entry().periodEndMillis(),
                    1,
                    "{}",
                    "{}",
                    1.0,
                    "0.1.0",
                    "forged",
                    "",
                    0,
                    "",
                    "closed"),
                5,
                fifth.row().previousHash())
            .hash();
    ledger.execute(
        "UPDATE ledger SET line = NULL, measurement = 'throughput', elements = '{}', figures ="
            + " '{}', coverage = 1.0, registry_version = 'forged', factor_ids = '', raw_messages ="
            + " 0, raw_digest = '', reason = 'closed', hash = '"
            + forged
            + "' WHERE tenant = 'medivance' AND seq = 5");
    assertThat(store.row("medivance", "real", 5).orElseThrow().intact()).isTrue();
    assertThat(store.verify("medivance", "real").finding())
        .isEqualTo("Row 6 does not carry the hash of the row before it.");
  }

  @Test
  void a_row_that_is_not_there_is_none() {
    assertThat(store.row("medivance", "real", 8)).isEmpty();
  }

  @Test
  void reading_cannot_write() {
    ledger.execute("ALTER TABLE ledger RENAME TO stored");
    ledger.execute(
        "CREATE FUNCTION forge() RETURNS boolean LANGUAGE sql VOLATILE AS"
            + " 'DELETE FROM stored; SELECT true'");
    ledger.execute("CREATE VIEW ledger AS SELECT * FROM stored WHERE forge()");
    try {
      assertThatThrownBy(() -> store.chains(null))
          .isInstanceOf(LedgerStoreException.class)
          .hasMessageContaining("read-only");
    } finally {
      ledger.execute("DROP VIEW ledger");
      ledger.execute("DROP FUNCTION forge()");
      ledger.execute("DROP TABLE stored");
    }
  }
}
