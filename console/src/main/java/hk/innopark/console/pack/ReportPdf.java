package hk.innopark.console.pack;

import com.lowagie.text.DocumentException;
import com.lowagie.text.pdf.PdfPTable;
import hk.innopark.console.pack.Evidence.DayValue;
import hk.innopark.console.pack.Evidence.Figure;
import hk.innopark.events.text.Language;
import hk.innopark.events.text.Texts;
import hk.innopark.registry.ledger.LedgerRow;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The part of an evidence pack that people read: a report of a few pages, A4. */
final class ReportPdf {
  private static final Color TEAL = new Color(0x0a, 0x75, 0x80);
  private static final Color BLUE = new Color(0x3f, 0x7f, 0xc4);
  private static final Color GREY = new Color(0x7a, 0x86, 0x92);
  private static final List<String> MEASUREMENTS =
      List.of("energy", "sustainability", "throughput");
  private static final List<String> KEY_FIGURES =
      List.of(
          "energy.active_kwh",
          "energy.peak_demand_kva",
          "sustainability.scope1_kg",
          "sustainability.scope2_location_kg",
          "sustainability.scope2_market_kg",
          "sustainability.scope3_kg",
          "sustainability.renewable_share",
          "sustainability.water_m3",
          "sustainability.waste_kg",
          "quality_of_data.coverage");

  private final Evidence evidence;
  private final List<LedgerRow> segment;
  private final String checkpoint;
  private final String publicKey;

  /**
   * A report of a pack.
   *
   * @param segment the ledger's rows in the pack
   * @param checkpoint the signed note of the last of them; empty where there are none
   */
  ReportPdf(Evidence evidence, List<LedgerRow> segment, String checkpoint, String publicKey) {
    this.evidence = evidence;
    this.segment = segment;
    this.checkpoint = checkpoint;
    this.publicKey = publicKey;
  }

  /** The report's bytes, in a language. */
  byte[] in(Language language, ReportFonts fonts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      new Edition(Texts.of(language), fonts, out).write();
    } catch (DocumentException e) {
      throw new IllegalStateException("the report cannot be set", e);
    }
    return out.toByteArray();
  }

  /** The report in one language. */
  private final class Edition {
    private final Texts texts;
    private final ReportFonts fonts;
    private final ReportWords words;
    private final FigureNames names;
    private final ReportPage page;

    Edition(Texts texts, ReportFonts fonts, ByteArrayOutputStream out) throws DocumentException {
      this.texts = texts;
      this.fonts = fonts;
      this.words = new ReportWords(evidence, texts);
      this.names = words.names();
      this.page = new ReportPage(out, fonts);
    }

    void write() throws DocumentException {
      String title = texts.get("pack.two", evidence.tenantName(), period());
      page.open(
          new PageFoot(title, evidence.isSimulated(), fonts, texts),
          texts.get("pack.title") + ": " + title);
      cover();
      page.document().newPage();
      summary();
      scope();
      figures();
      charts();
      new ReportAnnex(evidence, checkpoint, publicKey, words, page).write();
      page.document().close();
    }

    private String period() {
      return evidence
          .month()
          .format(DateTimeFormatter.ofPattern(texts.get("pack.month"), texts.language().locale()));
    }

    private String moment(Instant at) {
      return texts.get(
          "pack.moment",
          at.atZone(Evidence.ZONE).format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")));
    }

    private void cover() throws DocumentException {
      page.space(96);
      page.paragraph(texts.get("pack.title"), 13, false, ReportPage.MUTED, 18, 10);
      page.paragraph(evidence.tenantName(), 28, true, ReportPage.INK, 36, 4);
      page.paragraph(period(), 20, false, ReportPage.INK, 28, 26);
      if (evidence.isSimulated()) {
        page.warning(texts.get("pack.simulated", evidence.chain().chain().origin()));
        page.space(10);
      }
      PdfPTable table = ReportPage.table(1, 3);
      page.pair(table, texts.get("pack.tenant"), evidence.tenant());
      page.pair(
          table,
          texts.get("pack.period"),
          texts.get("pack.from_to", evidence.month().atDay(1), evidence.month().atEndOfMonth()));
      page.pair(table, texts.get("pack.made"), moment(evidence.at()));
      page.pair(table, texts.get("pack.chain"), evidence.chain().chain().toString());
      page.pair(table, texts.get("pack.verified"), words.verified());
      page.pair(table, texts.get("pack.rows"), rowsInPack());
      page.code(table, texts.get("pack.head"), evidence.chain().lastHash());
      page.document().add(table);
      page.space(6);
      page.text(texts.get("pack.cover"));
    }

    private String rowsInPack() {
      return segment.isEmpty()
          ? texts.get("pack.none")
          : texts.get(
              "pack.rows_from_to",
              segment.size(),
              segment.get(0).seq(),
              segment.get(segment.size() - 1).seq());
    }

    private void summary() throws DocumentException {
      page.heading(texts.get("pack.summary"));
      if (evidence.months().isEmpty()) {
        page.text(texts.get("pack.not_closed"));
        return;
      }
      PdfPTable table = ReportPage.table(3.4f, 2);
      page.head(table, texts.get("pack.column.figure"), ">" + texts.get("pack.column.value"));
      for (String figure : KEY_FIGURES) {
        String[] name = figure.split("\\.", 2);
        Double value = evidence.value(name[0], name[1]);
        page.cell(table, names.name(name[1]));
        page.number(table, value == null ? "–" : names.withUnit(name[1], value));
      }
      page.document().add(table);
      List<String> verdicts = new ArrayList<>();
      for (String verdict :
          List.of("met", "not_met", "insufficient_evidence", "not_yet_due", "not_judged")) {
        long count =
            evidence.verdicts().stream().filter(one -> one.verdict().equals(verdict)).count();
        if (count > 0) {
          verdicts.add(texts.get("pack.count", words.verdict(verdict), count));
        }
      }
      page.text(
          verdicts.isEmpty()
              ? texts.get("pack.no_commitments")
              : texts.get("pack.commitments_count", String.join(texts.get("pack.and"), verdicts)));
      page.text(texts.get("pack.dash"));
    }

    private void scope() throws DocumentException {
      page.heading(texts.get("pack.scope"));
      for (String paragraph : List.of("boundary", "period", "method", "gaps", "carbon")) {
        page.subheading(texts.get("pack_scope." + paragraph));
        page.text(texts.get("pack_scope." + paragraph + ".text"));
      }
      Set<String> codes = new TreeSet<>();
      Set<String> registries = new TreeSet<>();
      for (LedgerRow row : evidence.rows()) {
        codes.add(row.entry().codeVersion());
        registries.addAll(List.of(row.entry().registryVersion().split(",")));
      }
      page.subheading(texts.get("pack.versions"));
      page.text(texts.get("pack.versions.text", listed(codes), listed(registries)));
    }

    private String listed(Set<String> all) {
      return all.isEmpty() ? texts.get("pack.none") : String.join(", ", all);
    }

    private void figures() throws DocumentException {
      page.heading(texts.get("pack.figures"));
      if (evidence.months().isEmpty()) {
        page.text(texts.get("pack.not_closed"));
        return;
      }
      page.text(texts.get("pack.figures.text"));
      for (String measurement : MEASUREMENTS) {
        List<Figure> figures =
            evidence.figures().stream()
                .filter(figure -> figure.row().entry().measurement().equals(measurement))
                .filter(figure -> figure.value().isNumber())
                // a reason for which no machine stood is in the table and in pack.json
                .filter(
                    figure ->
                        !figure.field().startsWith("delay_") || figure.value().doubleValue() != 0)
                .toList();
        if (!figures.isEmpty()) {
          figures(measurement, figures);
        }
      }
    }

    private void figures(String measurement, List<Figure> figures) throws DocumentException {
      LedgerRow row = figures.get(0).row();
      String name = texts.get("measurement." + measurement);
      page.subheading(
          name.substring(0, 1).toUpperCase(texts.language().locale()) + name.substring(1));
      page.paragraph(
          texts.get(
              "pack.figures.row",
              row.seq(),
              row.entry().revision(),
              words.percent(row.entry().coverage())),
          8,
          false,
          ReportPage.MUTED,
          11,
          2);
      PdfPTable table = ReportPage.table(4.2f, 2.2f, 1.6f);
      page.head(
          table,
          texts.get("pack.column.figure"),
          ">" + texts.get("pack.column.value"),
          texts.get("pack.column.unit"));
      for (Figure figure : figures) {
        String label = names.name(figure.field());
        if (label.equals(figure.field())) {
          page.cell(table, label);
        } else {
          page.cell(table, label, figure.field());
        }
        page.number(table, names.value(figure.field(), figure.value().doubleValue()));
        page.cell(table, names.unit(figure.field()));
      }
      page.document().add(table);
    }

    private void charts() throws DocumentException {
      page.heading(texts.get("pack.days"));
      chart("energy", "active_kwh", TEAL);
      chart("sustainability", "scope2_location_kg", BLUE);
      chart("quality_of_data", "coverage", GREY);
    }

    private void chart(String measurement, String field, Color colour) throws DocumentException {
      // its name and it stand on one page
      page.subheading(
          texts.get("pack.with_unit", names.name(field), names.unit(field)),
          DayChart.HEIGHT + ReportPage.HEADING);
      List<DayValue> days = evidence.days(measurement, field);
      if (days.isEmpty()) {
        page.text(texts.get("pack.no_day"));
        return;
      }
      page.document()
          .add(
              DayChart.of(
                  page.writer().getDirectContent(),
                  fonts,
                  days,
                  evidence.month(),
                  field,
                  names,
                  colour));
    }
  }
}
