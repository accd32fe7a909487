package hk.innopark.console.ledger;

import hk.innopark.registry.ledger.LedgerEntry;
import hk.innopark.registry.ledger.LedgerRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** A ledger table with the columns of the contract, and chains in it. */
public final class SampleLedger {
  private static final String TABLE =
      """
      CREATE TABLE ledger (
        tenant text NOT NULL, origin text NOT NULL, seq bigint NOT NULL, line text,
        measurement text NOT NULL, grain text NOT NULL, period_start timestamptz NOT NULL,
        period_end timestamptz NOT NULL, revision integer NOT NULL, elements text NOT NULL,
        figures text NOT NULL, coverage double precision, code_version text NOT NULL,
        registry_version text NOT NULL, factor_ids text NOT NULL, raw_messages bigint NOT NULL,
        raw_digest text NOT NULL, reason text NOT NULL, recorded_at timestamptz NOT NULL,
        previous_hash text NOT NULL, hash text NOT NULL, PRIMARY KEY (tenant, origin, seq))
      """;
  private static final String VERIFICATIONS =
      """
      CREATE TABLE IF NOT EXISTS ledger_verification (
        id bigint GENERATED ALWAYS AS IDENTITY, tenant text, origin text, verified_at timestamptz,
        row_count bigint, last_hash text, anchors integer, fault_seq bigint,
        fault_kind text, fault text)
      """;
  private static final Instant FIRST_HOUR = Instant.parse("2026-11-20T00:00:00Z");

  private final DataSource database;

  public SampleLedger(DataSource database) {
    this.database = database;
  }

  /** Creates the table. */
  public void create() {
    execute(TABLE);
    execute(VERIFICATIONS);
  }

  /** A chain; every tenth row corrects the row before. */
  public static List<LedgerRow> rows(String tenant, String origin, int count) {
    List<LedgerRow> rows = new ArrayList<>();
    String previous = LedgerRow.GENESIS;
    for (int seq = 1; seq <= count; seq++) {
      LedgerRow row = LedgerRow.chain(entry(tenant, origin, seq), seq, previous);
      rows.add(row);
      previous = row.hash();
    }
    return rows;
  }

  /** The same chain with a day's verdict on a commitment at its end. */
  public static List<LedgerRow> withVerdict(
      String tenant, String origin, int count, String commitment, String metric) {
    List<LedgerRow> rows = rows(tenant, origin, count);
    LedgerRow last = rows.get(rows.size() - 1);
    LedgerEntry like = last.entry();
    Instant day = Instant.parse("2026-11-18T16:00:00Z");
    rows.add(
        LedgerRow.chain(
            new LedgerEntry(
                tenant,
                origin,
                null,
                LedgerEntry.commitmentMeasurement(commitment),
                "day",
                day.toEpochMilli(),
                day.plusSeconds(86_400).toEpochMilli(),
                1,
                "{}",
                "{\"commitment\":\"%s\",\"metric\":\"%s\",\"value\":0.1234,\"progress\":0.5,"
                        .formatted(commitment, metric)
                    + "\"coverage\":0.98,\"grade\":\"measured\",\"standing\":\"not_met\","
                    + "\"verdict\":\"not_yet_due\",\"reason\":null}",
                0.98,
                like.codeVersion(),
                like.registryVersion(),
                "",
                like.rawMessages(),
                like.rawDigest(),
                "closed"),
            last.seq() + 1,
            last.hash()));
    return rows;
  }

  /** Appends a chain as {@link #rows}. */
  public void append(String tenant, String origin, int rows) {
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO ledger VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                    + " ?, ?, ?)")) {
      for (LedgerRow row : rows(tenant, origin, rows)) {
        bind(insert, row);
        insert.addBatch();
      }
      insert.executeBatch();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs a statement, such as a forger would. */
  public void execute(String sql) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static LedgerEntry entry(String tenant, String origin, int seq) {
    boolean correction = seq % 10 == 0;
    int hour = correction ? seq - 2 : seq - 1;
    String[] measurements = {"throughput", "energy", "sustainability", "quality_of_data"};
    Instant start = FIRST_HOUR.plusSeconds(3600L * (hour / 4));
    return new LedgerEntry(
        tenant,
        origin,
        hour % 8 < 4 ? null : "line-1",
        measurements[hour % 4],
        "hour",
        start.toEpochMilli(),
        start.plusSeconds(3600).toEpochMilli(),
        correction ? 2 : 1,
        "{\"active_energy\":184250000000,\"good\":"
            + (28_400 + seq)
            + ",\"valid\":9007199254740993}",
        "{\"good\":" + (28_400 + seq) + ",\"oee\":0.7421,\"active_kwh\":184.25,\"mtbf_s\":null}",
        hour % 7 == 3 ? 0.9712 : 1.0,
        "0.1.0",
        "3f2a91c0d7be",
        "electricity:clp:2:location:2025-01-01",
        1_080,
        "ab".repeat(32),
        correction ? "late data" : "period closed");
  }

  private static void bind(PreparedStatement insert, LedgerRow row) throws SQLException {
    LedgerEntry e = row.entry();
    Object[] values = {
      e.tenant(),
      e.origin(),
      row.seq(),
      e.line(),
      e.measurement(),
      e.grain(),
      new Timestamp(e.periodStartMillis()),
      new Timestamp(e.periodEndMillis()),
      e.revision(),
      e.elements(),
      e.figures(),
      e.coverage(),
      e.codeVersion(),
      e.registryVersion(),
      e.factorIds(),
      e.rawMessages(),
      e.rawDigest(),
      e.reason(),
      new Timestamp(e.periodEndMillis() + 600_000),
      row.previousHash(),
      row.hash()
    };
    for (int i = 0; i < values.length; i++) {
      if (values[i] == null) {
        insert.setNull(i + 1, Types.VARCHAR);
      } else {
        insert.setObject(i + 1, values[i]);
      }
    }
  }
}
