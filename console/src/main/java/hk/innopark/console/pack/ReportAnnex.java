package hk.innopark.console.pack;

import com.lowagie.text.DocumentException;
import com.lowagie.text.pdf.PdfPTable;
import hk.innopark.console.ledger.RecordedReason;
import hk.innopark.events.text.Texts;
import hk.innopark.registry.ledger.LedgerEntry;
import hk.innopark.registry.ledger.LedgerRow;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** What a report's figures rest on: verdicts, quality, revisions, factors, and how to check it. */
final class ReportAnnex {
  private static final int MOST_REVISIONS = 60;
  private static final List<String> QUALITY =
      List.of(
          "coverage",
          "measured_share",
          "estimated",
          "messages",
          "duplicates",
          "late",
          "dead_letters",
          "sequence_gaps",
          "quarantined",
          "resets",
          "stuck_s",
          "doubtful_s",
          "clock_off");

  private final Evidence evidence;
  private final String checkpoint;
  private final String publicKey;
  private final ReportWords words;
  private final Texts texts;
  private final FigureNames names;
  private final ReportPage page;

  ReportAnnex(
      Evidence evidence, String checkpoint, String publicKey, ReportWords words, ReportPage page) {
    this.evidence = evidence;
    this.checkpoint = checkpoint;
    this.publicKey = publicKey;
    this.words = words;
    this.texts = words.texts();
    this.names = words.names();
    this.page = page;
  }

  void write() throws DocumentException {
    commitments();
    quality();
    revisions();
    factors();
    verification();
  }

  private void commitments() throws DocumentException {
    page.heading(texts.get("pack.commitments"));
    if (evidence.verdicts().isEmpty()) {
      page.text(texts.get("pack.no_commitments"));
      return;
    }
    page.text(texts.get("pack.commitments.text"));
    PdfPTable table = ReportPage.table(3.6f, 1.7f, 1.7f, 1.9f, 1.7f, 2.8f);
    page.head(
        table,
        texts.get("pack.column.commitment"),
        ">" + texts.get("pack.column.baseline"),
        ">" + texts.get("pack.column.target"),
        texts.get("pack.column.by"),
        ">" + texts.get("pack.column.value"),
        texts.get("pack.column.verdict"));
    for (Evidence.Verdict verdict : evidence.verdicts()) {
      String field = verdict.commitment().field();
      String unit = names.unit(field);
      page.cell(
          table,
          unit.isEmpty() ? names.name(field) : texts.get("pack.with_unit", names.name(field), unit),
          verdict
              .row()
              .map(
                  row ->
                      texts.get(
                          "pack.two", verdict.commitment().id(), texts.get("pack.row", row.seq())))
              .orElse(verdict.commitment().id()));
      page.number(table, names.value(field, verdict.commitment().baseline().doubleValue()));
      page.number(table, names.value(field, verdict.commitment().target().doubleValue()));
      page.cell(table, verdict.commitment().by().toString());
      boolean isKnown = verdict.said().path("value").isNumber();
      page.number(
          table, isKnown ? names.value(field, verdict.said().path("value").doubleValue()) : "–");
      page.cell(table, words.verdict(verdict.verdict()), why(verdict));
    }
    page.document().add(table);
  }

  /** Why, or how it stands until it is due; as the ledger says it. */
  private String why(Evidence.Verdict verdict) {
    if (verdict.row().isEmpty()) {
      return texts.get("pack.not_judged.text");
    }
    String reason = RecordedReason.in(texts, verdict.said().path("reason").textValue());
    String standing = verdict.said().path("standing").asText("insufficient_evidence");
    String covered =
        texts.get(
            "pack.covered",
            words.percent(verdict.row().get().entry().coverage()),
            words.percent(verdict.commitment().minimumCoverage().doubleValue()));
    return reason != null
        ? reason
        : texts.get("standing." + standing) + texts.get("pack.and") + covered;
  }

  private void quality() throws DocumentException {
    page.heading(texts.get("pack.quality"));
    LedgerRow row = evidence.months().get("quality_of_data");
    if (row == null) {
      page.text(texts.get("pack.not_closed"));
      return;
    }
    page.text(texts.get("pack.quality.text"));
    PdfPTable table = ReportPage.table(2.2f, 1.4f, 4);
    page.head(
        table,
        texts.get("pack.column.figure"),
        ">" + texts.get("pack.column.value"),
        texts.get("pack.column.meaning"));
    for (String field : QUALITY) {
      Double value = evidence.value("quality_of_data", field);
      page.cell(table, names.name(field));
      page.number(table, value == null ? "–" : names.withUnit(field, value));
      page.cell(table, texts.get("pack_quality." + field));
    }
    page.document().add(table);
    PdfPTable digest = ReportPage.table(2.2f, 5.4f);
    page.pair(digest, texts.get("pack.messages"), Long.toString(row.entry().rawMessages()));
    page.code(digest, texts.get("pack.digest"), row.entry().rawDigest());
    page.document().add(digest);
  }

  private void revisions() throws DocumentException {
    page.heading(texts.get("pack.revisions"));
    List<LedgerRow> revised = evidence.revisions();
    if (revised.isEmpty()) {
      page.text(texts.get("pack.no_revision"));
      return;
    }
    page.text(texts.get("pack.revisions.text"));
    PdfPTable table = ReportPage.table(2, 1.8f, 2.4f, 1.4f, 3.6f, 1);
    page.head(
        table,
        texts.get("pack.period"),
        texts.get("pack.column.line"),
        texts.get("pack.column.measurement"),
        ">" + texts.get("pack.column.revision"),
        texts.get("pack.column.reason"),
        ">" + texts.get("pack.column.row"));
    for (LedgerRow row : revised.subList(0, Math.min(revised.size(), MOST_REVISIONS))) {
      LedgerEntry entry = row.entry();
      page.cell(table, period(entry));
      page.cell(table, entry.line() == null ? texts.get("pack.all_lines") : entry.line());
      page.cell(
          table,
          entry.isCommitment()
              ? entry.measurement()
              : texts.get("measurement." + entry.measurement()));
      page.number(table, Integer.toString(entry.revision()));
      page.cell(table, entry.reason());
      page.number(table, Long.toString(row.seq()));
    }
    page.document().add(table);
    if (revised.size() > MOST_REVISIONS) {
      page.text(texts.get("pack.more_revisions", revised.size() - MOST_REVISIONS));
    }
  }

  private String period(LedgerEntry entry) {
    LocalDate day =
        Instant.ofEpochMilli(entry.periodStartMillis()).atZone(Evidence.ZONE).toLocalDate();
    return entry.grain().equals("day") ? day.toString() : texts.get("grain." + entry.grain());
  }

  private void factors() throws DocumentException {
    page.heading(texts.get("pack.factors"));
    if (evidence.factorIds().isEmpty()) {
      page.text(texts.get("pack.no_factor"));
      return;
    }
    page.text(texts.get("pack.factors.text"));
    PdfPTable table = ReportPage.table(3.6f, 1.5f, 1, 4.4f);
    page.head(
        table,
        texts.get("pack.column.factor"),
        ">kg CO2e",
        texts.get("pack.column.per"),
        texts.get("pack.column.source"));
    for (String id : evidence.factorIds()) {
      boolean isMissing = id.startsWith("missing:");
      page.cell(table, id);
      page.number(table, evidence.factor(id).map(f -> f.kgPerUnit().toPlainString()).orElse("–"));
      page.cell(table, evidence.factor(id).map(f -> FigureNames.symbol(f.unit())).orElse("–"));
      page.cell(
          table,
          evidence
              .factor(id)
              .map(f -> f.source())
              .orElseGet(
                  () -> texts.get(isMissing ? "pack.factor_missing" : "pack.factor_unregistered")));
    }
    page.document().add(table);
  }

  private void verification() throws DocumentException {
    page.heading(texts.get("pack.verification"));
    page.text(texts.get("pack.verification.text"));
    PdfPTable table = ReportPage.table(1, 3);
    page.pair(table, texts.get("pack.verified"), words.verified());
    page.code(table, texts.get("pack.head"), evidence.chain().lastHash());
    page.code(table, texts.get("pack.checkpoint"), checkpoint.isEmpty() ? "–" : checkpoint);
    page.code(table, texts.get("pack.public_key"), publicKey);
    page.document().add(table);
    page.text(texts.get("pack.verification.key"));
  }
}
