package hk.innopark.operations.audit;

import com.lowagie.text.Chunk;
import com.lowagie.text.Document;
import com.lowagie.text.DocumentException;
import com.lowagie.text.Font;
import com.lowagie.text.FontFactory;
import com.lowagie.text.PageSize;
import com.lowagie.text.Paragraph;
import com.lowagie.text.pdf.PdfPCell;
import com.lowagie.text.pdf.PdfPTable;
import com.lowagie.text.pdf.PdfWriter;
import hk.innopark.operations.audit.Evidence.DayValue;
import hk.innopark.operations.audit.Evidence.Figure;
import hk.innopark.registry.ledger.LedgerEntry;
import hk.innopark.registry.ledger.LedgerRow;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.Charset;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/** The part of an evidence pack that people read: a report of a few pages, A4. */
final class ReportPdf {
  private static final Color INK = new Color(0x14, 0x20, 0x2b);
  private static final Color MUTED = new Color(0x56, 0x64, 0x72);
  private static final Color LINE = new Color(0xdd, 0xe2, 0xe8);
  private static final Color SHADE = new Color(0xf4, 0xf6, 0xf8);
  private static final Font TITLE = FontFactory.getFont(FontFactory.HELVETICA_BOLD, 26, INK);
  private static final Font SUBTITLE = FontFactory.getFont(FontFactory.HELVETICA, 14, MUTED);
  private static final Font HEADING = FontFactory.getFont(FontFactory.HELVETICA_BOLD, 14, INK);
  private static final Font TEXT = FontFactory.getFont(FontFactory.HELVETICA, 9.5f, INK);
  private static final Font SMALL = FontFactory.getFont(FontFactory.HELVETICA, 8, MUTED);
  private static final Font CELL = FontFactory.getFont(FontFactory.HELVETICA, 8.5f, INK);
  private static final Font HEAD = FontFactory.getFont(FontFactory.HELVETICA_BOLD, 8.5f, MUTED);
  private static final Font CODE = FontFactory.getFont(FontFactory.COURIER, 8, INK);
  private static final int MOST_REVISIONS = 60;
  private static final float NEEDED_BELOW_HEADING = 120;
  private static final Charset OF_FONTS = Charset.forName("windows-1252");

  private final Evidence evidence;
  private final List<LedgerRow> segment;
  private final String publicKey;
  private final Document document = new Document(PageSize.A4, 56, 56, 60, 56);
  private PdfWriter writer;

  private ReportPdf(Evidence evidence, List<LedgerRow> segment, String publicKey) {
    this.evidence = evidence;
    this.segment = segment;
    this.publicKey = publicKey;
  }

  /** The report's bytes. */
  static byte[] of(Evidence evidence, List<LedgerRow> segment, String publicKey) {
    return new ReportPdf(evidence, segment, publicKey).write();
  }

  private byte[] write() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      writer = PdfWriter.getInstance(document, out);
      writer.setPageEvent(
          new PageFoot(evidence.tenantName() + ", " + evidence.month(), evidence.isSimulated()));
      document.addTitle("Evidence of " + evidence.tenantName() + ", " + evidence.month());
      document.open();
      cover();
      document.newPage();
      scope();
      figures();
      charts();
      verdicts();
      quality();
      revisions();
      factors();
      document.close();
    } catch (DocumentException e) {
      throw new IllegalStateException("the report cannot be set", e);
    }
    return out.toByteArray();
  }

  private void cover() throws DocumentException {
    space(150);
    document.add(new Paragraph("Evidence of production, energy and carbon", SUBTITLE));
    document.add(new Paragraph(printable(evidence.tenantName()), TITLE));
    document.add(new Paragraph(evidence.month().toString(), TITLE));
    space(24);
    if (evidence.isSimulated()) {
      text(
          "Simulated data (" + evidence.chain().chain().origin() + "). Nothing here was measured.");
    }
    space(24);
    PdfPTable table = table(new float[] {1, 3});
    pair(table, "Made", evidence.at().toString());
    pair(table, "Chain", evidence.chain().chain().toString());
    pair(table, "Verification", verification());
    pair(table, "Rows in the chain", Long.toString(evidence.chain().rows()));
    code(table, "Chain head", evidence.chain().lastHash());
    pair(table, "Rows in this pack", rowsInPack());
    code(table, "Public key", publicKey);
    document.add(table);
    space(12);
    text(
        "Check this pack with \"innopark audit check\", or with docs/check_pack.py, which needs"
            + " nothing but Python, the pack and the public key. Take the public key from where its"
            + " owner publishes it, not from this page.");
  }

  private String verification() {
    return evidence
        .chain()
        .firstFault()
        .map(fault -> "BROKEN at row " + fault.seq() + ": " + fault.detail())
        .orElse("every hash was computed again and fits");
  }

  private String rowsInPack() {
    return segment.isEmpty()
        ? "none"
        : "%d, from %d to %d"
            .formatted(segment.size(), segment.get(0).seq(), segment.get(segment.size() - 1).seq());
  }

  private void scope() throws DocumentException {
    heading("Scope, boundary and method");
    text(
        "The boundary is the machines of the tenant that are registered, gate to gate: their"
            + " energy, direct emissions and what was metered. Months and days are local to"
            + " Asia/Hong_Kong. A figure is computed from sums of 64-bit integers; a ratio is a"
            + " quotient of sums (ISO 22400-2). Scope 2 is given by location and by market (GHG"
            + " Protocol). Where a gap was bridged, the energy's total was metered and its course"
            + " is an estimate; coverage says how much was not bridged.");
    TreeSet<String> codes = new TreeSet<>();
    TreeSet<String> registries = new TreeSet<>();
    evidence
        .rows()
        .forEach(
            row -> {
              codes.add(row.entry().codeVersion());
              registries.addAll(List.of(row.entry().registryVersion().split(",")));
            });
    text(
        "Code versions: %s. Versions of the reference data: %s."
            .formatted(orNone(codes), orNone(registries)));
  }

  private static String orNone(SortedSet<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", names);
  }

  private void figures() throws DocumentException {
    heading("Figures of the month");
    List<Figure> figures = evidence.figures();
    if (figures.isEmpty()) {
      text("The month is not closed: there are no figures of it.");
      return;
    }
    PdfPTable table = table(new float[] {5, 3, 1.4f, 1.2f, 1.4f});
    head(table, "Figure", "Value", "Coverage", "Revision", "Row");
    for (Figure figure : figures) {
      cell(table, figure.name(), false);
      cell(table, shown(figure), true);
      cell(table, percent(figure.row().entry().coverage()), true);
      cell(table, Integer.toString(figure.row().entry().revision()), true);
      cell(table, Long.toString(figure.row().seq()), true);
    }
    document.add(table);
  }

  private static String shown(Figure figure) {
    return figure.value().isNumber()
        ? new BigDecimal(figure.value().asText()).round(new MathContext(6)).toPlainString()
        : figure.value().asText();
  }

  private static String percent(Double share) {
    return share == null ? "-" : String.format(Locale.ROOT, "%.1f %%", share * 100);
  }

  private void charts() throws DocumentException {
    heading("Day by day");
    chart("Active energy, kWh", evidence.days("energy", "active_kwh"), new Color(0x0a, 0x75, 0x80));
    chart(
        "CO2e, scope 2 by location, kg",
        evidence.days("sustainability", "scope2_location_kg"),
        new Color(0x3f, 0x7f, 0xc4));
  }

  private void chart(String title, List<DayValue> days, Color colour) throws DocumentException {
    document.add(new Paragraph(title, TEXT));
    if (days.isEmpty()) {
      text("No day of it is closed.");
      return;
    }
    document.add(DayChart.of(writer.getDirectContent(), days, evidence.month(), colour));
  }

  private void verdicts() throws DocumentException {
    heading("Commitments");
    if (evidence.verdicts().isEmpty()) {
      text("None is registered.");
      return;
    }
    PdfPTable table = table(new float[] {4, 2, 2, 2, 2, 2.6f});
    head(table, "Metric", "Baseline", "Target", "By", "This month", "Verdict");
    for (Evidence.Verdict verdict : evidence.verdicts()) {
      cell(table, verdict.commitment().metric(), false);
      cell(table, verdict.commitment().baseline().toPlainString(), true);
      cell(table, verdict.commitment().target().toPlainString(), true);
      cell(table, verdict.commitment().by().toString(), true);
      cell(table, verdict.figure().map(ReportPdf::shown).orElse("-"), true);
      cell(table, verdict.verdict(), false);
    }
    document.add(table);
    text(
        "A commitment is judged only where the month's coverage reaches the minimum that was agreed"
            + " with it.");
  }

  private void quality() throws DocumentException {
    heading("Quality of the data");
    LedgerRow row = evidence.months().get("quality_of_data");
    if (row == null) {
      text("The month is not closed.");
      return;
    }
    LedgerEntry entry = row.entry();
    PdfPTable table = table(new float[] {2, 3});
    pair(table, "Coverage", percent(entry.coverage()));
    pair(table, "Messages", Long.toString(entry.rawMessages()));
    code(table, "Digest of the messages", entry.rawDigest());
    document.add(table);
  }

  private void revisions() throws DocumentException {
    heading("Restatements and revisions");
    List<LedgerRow> revised = evidence.revisions();
    if (revised.isEmpty()) {
      text("No day of this month, and not the month, was restated.");
      return;
    }
    PdfPTable table = table(new float[] {2.4f, 2, 2.4f, 1.2f, 4});
    head(table, "Period", "Line", "Measurement", "Revision", "Reason");
    for (LedgerRow row : revised.subList(0, Math.min(revised.size(), MOST_REVISIONS))) {
      LedgerEntry entry = row.entry();
      cell(table, entry.grain() + " " + day(entry), false);
      cell(table, entry.line() == null ? "all" : entry.line(), false);
      cell(table, entry.measurement(), false);
      cell(table, Integer.toString(entry.revision()), true);
      cell(table, entry.reason(), false);
    }
    document.add(table);
    if (revised.size() > MOST_REVISIONS) {
      text("And %d more, in pack.json.".formatted(revised.size() - MOST_REVISIONS));
    }
  }

  private static LocalDate day(LedgerEntry entry) {
    return Instant.ofEpochMilli(entry.periodStartMillis())
        .atZone(hk.innopark.jobs.reference.ReferenceData.ZONE)
        .toLocalDate();
  }

  private void factors() throws DocumentException {
    heading("Emission factors");
    if (evidence.factorIds().isEmpty()) {
      text("None was used.");
      return;
    }
    PdfPTable table = table(new float[] {4, 1.6f, 1.2f, 4});
    head(table, "Factor", "kg CO2e", "Per", "Source");
    for (String id : evidence.factorIds()) {
      cell(table, id, false);
      cell(table, evidence.factor(id).map(f -> f.kgPerUnit().toPlainString()).orElse("-"), true);
      cell(table, evidence.factor(id).map(f -> f.unit()).orElse("-"), false);
      cell(table, evidence.factor(id).map(f -> f.source()).orElse("no longer registered"), false);
    }
    document.add(table);
  }

  private void heading(String title) throws DocumentException {
    // a heading does not stand alone at the foot of a page
    if (writer.getVerticalPosition(true) < document.bottom() + NEEDED_BELOW_HEADING) {
      document.newPage();
    }
    Paragraph paragraph = new Paragraph(title, HEADING);
    paragraph.setSpacingBefore(16);
    paragraph.setSpacingAfter(6);
    paragraph.setKeepTogether(true);
    document.add(paragraph);
  }

  private void text(String words) throws DocumentException {
    Paragraph paragraph = new Paragraph(words, TEXT);
    paragraph.setLeading(13);
    paragraph.setSpacingAfter(6);
    document.add(paragraph);
  }

  private void space(float points) throws DocumentException {
    Paragraph paragraph = new Paragraph(Chunk.NEWLINE);
    paragraph.setLeading(points);
    document.add(paragraph);
  }

  private static PdfPTable table(float[] widths) {
    PdfPTable table = new PdfPTable(widths);
    table.setWidthPercentage(100);
    table.setSpacingBefore(4);
    table.setSpacingAfter(8);
    return table;
  }

  private static void head(PdfPTable table, String... names) {
    for (String name : names) {
      PdfPCell cell = new PdfPCell(new Paragraph(name, HEAD));
      cell.setBackgroundColor(SHADE);
      cell.setBorderColor(LINE);
      cell.setPadding(4);
      table.addCell(cell);
    }
    table.setHeaderRows(1);
  }

  private static void cell(PdfPTable table, String words, boolean isNumber) {
    add(table, words, CELL, isNumber);
  }

  private static void pair(PdfPTable table, String name, String words) {
    add(table, name, SMALL, false);
    add(table, words, CELL, false);
  }

  private static void code(PdfPTable table, String name, String words) {
    add(table, name, SMALL, false);
    add(table, words, CODE, false);
  }

  /** What the fonts of every PDF lack shows as a question mark; pack.json has the words whole. */
  private static String printable(String words) {
    return new String(words.getBytes(OF_FONTS), OF_FONTS);
  }

  private static void add(PdfPTable table, String words, Font font, boolean isNumber) {
    PdfPCell cell = new PdfPCell(new Paragraph(printable(words), font));
    cell.setBorderColor(LINE);
    cell.setPadding(4);
    if (isNumber) {
      cell.setHorizontalAlignment(PdfPCell.ALIGN_RIGHT);
    }
    table.addCell(cell);
  }
}
