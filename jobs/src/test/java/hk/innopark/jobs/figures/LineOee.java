package hk.innopark.jobs.figures;

import hk.innopark.events.Grain;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.rollup.PeriodTotal;

/** The figure calculator for tests of other packages. */
public final class LineOee {
  private LineOee() {}

  /** The OEE of an hour of a line with these elements. */
  public static double of(Elements elements) {
    Totals totals = new Totals();
    for (Element element : Element.values()) {
      totals.exactly(element, elements.get(element));
    }
    PeriodTotal total = totals.of(Totals.LINE, Grain.HOUR, PeriodTotal.Stage.CLOSED, 1, 0);
    int field = Measurement.THROUGHPUT.fields().indexOf("oee");
    return FigureCalculator.rows(total).get(0).values()[field];
  }
}
