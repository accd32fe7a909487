package hk.innopark.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import hk.innopark.console.access.Grant;
import hk.innopark.console.access.Role;
import hk.innopark.console.ledger.SampleLedger;
import hk.innopark.registry.evidence.Checkpoint;
import hk.innopark.registry.evidence.NoteSigner;
import hk.innopark.registry.evidence.SignedNote;
import hk.innopark.registry.ledger.LedgerChain;
import hk.innopark.registry.ledger.LedgerJson;
import hk.innopark.registry.ledger.LedgerRow;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A browser checks packs by itself: whole ones, and ones that somebody has changed. */
class CheckPageIT {
  @TempDir static Path folder;

  private static BrowserConsole console;
  private static NoteSigner signer;

  @BeforeAll
  static void start() {
    console = BrowserConsole.orSkipped();
    signer = NoteSigner.keptIn(folder.resolve("key"), "innopark-ledger");
  }

  @AfterAll
  static void stop() {
    if (console != null) {
      console.close();
    }
  }

  /**
   * A pack in miniature.
   *
   * @param before what its maker does to the rows before they are signed
   * @param after what somebody does to them afterwards
   */
  private static Path pack(String name, UnaryOperator<String> before, UnaryOperator<String> after)
      throws Exception {
    List<LedgerRow> rows =
        SampleLedger.withVerdict("golden-noodle", "sim:demo", 40, "carbon", "energy.active_kwh");
    LedgerRow last = rows.get(rows.size() - 1);
    String checkpoint =
        new Checkpoint(
                new LedgerChain("golden-noodle", "sim:demo"),
                last.seq(),
                last.hash(),
                Instant.parse("2026-12-01T00:00:00Z"))
            .signed(signer);
    String content =
        "{\"simulated\":true,\"checkpoint\":\"%s\",\"figures\":[{\"measurement\":\"energy\","
                .formatted(checkpoint.replace("\n", "\\n"))
            + "\"figure\":\"active_kwh\",\"value\":184.25,\"row\":2}],\"commitments\":[{\"id\":"
            + "\"carbon\",\"row\":%d,\"verdict\":\"not_yet_due\"}]}".formatted(last.seq());
    Map<String, String> files = new LinkedHashMap<>();
    files.put(
        "ledger.ndjson",
        rows.stream().map(row -> LedgerJson.format(row) + "\n").collect(Collectors.joining()));
    files.put("pack.json", content);
    files.replaceAll((file, text) -> before.apply(text));
    StringBuilder manifest =
        new StringBuilder("innopark evidence pack 1\ngolden-noodle/sim:demo 2026-11\n");
    for (Map.Entry<String, String> file : files.entrySet()) {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(file.getValue().getBytes(StandardCharsets.UTF_8));
      manifest.append(HexFormat.of().formatHex(digest)).append("  ").append(file.getKey());
      manifest.append('\n');
    }
    files.replaceAll((file, text) -> after.apply(text));
    files.put("MANIFEST", SignedNote.sign(manifest.toString(), signer));
    Path pack = folder.resolve(name + ".zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(pack))) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return pack;
  }

  private static void check(Path pack, Path key, String expected) {
    try (Page page = console.stranger(Look.DESKTOP)) {
      page.navigate(console.url() + "check");
      page.locator("#pack").setInputFiles(pack);
      page.locator("#key").setInputFiles(key);
      page.locator("#check button").click();
      assertThat(page.locator("#found h2")).hasText(Pattern.compile("The pack .*"));
      assertThat(page.locator("#found")).containsText(expected);
    }
  }

  private static Path key() {
    return folder.resolve("key.pub");
  }

  @Test
  void a_whole_pack_holds() throws Exception {
    Path whole = pack("whole", text -> text, text -> text);
    check(whole, key(), "Signed by innopark-ledger; 41 rows chained and unchanged; 1 figures");
    check(whole, key(), "Simulated data: nothing in it was measured.");
  }

  @Test
  void a_file_that_was_changed_afterwards_is_named() throws Exception {
    check(
        pack("changed", text -> text, text -> text.replace("184.25", "84.25")),
        key(),
        "ledger.ndjson was changed, added or removed after the pack was signed.");
  }

  @Test
  void a_row_that_its_maker_forged_is_named() throws Exception {
    check(
        pack("forged", text -> text.replace("\"good\":28407", "\"good\":1"), text -> text),
        key(),
        "Row 7: its hash is not that of its content.");
  }

  @Test
  void a_figure_that_the_row_does_not_say_is_named() throws Exception {
    check(
        pack(
            "nicer",
            text -> text.replace("\"value\":184.25,\"row\"", "\"value\":1,\"row\""),
            text -> text),
        key(),
        "active_kwh is not what row 2 says.");
    check(
        pack(
            "met",
            text -> text.replace("\"verdict\":\"not_yet_due\"}]", "\"verdict\":\"met\"}]"),
            text -> text),
        key(),
        "The verdict on carbon is not what row 41 says.");
  }

  @Test
  void a_pack_that_the_scorecards_button_makes_holds() throws Exception {
    Path made = folder.resolve("made.zip");
    Grant engineer = new Grant(Role.TENANT_ENGINEER, "golden-noodle");
    try (Page page = console.as(engineer, Look.DESKTOP)) {
      page.navigate(console.url() + "tenants/golden-noodle/scorecard?origin=sim:demo");
      BrowserConsole.awaitFigures(page);
      page.locator("input[type=month]").fill("2026-11");
      Download download =
          page.waitForDownload(
              () ->
                  page.getByRole(
                          AriaRole.BUTTON,
                          new Page.GetByRoleOptions().setName("Evidence pack").setExact(true))
                      .click());
      download.saveAs(made);
    }
    check(
        made,
        console.ledgerKey(),
        "Signed by innopark-ledger; 240 rows chained and unchanged; 0 figures");
    try (Page page = console.as(Grant.of(Role.AUDITOR), Look.DESKTOP)) {
      page.navigate(console.url() + "tenants/golden-noodle/scorecard?origin=sim:demo");
      BrowserConsole.awaitFigures(page);
      assertThat(page.locator("input[type=month]")).hasCount(0);
    }
  }

  @Test
  void anothers_key_has_not_signed_it() throws Exception {
    NoteSigner unused = NoteSigner.keptIn(folder.resolve("other"), "innopark-ledger");
    check(
        pack("mine", text -> text, text -> text),
        folder.resolve("other.pub"),
        "The key that was given has not signed this.");
  }
}
