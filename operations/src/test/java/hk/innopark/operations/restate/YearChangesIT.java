package hk.innopark.operations.restate;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.process.LoopbackPorts;
import hk.innopark.registry.DatabaseRole;
import hk.innopark.registry.RegistrySchema;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.ledger.LedgerChain;
import hk.innopark.registry.ledger.LedgerEntry;
import hk.innopark.registry.ledger.LedgerRow;
import hk.innopark.registry.ledger.LedgerStore;
import hk.innopark.registry.model.Registry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Years that a job could not judge, and years whose months were restated; 100 kg a month. */
class YearChangesIT {
  private static final LedgerChain CHAIN = new LedgerChain("works", "real");
  private static final Days IN_MAY = new Days(LocalDate.of(2025, 5, 3), LocalDate.of(2025, 5, 4));
  private static final long SETTLED =
      new Days(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 1, 9)).endMillis();
  private static final String REGISTRY =
      """
      tenants:
        - {id: works, estate: tai-po, lines: [{id: l1, calendar: always, machines: [{id: m1, sample_period: PT10S, stale_after: PT60S}]}]}
      calendars:
        - {id: always, zone: Asia/Hong_Kong, shifts: [{id: all, days: [MON], start: "00:00", end: "24:00"}]}
      commitments:
        - {id: carbon, tenant: works, metric: sustainability.scope2_location_kg, baseline: 2000, target: 1250, by: 2025-12-31, minimum_coverage: 0.9, judged_over: year}
      """;

  @Test
  void aYearIsJudgedFromTheLedgersMonthsAndAgainWhenOneOfThemIsRestated() throws Exception {
    Registry registry = RegistryYaml.parse(REGISTRY, "registry.yaml");
    try (EmbeddedPostgres postgres =
        EmbeddedPostgres.builder().setPort(LoopbackPorts.free()).start()) {
      RegistrySchema.migrate(postgres.getPostgresDatabase());
      RegistrySchema.createLogin(
          postgres.getPostgresDatabase(), "writer", "writer", DatabaseRole.WRITER);
      LedgerStore ledger = new LedgerStore(postgres.getPostgresDatabase());
      List<LedgerRow> rows = new ArrayList<>();
      for (int month = 1; month <= 12; month++) {
        add(rows, month(YearMonth.of(2025, month), 100));
      }
      LedgerStore writer = new LedgerStore(postgres.getDatabase("writer", "postgres"));
      writer.append(rows);
      YearChanges years = new YearChanges(ledger, SETTLED, "restated: the job had not the year");

      List<Restatement.Change> found = years.find(IN_MAY, List.of(), Set.of(CHAIN), registry);

      assertThat(found).hasSize(1);
      LedgerEntry verdict = found.get(0).after();
      assertThat(found.get(0).before()).isNull();
      assertThat(verdict.grain()).isEqualTo("year");
      assertThat(verdict.figures()).contains("\"value\":1200.0", "\"verdict\":\"met\"");
      assertThat(verdict.reason()).isEqualTo("restated: the job had not the year");

      add(rows, verdict);
      writer.append(List.of(rows.get(rows.size() - 1)));
      assertThat(years.find(IN_MAY, List.of(), Set.of(CHAIN), registry)).isEmpty();

      LedgerEntry may = month(YearMonth.of(2025, 5), 200).restated(2, "restated");
      List<Restatement.Change> again =
          years.find(
              IN_MAY,
              List.of(new Restatement.Change(rows.get(4).entry(), may)),
              Set.of(CHAIN),
              registry);
      assertThat(again).hasSize(1);
      assertThat(again.get(0).after().revision()).isEqualTo(2);
      assertThat(again.get(0).after().figures())
          .contains("\"value\":1300.0", "\"verdict\":\"not_met\"");

      YearChanges early = new YearChanges(ledger, IN_MAY.endMillis(), "too early");
      assertThat(early.find(IN_MAY, List.of(), Set.of(CHAIN), registry)).isEmpty();
    }
  }

  private static void add(List<LedgerRow> rows, LedgerEntry entry) {
    String previous = rows.isEmpty() ? LedgerRow.GENESIS : rows.get(rows.size() - 1).hash();
    rows.add(LedgerRow.chain(entry, rows.size() + 1L, previous));
  }

  private static LedgerEntry month(YearMonth month, int kg) {
    Days days = new Days(month.atDay(1), month.atEndOfMonth());
    return new LedgerEntry(
        CHAIN.tenant(),
        CHAIN.origin(),
        null,
        "sustainability",
        "month",
        days.startMillis(),
        days.endMillis(),
        1,
        "{\"expected_micro_intervals\":1000000,\"scope2_location_nano_kg\":"
            + kg
            + "000000000,\"valid_micro_intervals\":1000000}",
        "{\"scope2_location_kg\":" + kg + ".0}",
        1.0,
        "0.1.0",
        "3f2a91c0d7be",
        "",
        60,
        "0".repeat(64),
        "period closed");
  }
}
