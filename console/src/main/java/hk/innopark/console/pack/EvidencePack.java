package hk.innopark.console.pack;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hk.innopark.console.pack.Evidence.Figure;
import hk.innopark.events.Csv;
import hk.innopark.events.text.Language;
import hk.innopark.events.text.Texts;
import hk.innopark.registry.evidence.Checkpoint;
import hk.innopark.registry.evidence.NoteSigner;
import hk.innopark.registry.evidence.SignedNote;
import hk.innopark.registry.ledger.LedgerJson;
import hk.innopark.registry.ledger.LedgerRow;
import hk.innopark.registry.ledger.LedgerStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * One archive that proves a tenant's month to whoever has the public key: {@code report.pdf} and
 * {@code figures.csv}, both in Chinese too, {@code pack.json}, the ledger's rows from the first to
 * the last of the month without a gap ({@code ledger.ndjson}), and {@code MANIFEST}, a signed note
 * of every file's SHA-256.
 */
public final class EvidencePack {
  static final String MANIFEST = "MANIFEST";
  static final String TITLE = "innopark evidence pack 1";
  static final String LEDGER = "ledger.ndjson";
  static final String CONTENT = "pack.json";
  static final List<String> VERDICT_MEMBERS =
      List.of("judged_over", "value", "coverage", "grade", "standing", "reason");

  /** By which spreadsheets know that a table is in UTF-8. */
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private EvidencePack() {}

  /**
   * Writes a pack, whole or not at all.
   *
   * @return whether the Chinese report is in it: where its font is not installed it is left out
   */
  public static boolean write(Path file, Evidence evidence, LedgerStore ledger, NoteSigner signer)
      throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".new");
    Files.write(unfinished, of(evidence, ledger, signer));
    Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    return ReportFonts.chinese().isPresent();
  }

  /** A pack's bytes. */
  public static byte[] of(Evidence evidence, LedgerStore ledger, NoteSigner signer)
      throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    List<LedgerRow> segment = segment(evidence, ledger);
    String checkpoint =
        segment.isEmpty()
            ? ""
            : new Checkpoint(
                    evidence.chain().chain(),
                    segment.get(segment.size() - 1).seq(),
                    segment.get(segment.size() - 1).hash(),
                    evidence.at())
                .signed(signer);
    ReportPdf report = new ReportPdf(evidence, segment, checkpoint, signer.verifier().toString());
    files.put("report.pdf", report.in(Language.ENGLISH, ReportFonts.english()));
    Optional<ReportFonts> chinese = ReportFonts.chinese();
    if (chinese.isPresent()) {
      files.put(
          "report." + Language.TRADITIONAL_CHINESE.tag() + ".pdf",
          report.in(Language.TRADITIONAL_CHINESE, chinese.get()));
    }
    files.put("figures.csv", csv(evidence).getBytes(StandardCharsets.UTF_8));
    files.put(
        "figures." + Language.TRADITIONAL_CHINESE.tag() + ".csv",
        (BYTE_ORDER_MARK + csv(evidence, Texts.of(Language.TRADITIONAL_CHINESE)))
            .getBytes(StandardCharsets.UTF_8));
    files.put(CONTENT, JSON.writeValueAsBytes(content(evidence, segment, checkpoint)));
    ByteArrayOutputStream rows = new ByteArrayOutputStream();
    for (LedgerRow row : segment) {
      rows.write(LedgerJson.format(row).getBytes(StandardCharsets.UTF_8));
      rows.write('\n');
    }
    files.put(LEDGER, rows.toByteArray());
    StringBuilder manifest =
        new StringBuilder(TITLE)
            .append('\n')
            .append(evidence.chain().chain())
            .append(' ')
            .append(evidence.month())
            .append('\n');
    files.forEach(
        (name, bytes) -> manifest.append(sha256(bytes)).append("  ").append(name).append('\n'));
    files.put(
        MANIFEST, SignedNote.sign(manifest.toString(), signer).getBytes(StandardCharsets.UTF_8));
    ByteArrayOutputStream pack = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(pack)) {
      for (Map.Entry<String, byte[]> one : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(one.getKey()));
        zip.write(one.getValue());
        zip.closeEntry();
      }
    }
    return pack.toByteArray();
  }

  /** The chain's rows from the first to the last of the month; every link between them is there. */
  private static List<LedgerRow> segment(Evidence evidence, LedgerStore ledger) {
    List<LedgerRow> segment = new ArrayList<>();
    if (!evidence.rows().isEmpty()) {
      ledger.forEach(
          evidence.chain().chain(),
          evidence.rows().get(0).seq(),
          evidence.rows().get(evidence.rows().size() - 1).seq(),
          segment::add);
    }
    return List.copyOf(segment);
  }

  private static String csv(Evidence evidence) {
    return csv(
        evidence,
        List.of("measurement", "figure", "value", "coverage", "revision", "row", "hash"),
        figure -> List.of(figure.row().entry().measurement(), figure.field()));
  }

  /** With heads and names for people; the contract's name of a figure stands beside. */
  private static String csv(Evidence evidence, Texts texts) {
    FigureNames names = new FigureNames(texts);
    return csv(
        evidence,
        List.of(
            texts.get("pack.column.measurement"),
            texts.get("pack.column.figure"),
            texts.get("pack.column.field"),
            texts.get("pack.column.unit"),
            texts.get("pack.column.value"),
            texts.get("pack.column.coverage"),
            texts.get("pack.column.revision"),
            texts.get("pack.column.row"),
            texts.get("pack.column.hash")),
        figure ->
            List.of(
                texts.get("measurement." + figure.row().entry().measurement()),
                names.name(figure.field()),
                figure.field(),
                names.unit(figure.field())));
  }

  private static String csv(
      Evidence evidence, List<String> head, Function<Figure, List<String>> names) {
    StringBuilder csv = new StringBuilder(Csv.line(head));
    for (Figure figure : evidence.figures()) {
      List<String> cells = new ArrayList<>(names.apply(figure));
      cells.add(figure.value().asText());
      cells.add(coverage(figure.row()));
      cells.add(Integer.toString(figure.row().entry().revision()));
      cells.add(Long.toString(figure.row().seq()));
      cells.add(figure.row().hash());
      csv.append(Csv.line(cells));
    }
    return csv.toString();
  }

  static String coverage(LedgerRow row) {
    Double coverage = row.entry().coverage();
    return coverage == null ? "" : coverage.toString();
  }

  private static Map<String, Object> content(
      Evidence evidence, List<LedgerRow> segment, String checkpoint) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("format", TITLE);
    content.put("tenant", evidence.tenant());
    content.put("tenant_name", evidence.tenantName());
    content.put("origin", evidence.chain().chain().origin());
    content.put("simulated", evidence.isSimulated());
    content.put("period", evidence.month().toString());
    content.put("made_at", evidence.at().toString());
    content.put("chain_holds", evidence.chain().holds());
    content.put("chain_rows", evidence.chain().rows());
    content.put("chain_head", evidence.chain().lastHash());
    content.put("rows_in_pack", segment.size());
    content.put("checkpoint", checkpoint);
    content.put("figures", evidence.figures().stream().map(EvidencePack::json).toList());
    content.put("commitments", evidence.verdicts().stream().map(EvidencePack::json).toList());
    content.put("factors", evidence.factorIds().stream().map(id -> factor(evidence, id)).toList());
    content.put("revisions", evidence.revisions().stream().map(EvidencePack::revision).toList());
    return content;
  }

  private static Map<String, Object> json(Figure figure) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("measurement", figure.row().entry().measurement());
    members.put("figure", figure.field());
    members.put("value", figure.value());
    members.put("coverage", figure.row().entry().coverage());
    members.put("revision", figure.row().entry().revision());
    members.put("row", figure.row().seq());
    return members;
  }

  private static Map<String, Object> json(Evidence.Verdict verdict) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("id", verdict.commitment().id());
    members.put("metric", verdict.commitment().metric());
    members.put("baseline", verdict.commitment().baseline());
    members.put("target", verdict.commitment().target());
    members.put("by", verdict.commitment().by().toString());
    members.put("minimum_coverage", verdict.commitment().minimumCoverage());
    for (String member : VERDICT_MEMBERS) {
      members.put(member, verdict.said().path(member));
    }
    members.put("row", verdict.row().map(LedgerRow::seq).orElse(null));
    members.put("verdict", verdict.verdict());
    return members;
  }

  private static Map<String, Object> factor(Evidence evidence, String id) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("id", id);
    evidence
        .factor(id)
        .ifPresent(
            factor -> {
              members.put("kg_per_unit", factor.kgPerUnit());
              members.put("unit", factor.unit());
              members.put("source", factor.source());
            });
    return members;
  }

  private static Map<String, Object> revision(LedgerRow row) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("row", row.seq());
    members.put("grain", row.entry().grain());
    members.put("line", row.entry().line());
    members.put("measurement", row.entry().measurement());
    members.put("revision", row.entry().revision());
    members.put("reason", row.entry().reason());
    return members;
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java runtime has SHA-256", impossible);
    }
  }
}
