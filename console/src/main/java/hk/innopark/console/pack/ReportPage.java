package hk.innopark.console.pack;

import com.lowagie.text.Document;
import com.lowagie.text.DocumentException;
import com.lowagie.text.Element;
import com.lowagie.text.PageSize;
import com.lowagie.text.Paragraph;
import com.lowagie.text.Phrase;
import com.lowagie.text.pdf.PdfPCell;
import com.lowagie.text.pdf.PdfPTable;
import com.lowagie.text.pdf.PdfWriter;
import java.awt.Color;
import java.io.OutputStream;

/** How a report looks: headings, paragraphs and tables on A4. */
final class ReportPage {
  static final Color INK = new Color(0x14, 0x20, 0x2b);
  static final Color MUTED = new Color(0x4b, 0x59, 0x67);
  static final Color ACCENT = new Color(0x0a, 0x5c, 0x66);
  static final Color WARNING = new Color(0x8a, 0x3b, 0x00);
  private static final Color WARNING_SHADE = new Color(0xfd, 0xf1, 0xe3);
  private static final Color LINE = new Color(0xd3, 0xda, 0xe1);
  private static final Color SHADE = new Color(0xf1, 0xf4, 0xf6);

  private static final float SIDE = 56;

  /** What a subheading with the space around it takes. */
  static final float HEADING = 34;

  private static final float NEEDED_BELOW_HEADING = 110;
  private static final float TEXT_SIZE = 9.5f;
  private static final float CELL_SIZE = 8.5f;
  private static final float SMALL_SIZE = 7.5f;

  private final ReportFonts fonts;
  private final Document document = new Document(PageSize.A4, SIDE, SIDE, 64, 60);
  private final PdfWriter writer;
  private int section;

  ReportPage(OutputStream out, ReportFonts fonts) throws DocumentException {
    this.fonts = fonts;
    this.writer = PdfWriter.getInstance(document, out);
  }

  Document document() {
    return document;
  }

  PdfWriter writer() {
    return writer;
  }

  /** Starts with the words that stand at the head and foot of each page. */
  void open(PageFoot foot, String title) {
    writer.setPageEvent(foot);
    document.addTitle(title);
    document.addCreator("INNOPARK telemetry");
    document.open();
  }

  /** A numbered heading, which does not stand alone at the foot of a page. */
  void heading(String title) throws DocumentException {
    if (writer.getVerticalPosition(true) < document.bottom() + NEEDED_BELOW_HEADING) {
      document.newPage();
    }
    section++;
    Paragraph paragraph = new Paragraph(fonts.words(section + "   " + title, 14, true, ACCENT));
    paragraph.setSpacingBefore(18);
    paragraph.setSpacingAfter(6);
    document.add(paragraph);
  }

  void subheading(String title) throws DocumentException {
    subheading(title, NEEDED_BELOW_HEADING);
  }

  /** A heading on the page of what stands below it, which needs so many points with it. */
  void subheading(String title, float needed) throws DocumentException {
    if (writer.getVerticalPosition(true) < document.bottom() + needed) {
      document.newPage();
    }
    Paragraph paragraph = new Paragraph(fonts.words(title, 10, true, INK));
    paragraph.setSpacingBefore(8);
    paragraph.setSpacingAfter(2);
    document.add(paragraph);
  }

  void text(String words) throws DocumentException {
    paragraph(words, TEXT_SIZE, false, INK, 13.5f, 6);
  }

  void paragraph(String words, float size, boolean isBold, Color colour, float leading, float after)
      throws DocumentException {
    Paragraph paragraph = new Paragraph(leading);
    paragraph.add(fonts.words(words, size, isBold, colour));
    paragraph.setSpacingAfter(after);
    document.add(paragraph);
  }

  void space(float points) throws DocumentException {
    Paragraph paragraph = new Paragraph(points, " ");
    document.add(paragraph);
  }

  /** Words in a box that cannot be passed over. */
  void warning(String words) throws DocumentException {
    PdfPTable box = table(1);
    PdfPCell cell = new PdfPCell(fonts.words(words, 10, true, WARNING));
    cell.setBackgroundColor(WARNING_SHADE);
    cell.setBorderColor(WARNING);
    cell.setPadding(8);
    box.addCell(cell);
    document.add(box);
  }

  static PdfPTable table(float... widths) {
    PdfPTable table = new PdfPTable(widths);
    table.setWidthPercentage(100);
    table.setSpacingBefore(4);
    table.setSpacingAfter(8);
    return table;
  }

  /**
   * The head of a table, repeated on each page; a name that begins with ">" stands at the right.
   */
  void head(PdfPTable table, String... names) {
    for (String name : names) {
      boolean isNumber = name.startsWith(">");
      PdfPCell cell =
          new PdfPCell(fonts.words(isNumber ? name.substring(1) : name, CELL_SIZE, true, MUTED));
      cell.setBackgroundColor(SHADE);
      finish(cell, isNumber);
      table.addCell(cell);
    }
    table.setHeaderRows(1);
  }

  void cell(PdfPTable table, String words) {
    add(table, fonts.words(words, CELL_SIZE, false, INK), false);
  }

  void number(PdfPTable table, String words) {
    add(table, fonts.words(words, CELL_SIZE, false, INK), true);
  }

  /** Words, and below them smaller ones. */
  void cell(PdfPTable table, String words, String below) {
    PdfPCell cell = new PdfPCell();
    Paragraph first = new Paragraph(10.5f);
    first.add(fonts.words(words, CELL_SIZE, false, INK));
    Paragraph second = new Paragraph(10);
    second.add(fonts.words(below, SMALL_SIZE, false, MUTED));
    cell.addElement(first);
    cell.addElement(second);
    finish(cell, false);
    cell.setPaddingTop(0);
    table.addCell(cell);
  }

  void pair(PdfPTable table, String name, String words) {
    add(table, fonts.words(name, CELL_SIZE, true, MUTED), false);
    add(table, fonts.words(words, CELL_SIZE, false, INK), false);
  }

  void code(PdfPTable table, String name, String words) {
    add(table, fonts.words(name, CELL_SIZE, true, MUTED), false);
    add(table, ReportFonts.code(words, 7.5f, INK), false);
  }

  private static void add(PdfPTable table, Phrase words, boolean isNumber) {
    PdfPCell cell = new PdfPCell(words);
    finish(cell, isNumber);
    table.addCell(cell);
  }

  private static void finish(PdfPCell cell, boolean isNumber) {
    cell.setBorder(PdfPCell.BOTTOM);
    cell.setBorderColor(LINE);
    cell.setPaddingTop(3.5f);
    cell.setPaddingBottom(5);
    cell.setPaddingLeft(4);
    cell.setPaddingRight(4);
    if (isNumber) {
      cell.setHorizontalAlignment(Element.ALIGN_RIGHT);
    }
  }
}
