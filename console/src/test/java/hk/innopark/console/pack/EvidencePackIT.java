package hk.innopark.console.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import hk.innopark.events.Csv;
import hk.innopark.events.process.LoopbackPorts;
import hk.innopark.registry.DatabaseRole;
import hk.innopark.registry.RegistrySchema;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.evidence.Anchors;
import hk.innopark.registry.evidence.EvidenceException;
import hk.innopark.registry.evidence.NoteSigner;
import hk.innopark.registry.ledger.LedgerChain;
import hk.innopark.registry.ledger.LedgerEntry;
import hk.innopark.registry.ledger.LedgerRow;
import hk.innopark.registry.ledger.LedgerStore;
import hk.innopark.registry.ledger.LedgerVerifier;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A pack of a tenant's month, checked by this project and by the script that shares no code. */
class EvidencePackIT {
  private static final YearMonth MONTH = YearMonth.of(2026, 1);
  private static final LedgerChain CHAIN = new LedgerChain("golden-noodle", "sim:demo");
  private static final Path SCRIPT = Path.of("..", "docs", "check_pack.py");

  @TempDir private static Path folder;

  private static EmbeddedPostgres postgres;
  private static NoteSigner signer;
  private static Path key;
  private static Path pack;

  @BeforeAll
  static void write() throws Exception {
    postgres = EmbeddedPostgres.builder().setPort(LoopbackPorts.free()).start();
    RegistrySchema.migrate(postgres.getPostgresDatabase());
    RegistrySchema.createLogin(
        postgres.getPostgresDatabase(), "writer", "writer", DatabaseRole.WRITER);
    LedgerStore ledger = new LedgerStore(postgres.getPostgresDatabase());
    new LedgerStore(postgres.getDatabase("writer", "postgres")).append(chained(entries()));
    signer = NoteSigner.keptIn(folder.resolve("key"), "innopark-ledger");
    key = folder.resolve("key.pub");
    pack = folder.resolve("pack.zip");
    EvidencePack.write(pack, evidence(ledger), ledger, signer);
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  private static List<LedgerEntry> entries() {
    List<LedgerEntry> entries = new ArrayList<>();
    // a row of the month before, which the pack leaves out
    entries.add(entry("energy", "day", LocalDate.of(2025, 12, 31), 1, "{\"active_kwh\":7.5}", ""));
    for (int day = 1; day <= 31; day++) {
      LocalDate date = MONTH.atDay(day);
      double energy = 2_000 + 700 * Math.sin(day) + day * 3.25;
      entries.add(entry("energy", "day", date, 1, "{\"active_kwh\":" + energy + "}", "closed"));
      entries.add(
          entry(
              "sustainability",
              "day",
              date,
              1,
              "{\"scope2_location_kg\":" + energy * 0.38 + "}",
              "closed"));
      entries.add(
          entry(
              "quality_of_data",
              "day",
              date,
              1,
              "{\"coverage\":" + (day == 9 ? 0.871 : 0.9971) + "}",
              "closed"));
    }
    entries.add(
        entry(
            "energy", "day", MONTH.atDay(9), 2, "{\"active_kwh\":2100.0}", "=HYPERLINK(\"x\") 遲到"));
    entries.add(
        entry(
            "energy",
            "month",
            MONTH.atDay(1),
            1,
            "{\"grid_kwh\":64000.5,\"export_kwh\":0.0,\"pv_kwh\":2000.625,"
                + "\"active_kwh\":66001.125,\"running_kwh\":50123.5,\"idle_kwh\":9120.25,"
                + "\"peak_demand_kva\":null,\"power_factor\":0.9312,"
                + "\"cost_energy_hkd\":55480.42,\"kwh_per_good\":0.0429,"
                + "\"base_load_share\":0.2406}",
            "closed"));
    entries.add(
        entry(
            "sustainability",
            "month",
            MONTH.atDay(1),
            1,
            "{\"scope1_kg\":8123.0,\"scope2_location_kg\":25080.4,"
                + "\"scope2_market_kg\":21330.4,\"scope3_kg\":612.75,"
                + "\"scope2_location_kg_per_good\":0.0163,\"renewable_share\":0.0303,"
                + "\"water_m3\":412.5,\"waste_kg\":1830.0}",
            "closed"));
    entries.add(
        entry(
            "throughput",
            "month",
            MONTH.atDay(1),
            1,
            "{\"produced\":1560112.0,\"good\":1538676.0,\"scrap\":21436.0,"
                + "\"production_s\":1714000.0,\"delay_breakdown_s\":8800.0,"
                + "\"delay_utility_s\":0.0,\"delay_s\":8800.0,\"availability\":0.9127,"
                + "\"quality\":0.98626,\"oee\":0.8331}",
            "closed"));
    entries.add(
        entry(
            "quality_of_data",
            "month",
            MONTH.atDay(1),
            1,
            "{\"messages\":267840.0,\"duplicates\":12.0,\"late\":0.0,\"dead_letters\":3.0,"
                + "\"sequence_gaps\":41.0,\"estimated\":1848.0,\"coverage\":0.9931,"
                + "\"measured_share\":0.9962,\"quarantined\":2.0,\"resets\":1.0,"
                + "\"stuck_s\":0.0,\"doubtful_s\":320.0,\"clock_off\":0.0}",
            "closed"));
    entries.add(
        entry(
            LedgerEntry.commitmentMeasurement("noodle-carbon"),
            "month",
            MONTH.atDay(1),
            1,
            "{\"judged_over\":\"month\",\"value\":0.0163,\"coverage\":0.9931,"
                + "\"grade\":\"estimated\",\"standing\":\"met\",\"verdict\":\"not_yet_due\","
                + "\"reason\":null}",
            "closed"));
    return entries;
  }

  private static LedgerEntry entry(
      String measurement, String grain, LocalDate from, int revision, String figures, String why) {
    LocalDate to = grain.equals("month") ? from.plusMonths(1) : from.plusDays(1);
    return new LedgerEntry(
        CHAIN.tenant(),
        CHAIN.origin(),
        null,
        measurement,
        grain,
        millis(from),
        millis(to),
        revision,
        "{\"grid_nano_kwh\":9007199254740993}",
        figures,
        0.9931,
        "0.1.0",
        "3f2a91c0d7be",
        measurement.equals("sustainability") ? RegistryYaml.sample().factors().get(0).id() : "",
        8_640,
        "ab".repeat(32),
        why);
  }

  private static Evidence evidence(LedgerStore ledger) {
    return Evidence.of(
        ledger, CHAIN, MONTH, RegistryYaml.sample(), null, Instant.parse("2026-02-03T04:05:06Z"));
  }

  private static long millis(LocalDate day) {
    return day.atStartOfDay(ZoneId.of("Asia/Hong_Kong")).toInstant().toEpochMilli();
  }

  private static List<LedgerRow> chained(List<LedgerEntry> entries) {
    List<LedgerRow> rows = new ArrayList<>();
    String previous = LedgerRow.GENESIS;
    for (LedgerEntry entry : entries) {
      LedgerRow row = LedgerRow.chain(entry, rows.size() + 1L, previous);
      rows.add(row);
      previous = row.hash();
    }
    return rows;
  }

  @Test
  void thePackHolds() throws Exception {
    assertThat(PackCheck.check(pack, List.of(signer.verifier())))
        .contains("golden-noodle/sim:demo 2026-01", "99 rows", "41 figures");
  }

  @Test
  void theScriptThatSharesNoCodeFindsTheSame() throws Exception {
    Run run = script(pack);
    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output()).contains("holds  golden-noodle/sim:demo 2026-01", "99 rows");
  }

  @Test
  void anythingThatIsChangedAfterwardsIsNamedByBoth() throws Exception {
    for (String file : List.of("report.pdf", "figures.csv", "pack.json", "ledger.ndjson")) {
      Path changed = changed(file, bytes -> bytes + " ");
      assertThatExceptionOfType(EvidenceException.class)
          .isThrownBy(() -> PackCheck.check(changed, List.of(signer.verifier())))
          .withMessage(file + " was changed after it was signed");
      assertThat(script(changed).exitCode()).isEqualTo(1);
    }
    Path manifest = changed("MANIFEST", text -> text.replace("2026-01", "2026-02"));
    assertThatExceptionOfType(EvidenceException.class)
        .isThrownBy(() -> PackCheck.check(manifest, List.of(signer.verifier())))
        .withMessageContaining("signature");
    assertThat(script(manifest).output()).contains("the signature is false");
  }

  @Test
  void aPackThatItsMakerForgedIsFoundByTheRowsThemselves() throws Exception {
    // signed anew with the true key, but a row's figure is not what the row's hash is of
    Path forged = folder.resolve("forged.zip");
    resign(forged, "ledger.ndjson", text -> text.replace("66001.125", "56001.125"));
    assertThatExceptionOfType(EvidenceException.class)
        .isThrownBy(() -> PackCheck.check(forged, List.of(signer.verifier())))
        .withMessageContaining("its hash is not that of its content");
    assertThat(script(forged).output()).contains("its hash is not that of its content");

    Path nicer = folder.resolve("nicer.zip");
    resign(nicer, "pack.json", text -> text.replace("66001.125", "56001.125"));
    assertThatExceptionOfType(EvidenceException.class)
        .isThrownBy(() -> PackCheck.check(nicer, List.of(signer.verifier())))
        .withMessageContaining("figure active_kwh is not what row");
    assertThat(script(nicer).output()).contains("active_kwh is not what row");
  }

  @Test
  void noCellOfTheTableBecomesAFormula() {
    assertThat(Csv.line(List.of("=1+1", "+x", "-x", "@x", "-1.5e3", "a,\"b\"", "\tx")))
        .isEqualTo("'=1+1,'+x,'-x,'@x,-1.5e3,\"a,\"\"b\"\"\",'\tx\r\n");
  }

  @Test
  void theReportIsAPdfOfAFewPagesInBothLanguages() throws Exception {
    String english = textOf("report.pdf", 1);
    assertThat(english)
        .contains("Golden Noodle", "January 2026", "Simulated data (sim:demo)", "Every one of");
    String rest = textOf("report.pdf", 2) + textOf("report.pdf", 3) + textOf("report.pdf", 4);
    assertThat(rest).contains("66,001.1 kWh", "Not yet due: 1", "Active energy");
    assumeThat(ReportFonts.chinese()).as("a Chinese font").isPresent();
    assertThat(files(pack)).containsKey("report.zh-HK.pdf");
    byte[] chinese = files(pack).get("report.zh-HK.pdf");
    // single glyphs of CFF outlines (FontFile3) come without some of their strokes
    assertThat(new String(chinese, StandardCharsets.ISO_8859_1).contains("/FontFile3"))
        .isEqualTo(chinese.length > 4_000_000);
    // glyphs of a subset cannot be read back as text by this reader; pages can be counted
    assertThat(pagesOf("report.zh-HK.pdf")).isBetween(4, 10);
  }

  private static int pagesOf(String name) throws IOException {
    byte[] pdf = files(pack).get(name);
    assertThat(new String(pdf, 0, 5, StandardCharsets.ISO_8859_1)).isEqualTo("%PDF-");
    Files.write(Path.of("target", "evidence-" + name), pdf);
    try (var reader = new com.lowagie.text.pdf.PdfReader(pdf)) {
      return reader.getNumberOfPages();
    }
  }

  private static String textOf(String name, int page) throws IOException {
    assertThat(pagesOf(name)).isBetween(4, 10);
    try (var reader = new com.lowagie.text.pdf.PdfReader(files(pack).get(name))) {
      return new com.lowagie.text.pdf.parser.PdfTextExtractor(reader).getTextFromPage(page);
    }
  }

  @Test
  void theTableHasChineseHeadsToo() throws Exception {
    String csv = new String(files(pack).get("figures.zh-HK.csv"), StandardCharsets.UTF_8);
    assertThat(csv)
        .startsWith("\uFEFF類別,數字,欄位,單位,數值,覆蓋率,修訂,行號,雜湊值\r\n")
        .contains(",active_kwh,kWh,66001.125,");
  }

  @Test
  void aVerdictThatIsNotTheLedgersIsFound() throws Exception {
    Path nicer = folder.resolve("verdict.zip");
    resign(nicer, "pack.json", text -> text.replace("\"not_yet_due\"", "\"met\""));
    assertThatExceptionOfType(EvidenceException.class)
        .isThrownBy(() -> PackCheck.check(nicer, List.of(signer.verifier())))
        .withMessageContaining("the verdict on noodle-carbon is not what row");
    assertThat(script(nicer).output()).contains("noodle-carbon is not what row");
  }

  /** What a superuser does to the ledger before the pack is made, with the true key. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "edited | UPDATE ledger SET figures = '{\"active_kwh\":1.5}' WHERE seq = 20"
            + " | row 20 was changed | row 20: its hash is not that of its content",
        "removed | DELETE FROM ledger WHERE seq = 30"
            + " | row 31 does not follow row 29 | row 31 does not follow row 29",
        "rewritten | UPDATE ledger SET figures = '{\"active_kwh\":1.5}' WHERE seq = 20;"
            + " DO $$ DECLARE r ledger; p text := repeat('0', 64); BEGIN"
            + " FOR r IN SELECT * FROM ledger ORDER BY seq LOOP"
            + " r.previous_hash := p; r.hash := ledger_hash(r); p := r.hash;"
            + " UPDATE ledger SET previous_hash = r.previous_hash, hash = r.hash"
            + " WHERE seq = r.seq; END LOOP; END $$"
            + " | the chain was written anew | an anchor knew it with hash"
      })
  void whatASuperuserDidIsNamedByTheVerificationAndByTheScript(
      String name, String tampering, String verified, String scripted) throws Exception {
    try (EmbeddedPostgres other =
        EmbeddedPostgres.builder().setPort(LoopbackPorts.free()).start()) {
      RegistrySchema.migrate(other.getPostgresDatabase());
      RegistrySchema.createLogin(
          other.getPostgresDatabase(), "writer", "writer", DatabaseRole.WRITER);
      LedgerStore ledger = new LedgerStore(other.getPostgresDatabase());
      new LedgerStore(other.getDatabase("writer", "postgres")).append(chained(entries()));
      Path file = folder.resolve(name + "-anchors");
      Anchors.append(file, Anchors.heads(ledger, signer, Instant.EPOCH).values());
      Path before = packOf(ledger, name + "-before.zip");
      assertThat(script(before, file).output()).contains("1 of them anchored");

      try (var connection = other.getPostgresDatabase().getConnection();
          var statement = connection.createStatement()) {
        statement.execute("ALTER TABLE ledger DISABLE TRIGGER USER");
        statement.execute(tampering);
      }
      Anchors anchors = Anchors.read(List.of(file), List.of(signer.verifier()));
      assertThat(LedgerVerifier.verify(ledger, CHAIN, anchors.of(CHAIN)).firstFault())
          .hasValueSatisfying(
              fault -> assertThat("row " + fault.seq() + ' ' + fault.detail()).contains(verified));
      Run run = script(packOf(ledger, name + "-after.zip"), file);
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.output()).contains("WRONG", scripted);
    }
  }

  private static Path packOf(LedgerStore ledger, String name) {
    Path file = folder.resolve(name);
    try {
      EvidencePack.write(file, evidence(ledger), ledger, signer);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return file;
  }

  private record Run(int exitCode, String output) {}

  private static Run script(Path file, Path... more) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("python3", SCRIPT.toString(), file.toString(), key.toString()));
    for (Path one : more) {
      command.add(one.toString());
    }
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), output);
  }

  private static Map<String, byte[]> files(Path from) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(from.toFile())) {
      for (ZipEntry entry : java.util.Collections.list(zip.entries())) {
        try (InputStream in = zip.getInputStream(entry)) {
          files.put(entry.getName(), in.readAllBytes());
        }
      }
    }
    return files;
  }

  private static byte[] edited(byte[] bytes, UnaryOperator<String> edit) {
    // every byte is a character, so that a PDF stays one
    return edit.apply(new String(bytes, StandardCharsets.ISO_8859_1))
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static Path changed(String name, UnaryOperator<String> edit) throws IOException {
    Map<String, byte[]> files = files(pack);
    files.put(name, edited(files.get(name), edit));
    return zip(folder.resolve("changed-" + name + ".zip"), files);
  }

  private static void resign(Path to, String name, UnaryOperator<String> edit) throws IOException {
    Map<String, byte[]> files = files(pack);
    String old = EvidencePack.sha256(files.get(name));
    files.put(name, edited(files.get(name), edit));
    String note = new String(files.get("MANIFEST"), StandardCharsets.UTF_8);
    String text = note.substring(0, note.lastIndexOf("\n\n") + 1);
    files.put(
        "MANIFEST",
        hk.innopark.registry.evidence.SignedNote.sign(
                text.replace(old, EvidencePack.sha256(files.get(name))), signer)
            .getBytes(StandardCharsets.UTF_8));
    zip(to, files);
  }

  private static Path zip(Path to, Map<String, byte[]> files) throws IOException {
    try (OutputStream out = Files.newOutputStream(to);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
        zip.closeEntry();
      }
    }
    return to;
  }
}
