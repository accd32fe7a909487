package hk.innopark.console.pack;

import com.lowagie.text.Document;
import com.lowagie.text.Element;
import com.lowagie.text.Phrase;
import com.lowagie.text.pdf.ColumnText;
import com.lowagie.text.pdf.PdfContentByte;
import com.lowagie.text.pdf.PdfPageEventHelper;
import com.lowagie.text.pdf.PdfTemplate;
import com.lowagie.text.pdf.PdfWriter;
import hk.innopark.events.text.Texts;
import java.awt.Color;

/** What stands at the head and the foot of every page but the cover, which has a foot alone. */
final class PageFoot extends PdfPageEventHelper {
  private static final float SIZE = 7.5f;
  private static final float BELOW = 26;
  private static final float ABOVE = 20;

  private final String title;
  private final boolean simulated;
  private final ReportFonts fonts;
  private final Texts texts;

  /** Where the number of pages goes, once it is known. */
  private PdfTemplate pages;

  PageFoot(String title, boolean simulated, ReportFonts fonts, Texts texts) {
    this.title = title;
    this.simulated = simulated;
    this.fonts = fonts;
    this.texts = texts;
  }

  @Override
  public void onOpenDocument(PdfWriter writer, Document document) {
    pages = writer.getDirectContent().createTemplate(120, 12);
  }

  @Override
  public void onEndPage(PdfWriter writer, Document document) {
    PdfContentByte page = writer.getDirectContent();
    float foot = document.bottom() - BELOW;
    if (writer.getPageNumber() > 1) {
      float head = document.top() + ABOVE;
      put(page, Element.ALIGN_LEFT, title, document.left(), head, ReportPage.MUTED);
      if (simulated) {
        put(
            page,
            Element.ALIGN_RIGHT,
            texts.get("pack.simulated_short"),
            document.right(),
            head,
            ReportPage.WARNING);
      }
      rule(page, document, head - 5);
    }
    rule(page, document, foot + 11);
    put(page, Element.ALIGN_LEFT, "INNOPARK telemetry", document.left(), foot, ReportPage.MUTED);
    Phrase number =
        fonts.words(texts.get("pack.page", writer.getPageNumber()), SIZE, false, ReportPage.MUTED);
    float width = ColumnText.getWidth(number);
    float start = document.right() - width - 16;
    ColumnText.showTextAligned(page, Element.ALIGN_LEFT, number, start, foot, 0);
    page.addTemplate(pages, start + width, foot);
  }

  @Override
  public void onCloseDocument(PdfWriter writer, Document document) {
    ColumnText.showTextAligned(
        pages,
        Element.ALIGN_LEFT,
        fonts.words(" " + (writer.getPageNumber() - 1), SIZE, false, ReportPage.MUTED),
        0,
        0,
        0);
  }

  private void put(
      PdfContentByte page, int alignment, String words, float x, float y, Color colour) {
    ColumnText.showTextAligned(page, alignment, fonts.words(words, SIZE, false, colour), x, y, 0);
  }

  private static void rule(PdfContentByte page, Document document, float y) {
    page.saveState();
    page.setLineWidth(0.5f);
    page.setColorStroke(Color.LIGHT_GRAY);
    page.moveTo(document.left(), y);
    page.lineTo(document.right(), y);
    page.stroke();
    page.restoreState();
  }
}
