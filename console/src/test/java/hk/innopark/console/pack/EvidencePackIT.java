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
import hk.innopark.registry.ledger.LedgerStore;
import hk.innopark.registry.ledger.LedgerVerifier;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A pack of a tenant's month, checked by this project and by the script that shares no code. */
class EvidencePackIT {
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
    new LedgerStore(postgres.getDatabase("writer", "postgres")).append(SampleMonth.rows());
    signer = NoteSigner.keptIn(folder.resolve("key"), "innopark-ledger");
    key = folder.resolve("key.pub");
    pack = folder.resolve("pack.zip");
    EvidencePack.write(pack, evidence(ledger), ledger, signer);
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  private static Evidence evidence(LedgerStore ledger) {
    return Evidence.of(
        ledger,
        SampleMonth.CHAIN,
        SampleMonth.MONTH,
        RegistryYaml.sample(),
        null,
        Instant.parse("2026-02-03T04:05:06Z"));
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
    assertThat(PackFiles.files(pack)).containsKey("report.zh-HK.pdf");
    byte[] chinese = PackFiles.files(pack).get("report.zh-HK.pdf");
    // single glyphs of CFF outlines (FontFile3) come without some of their strokes
    assertThat(new String(chinese, StandardCharsets.ISO_8859_1).contains("/FontFile3"))
        .isEqualTo(chinese.length > 4_000_000);
    // glyphs of a subset cannot be read back as text by this reader; pages can be counted
    assertThat(pagesOf("report.zh-HK.pdf")).isBetween(4, 10);
  }

  private static int pagesOf(String name) throws IOException {
    byte[] pdf = PackFiles.files(pack).get(name);
    assertThat(new String(pdf, 0, 5, StandardCharsets.ISO_8859_1)).isEqualTo("%PDF-");
    Files.write(Path.of("target", "evidence-" + name), pdf);
    try (var reader = new com.lowagie.text.pdf.PdfReader(pdf)) {
      return reader.getNumberOfPages();
    }
  }

  private static String textOf(String name, int page) throws IOException {
    assertThat(pagesOf(name)).isBetween(4, 10);
    try (var reader = new com.lowagie.text.pdf.PdfReader(PackFiles.files(pack).get(name))) {
      return new com.lowagie.text.pdf.parser.PdfTextExtractor(reader).getTextFromPage(page);
    }
  }

  @Test
  void theTableHasChineseHeadsToo() throws Exception {
    String csv = new String(PackFiles.files(pack).get("figures.zh-HK.csv"), StandardCharsets.UTF_8);
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
      new LedgerStore(other.getDatabase("writer", "postgres")).append(SampleMonth.rows());
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
      assertThat(
              LedgerVerifier.verify(ledger, SampleMonth.CHAIN, anchors.of(SampleMonth.CHAIN))
                  .firstFault())
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

  private static Path changed(String name, UnaryOperator<String> edit) throws IOException {
    return PackFiles.changed(pack, folder.resolve("changed-" + name + ".zip"), name, edit);
  }

  private static void resign(Path to, String name, UnaryOperator<String> edit) throws IOException {
    PackFiles.resign(pack, to, name, edit, signer);
  }
}
