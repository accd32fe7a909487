package hk.innopark.operations.audit;

import com.lowagie.text.Document;
import com.lowagie.text.Element;
import com.lowagie.text.FontFactory;
import com.lowagie.text.Phrase;
import com.lowagie.text.pdf.ColumnText;
import com.lowagie.text.pdf.PdfPageEventHelper;
import com.lowagie.text.pdf.PdfWriter;
import java.awt.Color;

/** What stands at the foot of every page. */
final class PageFoot extends PdfPageEventHelper {
  private static final float SIZE = 8;

  private final String title;
  private final boolean simulated;

  PageFoot(String title, boolean simulated) {
    this.title = title;
    this.simulated = simulated;
  }

  @Override
  public void onEndPage(PdfWriter writer, Document document) {
    String words = title + (simulated ? " (simulated data)" : "") + "   " + writer.getPageNumber();
    ColumnText.showTextAligned(
        writer.getDirectContent(),
        Element.ALIGN_RIGHT,
        new Phrase(words, FontFactory.getFont(FontFactory.HELVETICA, SIZE, Color.GRAY)),
        document.right(),
        document.bottom() - 20,
        0);
  }
}
