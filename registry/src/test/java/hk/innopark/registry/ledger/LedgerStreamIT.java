package hk.innopark.registry.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.registry.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.copy.CopyIn;
import org.postgresql.core.BaseConnection;

/**
 * A long ledger is verified in constant memory, tells how far it is, and is gone on with. {@code
 * -Dinnopark.ledger.rows=10000000} makes it as long as it is said to be.
 */
@ExtendWith(TestDatabase.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LedgerStreamIT {
  private static final int ROWS = Integer.getInteger("innopark.ledger.rows", 300_000);

  /** Less than a tenth of what the rows of the short ledger would take. */
  private static final String HEAP = "-Xmx24m";

  private static final LedgerChain CHAIN = new LedgerChain("alpha", "real");

  private final TestDatabase database;

  @TempDir Path folder;

  LedgerStreamIT(TestDatabase database) {
    this.database = database;
  }

  /** By COPY, since the table's own checks of each row take longer than those of this test. */
  @BeforeAll
  void fill() throws Exception {
    long begin = System.nanoTime();
    try (Connection connection = database.superuser().getConnection()) {
      connection.createStatement().execute("ALTER TABLE ledger DISABLE TRIGGER USER");
      CopyIn copy =
          connection
              .unwrap(BaseConnection.class)
              .getCopyAPI()
              .copyIn(
                  "COPY ledger (tenant, origin, seq, line, measurement, grain, period_start,"
                      + " period_end, revision, elements, figures, coverage, code_version,"
                      + " registry_version, factor_ids, raw_messages, raw_digest, reason,"
                      + " recorded_at, previous_hash, hash) FROM STDIN");
      String previous = LedgerRow.GENESIS;
      StringBuilder lines = new StringBuilder();
      for (int i = 0; i < ROWS; i++) {
        LedgerRow row = LedgerRow.chain(LedgerRows.entry("alpha", "real", i), i + 1L, previous);
        previous = row.hash();
        append(lines, row);
        if (lines.length() > 1_000_000 || i == ROWS - 1) {
          byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
          copy.writeToCopy(bytes, 0, bytes.length);
          lines.setLength(0);
        }
      }
      copy.endCopy();
      connection.createStatement().execute("ANALYZE ledger");
    }
    System.out.printf("%,d rows filled in %.0f s%n", ROWS, (System.nanoTime() - begin) / 1e9);
  }

  private static void append(StringBuilder lines, LedgerRow row) {
    LedgerEntry entry = row.entry();
    Object[] members = {
      entry.tenant(),
      entry.origin(),
      row.seq(),
      entry.line(),
      entry.measurement(),
      entry.grain(),
      Instant.ofEpochMilli(entry.periodStartMillis()),
      Instant.ofEpochMilli(entry.periodEndMillis()),
      entry.revision(),
      entry.elements(),
      entry.figures(),
      entry.coverage(),
      entry.codeVersion(),
      entry.registryVersion(),
      entry.factorIds(),
      entry.rawMessages(),
      entry.rawDigest(),
      entry.reason(),
      Instant.EPOCH,
      row.previousHash(),
      row.hash()
    };
    for (int i = 0; i < members.length; i++) {
      lines.append(i == 0 ? "" : "\t").append(members[i] == null ? "\\N" : members[i]);
    }
    lines.append('\n');
  }

  /** In a process of its own, so that its heap can be small. */
  @Test
  void memoryDoesNotGrowWithTheLedger() throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(HEAP, "-XX:+UseSerialGC", "-cp"));
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(VerifyLedger.class.getName());
    command.add(((org.postgresql.ds.PGSimpleDataSource) database.superuser()).getUrl());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.HOURS)).isTrue();
    System.out.println(output);
    assertThat(output).contains("%d rows, holds true".formatted(ROWS));
  }

  @Test
  void aVerificationThatWasEndedGoesOnWhereItWas() throws IOException {
    Path kept = folder.resolve("verified");
    LedgerStore ledger = new LedgerStore(database.superuser());
    List<Long> first = new ArrayList<>();
    VerificationFile course =
        VerificationFile.open(
            kept,
            rows -> {
              first.add(rows);
              if (rows > 210_000) {
                throw new IllegalStateException("ended");
              }
            });
    try {
      verify(ledger, course);
    } catch (IllegalStateException ended) {
      assertThat(ended).hasMessage("ended");
    }
    assertThat(first).isSorted().hasSizeGreaterThan(5);
    assertThat(kept).exists();

    List<Long> second = new ArrayList<>();
    VerificationFile resumed = VerificationFile.open(kept, second::add);
    assertThat(resumed.from(CHAIN).seq()).isBetween(100_000L, 210_000L);
    ChainVerdict verdict = verify(ledger, resumed);
    assertThat(verdict.holds()).isTrue();
    assertThat(verdict.rows()).isEqualTo(ROWS);
    assertThat(second.get(0)).isGreaterThan(100_000L);
    resumed.finish();
    assertThat(kept).doesNotExist();
  }

  @Test
  void aRowThatWasVerifiedBeforeAndIsAnotherNowIsNamed() throws IOException {
    Path kept = folder.resolve("verified");
    Files.writeString(kept, "alpha\treal\t7\t7\t" + "ab".repeat(32) + "\n");
    ChainVerdict verdict =
        verify(new LedgerStore(database.superuser()), VerificationFile.open(kept, rows -> {}));
    assertThat(verdict.firstFault())
        .hasValueSatisfying(
            fault -> {
              assertThat(fault.seq()).isEqualTo(7);
              assertThat(fault.kind()).isEqualTo(LedgerFault.Kind.REWRITTEN);
              assertThat(fault.detail()).contains("ab".repeat(32));
            });
  }

  private static ChainVerdict verify(LedgerStore ledger, VerificationCourse course) {
    return LedgerVerifier.verify(ledger, CHAIN, Collections.emptyNavigableMap(), course);
  }
}
