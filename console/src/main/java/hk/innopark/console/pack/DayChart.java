package hk.innopark.console.pack;

import com.lowagie.text.BadElementException;
import com.lowagie.text.Element;
import com.lowagie.text.Image;
import com.lowagie.text.Phrase;
import com.lowagie.text.pdf.ColumnText;
import com.lowagie.text.pdf.PdfContentByte;
import com.lowagie.text.pdf.PdfTemplate;
import hk.innopark.console.pack.Evidence.DayValue;
import java.awt.Color;
import java.time.YearMonth;
import java.util.List;

/** A bar for each day of a month, over a scale that begins at zero; a day without one has none. */
final class DayChart {
  private static final float WIDTH = 480;

  /** In points. */
  static final float HEIGHT = 132;

  private static final float LEFT = 56;
  private static final float BOTTOM = 18;
  private static final float TOP = 10;
  private static final float TEXT = 7;
  private static final int STEPS = 4;
  private static final Color GRID = new Color(0xe3, 0xe8, 0xec);

  private final PdfTemplate picture;
  private final ReportFonts fonts;

  private DayChart(PdfTemplate picture, ReportFonts fonts) {
    this.picture = picture;
    this.fonts = fonts;
  }

  /**
   * Draws.
   *
   * @param names how the scale's numbers are written
   */
  static Image of(
      PdfContentByte page,
      ReportFonts fonts,
      List<DayValue> days,
      YearMonth month,
      String field,
      FigureNames names,
      Color colour)
      throws BadElementException {
    PdfTemplate picture = page.createTemplate(WIDTH, HEIGHT);
    new DayChart(picture, fonts).draw(days, month, field, names, colour);
    return Image.getInstance(picture);
  }

  private void draw(
      List<DayValue> days, YearMonth month, String field, FigureNames names, Color colour) {
    double greatest = days.stream().mapToDouble(DayValue::value).max().orElse(0);
    double step = step(greatest);
    double top = step * STEPS;
    float height = HEIGHT - BOTTOM - TOP;
    picture.setLineWidth(0.5f);
    for (int line = 0; line <= STEPS; line++) {
      float y = BOTTOM + height * line / STEPS;
      picture.setColorStroke(line == 0 ? ReportPage.MUTED : GRID);
      picture.moveTo(LEFT, y);
      picture.lineTo(WIDTH, y);
      picture.stroke();
      label(names.value(field, step * line), LEFT - 6, y - 2.5f, Element.ALIGN_RIGHT);
    }
    float width = (WIDTH - LEFT) / month.lengthOfMonth();
    picture.setColorFill(colour);
    for (DayValue day : days) {
      float bar = (float) (Math.max(0, day.value()) / top * height);
      picture.rectangle(LEFT + (day.day() - 1) * width + 1.5f, BOTTOM, width - 3, bar);
    }
    picture.fill();
    for (int day = 1; day <= month.lengthOfMonth(); day++) {
      if (day == 1 || day % 5 == 0) {
        label(Integer.toString(day), LEFT + (day - 0.5f) * width, 6, Element.ALIGN_CENTER);
      }
    }
  }

  /** A round step, four of which hold the greatest value. */
  private static double step(double greatest) {
    if (greatest <= 0) {
      return 1;
    }
    double least = greatest / STEPS;
    double unit = Math.pow(10, Math.floor(Math.log10(least)));
    for (double factor : new double[] {1, 2, 2.5, 5}) {
      if (unit * factor >= least) {
        return unit * factor;
      }
    }
    return unit * 10;
  }

  private void label(String words, float x, float y, int alignment) {
    Phrase phrase = fonts.words(words, TEXT, false, ReportPage.MUTED);
    ColumnText.showTextAligned(picture, alignment, phrase, x, y, 0);
  }
}
