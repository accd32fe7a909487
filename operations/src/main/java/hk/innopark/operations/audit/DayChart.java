package hk.innopark.operations.audit;

import com.lowagie.text.BadElementException;
import com.lowagie.text.Image;
import com.lowagie.text.pdf.BaseFont;
import com.lowagie.text.pdf.PdfContentByte;
import com.lowagie.text.pdf.PdfTemplate;
import hk.innopark.operations.audit.Evidence.DayValue;
import java.awt.Color;
import java.io.IOException;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;

/** A bar for each day of a month. */
final class DayChart {
  private static final float WIDTH = 480;
  private static final float HEIGHT = 120;
  private static final float LEFT = 52;
  private static final float BOTTOM = 16;
  private static final float TEXT = 7;

  private DayChart() {}

  static Image of(PdfContentByte page, List<DayValue> days, YearMonth month, Color colour)
      throws BadElementException {
    PdfTemplate picture = page.createTemplate(WIDTH, HEIGHT);
    double top = days.stream().mapToDouble(DayValue::value).max().orElse(0);
    double scale = top > 0 ? (HEIGHT - BOTTOM - 10) / top : 0;
    float step = (WIDTH - LEFT) / month.lengthOfMonth();
    picture.setColorFill(colour);
    for (DayValue day : days) {
      picture.rectangle(
          LEFT + (day.day() - 1) * step + 1,
          BOTTOM,
          step - 2,
          (float) Math.max(0, day.value() * scale));
    }
    picture.fill();
    picture.setColorStroke(Color.LIGHT_GRAY);
    picture.moveTo(LEFT, BOTTOM);
    picture.lineTo(WIDTH, BOTTOM);
    picture.stroke();
    label(picture, String.format(Locale.ROOT, "%,.0f", top), LEFT - 6, HEIGHT - 14, true);
    label(picture, "0", LEFT - 6, BOTTOM, true);
    for (int day = 1; day <= month.lengthOfMonth(); day += 5) {
      label(picture, Integer.toString(day), LEFT + (day - 0.5f) * step, 4, false);
    }
    return Image.getInstance(picture);
  }

  private static void label(
      PdfTemplate picture, String words, float x, float y, boolean endsThere) {
    try {
      picture.beginText();
      picture.setColorFill(Color.DARK_GRAY);
      picture.setFontAndSize(
          BaseFont.createFont(BaseFont.HELVETICA, BaseFont.WINANSI, BaseFont.NOT_EMBEDDED), TEXT);
      picture.showTextAligned(
          endsThere ? PdfContentByte.ALIGN_RIGHT : PdfContentByte.ALIGN_CENTER, words, x, y, 0);
      picture.endText();
    } catch (IOException e) {
      throw new IllegalStateException("Helvetica is of every PDF", e);
    }
  }
}
